/** One thing that is done at a target, as a value: what a step of a migration plan carries and a driver applies. */
import type { Right } from '../../../grammar/vocabulary.ts';
import type { Operation } from './operations.ts';
import type { Forwarding, ObjectKind, Profile } from './target-state.ts';

/** The address that a change is about; a domain's name for `add-domain`. */
interface About {
  readonly address: string;
}

export type Change =
  | ({ readonly does: 'add-domain' } & About)
  /** With no password that anybody knows: people get theirs another way. */
  | ({ readonly does: 'make'; readonly kind: ObjectKind; readonly profile: Profile } & About)
  /** What differs only. */
  | ({ readonly does: 'describe'; readonly kind: ObjectKind; readonly profile: Profile } & About)
  | ({ readonly does: 'license'; readonly licence: string; readonly sku: string } & About)
  /** Until mail can be put into it. */
  | ({ readonly does: 'await' } & About)
  | ({ readonly does: 'set-quota'; readonly bytes: number } & About)
  | ({
      readonly does: 'add-alias' | 'remove-alias';
      readonly kind: ObjectKind;
      readonly alias: string;
    } & About)
  | ({
      readonly does: 'grant' | 'revoke';
      readonly kind: ObjectKind;
      readonly who: string;
      readonly right: Right;
    } & About)
  | ({ readonly does: 'add-member' | 'add-owner'; readonly member: string } & About)
  | ({
      readonly does: 'set-booking';
      readonly kind: 'room' | 'equipment';
      readonly booking?: 'automatic' | 'manual';
      readonly capacity?: number;
    } & About)
  /** All that mail to it is sent on to: what else it was sent on to stays. */
  | ({ readonly does: 'forward'; readonly until?: string } & Forwarding & About)
  /** Of an old address, `address`, that is another system's: its mail is sent on to `to`. */
  | ({ readonly does: 'redirect'; readonly to: string; readonly until?: string } & About)
  | ({ readonly does: 'route'; readonly to: 'internal' | 'external' } & About)
  /** Keeps its owner out, or lets it in again with the rights it had. */
  | ({ readonly does: 'lock' | 'unlock' } & About);

/** By which of a system's ways a change is made. */
export function operationOf(change: Change): Operation {
  switch (change.does) {
    case 'add-domain':
      return 'domain';
    case 'make':
      return makingOf(change.kind);
    case 'describe':
      return 'profile';
    case 'license':
      return 'licence';
    case 'await':
      return 'account';
    case 'set-quota':
      return 'quota';
    case 'add-alias':
    case 'remove-alias':
      return 'alias';
    case 'grant':
    case 'revoke':
      return 'access';
    case 'add-member':
    case 'add-owner':
      return 'member';
    case 'set-booking':
      return 'booking';
    case 'forward':
      return 'forward';
    case 'redirect':
      return 'redirect';
    case 'route':
      return 'routing';
    case 'lock':
    case 'unlock':
      return 'lock';
  }
}

export function makingOf(kind: ObjectKind): Operation {
  if (kind === 'mailbox') return 'account';
  return kind === 'room' || kind === 'equipment' ? 'resource' : kind;
}
