/** What a folder holds, as a mail store tells it: its messages under UIDs that mean the same from run to run. Pure. */
import { createHash } from 'node:crypto';
import type { FolderState, MessageEntry } from '../../running/ports.ts';
import type { Place } from './content.ts';
import type { IndexRecord } from './folder-index.ts';

/** A message without its UID. */
export interface FoundMessage extends Omit<MessageEntry, 'uid'> {
  /** By which it is the same from run to run: a file's name, or what an mbox file tells of it. */
  readonly identity: string;
  readonly place: Place;
}

export interface StoredMessage extends FoundMessage {
  readonly uid: number;
}

export interface FolderContents {
  readonly uidValidity: string;
  readonly uidNext: number;
  /** By UID, ascending. */
  readonly messages: readonly StoredMessage[];
  /** The UIDVALIDITY is made of what the folder holds: with the next message it is another one. */
  readonly isDerived: boolean;
  /** UIDs that were given here alone, and are written down nowhere yet. */
  readonly unlisted: readonly IndexRecord[];
  /** Messages that are marked as deleted for good by the program that wrote them, and left out. */
  readonly expunged?: number;
  /** Of an mbox file that this program wrote: where what it acknowledged ends. */
  readonly ownEnd?: number;
}

/** UIDs that somebody wrote down. */
export interface Numbers {
  readonly uidValidity: string;
  readonly uidNext: number;
  uidOf(identity: string): number | undefined;
}

/**
 * Gives each message its UID: what is written down, else its place in the order given. Numbers that nobody wrote down hold for exactly
 * these messages, so a UIDVALIDITY is made of them: where one comes or goes, all are recognised by content instead of taken for others.
 */
export function numbered(found: readonly FoundMessage[], numbers: Numbers | undefined): FolderContents {
  const known: StoredMessage[] = [];
  const others: FoundMessage[] = [];
  for (const message of found) {
    const uid = numbers?.uidOf(message.identity);
    if (uid === undefined) others.push(message);
    else known.push({ ...message, uid });
  }
  const first = numbers?.uidNext ?? 1;
  const given = others.map((message, at) => ({ ...message, uid: first + at }));
  const isDerived = numbers === undefined || others.length > 0;
  return {
    uidValidity: isDerived ? derived(numbers?.uidValidity ?? '', others) : numbers.uidValidity,
    uidNext: first + given.length,
    messages: [...known.sort((one, other) => one.uid - other.uid), ...given],
    isDerived,
    unlisted: given.map(({ uid, identity }) => ({ uid, file: identity })),
  };
}

/** No HIGHESTMODSEQ: what changed is found by comparing lists, which costs no network. */
export function stateOf({ uidValidity, uidNext, messages }: FolderContents): FolderState {
  return { uidValidity, uidNext, messages: messages.length, mayTakeBack: true };
}

function derived(before: string, messages: readonly FoundMessage[]): string {
  const hash = createHash('sha256').update(before);
  for (const { identity } of messages) hash.update(`\n${identity}`);
  return asNumber(hash.digest());
}

/** Digits only, as servers tell such numbers, and within 63 bits (RFC 7162). */
function asNumber(digest: Buffer): string {
  return String((digest.readBigUInt64BE() >> 1n) | 1n);
}
