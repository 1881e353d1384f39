/** One message as one side lists it. Of the many that are the same on both sides none is made: their columns are compared. */
import type { MailReading } from '../ports.ts';

export interface Place {
  readonly store: MailReading;
  readonly path: string;
}

export interface Sighting {
  readonly seenIn: Place;
  readonly uid: number;
  readonly size: number;
  /** In whole seconds: IMAP keeps no more. */
  readonly receivedAt: number;
  readonly flags: Flags;
  /** Its size and what names it: the same on both sides unless it was altered. */
  readonly look: string;
  /** Its Message-ID and Date; without a Message-ID, its Date and Subject. */
  readonly name: string;
  readonly hasMessageId: boolean;
  sha256?: string;
}

export interface Flags {
  readonly spelled: readonly string[];
  /** The same for the same flags, whatever their order and case. */
  readonly key: string;
}

/** What is known of a message's bytes: their hash, or how it looks from outside. */
export const identity = ({ sha256, look }: Sighting): string => sha256 ?? look;
