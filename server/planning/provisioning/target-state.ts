/**
 * What a target holds besides mail, as its driver read it, in the plan's own words: a right that the server spells its own way is
 * translated by the driver, so that comparing is the same for every kind. What a system does not tell is absent, which is never the
 * same as nothing there.
 */
import type { Right } from '../../../grammar/vocabulary.ts';
import type { Text } from '../text.ts';

export type ObjectKind = 'mailbox' | 'shared' | 'room' | 'equipment' | 'list';

/** What a directory says of a person or a function. */
export interface Profile {
  readonly name?: string;
  readonly given?: string;
  readonly family?: string;
  readonly title?: string;
  readonly phone?: string;
  readonly office?: string;
}
export const PROFILE_FIELDS = [
  'name',
  'given',
  'family',
  'title',
  'phone',
  'office',
] as const satisfies readonly (keyof Profile)[];

export interface Access {
  /** Whom it is given to: an address. */
  readonly who: string;
  readonly right: Right;
}

export interface Forwarding {
  readonly to: string;
  readonly keepCopy: boolean;
}

/** One account, shared mailbox, resource or list at a target. Each property is absent where the system does not tell. */
export interface HeldObject {
  readonly state: 'held';
  readonly kind: ObjectKind;
  /** The target's own: what makes it the same object from one run to the next. */
  readonly id: string;
  /** A mailbox that mail can be put into; false while the target is still making it. */
  readonly isReady: boolean;
  readonly profile?: Profile;
  /** What the target calls its licences. */
  readonly skus?: readonly string[];
  /** In bytes; `none` where the mailbox has no limit. */
  readonly quota?: number | 'none';
  readonly aliases?: readonly string[];
  readonly access?: readonly Access[];
  readonly forwards?: readonly Forwarding[];
  readonly members?: readonly string[];
  readonly owners?: readonly string[];
  readonly capacity?: number;
  readonly booking?: 'automatic' | 'manual';
  /** Where the target takes mail to it: kept there, or sent on to the other system of a split domain. */
  readonly routing?: 'internal' | 'external';
  /** The owner is kept from it, as a lock phase wants. */
  readonly isLocked?: boolean;
}

export type SeenObject =
  | HeldObject
  /** The target said that there is none. */
  | { readonly state: 'absent' }
  /** Something stands in the way of making it: another object has the address, or a deleted namesake is kept yet. */
  | { readonly state: 'blocked'; readonly why: Text }
  /** It could not be read. */
  | { readonly state: 'unknown'; readonly why: Text };

export interface SeatsHeld {
  /** What the target calls the licence. */
  readonly sku: string;
  readonly seats: number;
  readonly used: number;
}

export interface DomainHeld {
  readonly state: 'verified' | 'unverified' | 'absent';
  /** What has to stand in its zone before the target takes it. */
  readonly records?: readonly DnsRecord[];
}

export interface DnsRecord {
  readonly type: 'MX' | 'TXT' | 'CNAME' | 'SRV';
  /** Whole, without a dot at its end. */
  readonly name: string;
  /** As a zone file has it: `10 mail.example.org` for an MX. */
  readonly value: string;
}

/** What was read of one target. An address that is not in `objects` was not asked for. */
export interface TargetState {
  /** By compared address. */
  readonly objects: ReadonlyMap<string, SeenObject>;
  /** Absent where the kind has no licences. */
  readonly seats?: readonly SeatsHeld[];
  /** By compared name; absent where the kind does not need to be told of domains. */
  readonly domains?: ReadonlyMap<string, DomainHeld>;
}
