/**
 * What a run needs of a target besides a place to put mail: to say what is there, and to make what the plan wants. One driver a kind;
 * nothing here knows a protocol. Drivers delete nothing: there is no call for it, and rights and aliases are taken away one by one,
 * each by a change that names it.
 */
import type { Endpoint } from '../../planning/migration-plan.ts';
import type { Change } from '../../planning/provisioning/change.ts';
import type { Ways } from '../../planning/provisioning/operations.ts';
import type { ObjectKind, TargetState } from '../../planning/provisioning/target-state.ts';
import type { Text } from '../../planning/text.ts';
import type { Failure } from '../failures.ts';

/** What is to be looked at. */
export interface Scope {
  readonly objects: readonly WantedKind[];
  readonly domains: readonly string[];
}

export interface WantedKind {
  readonly address: string;
  /** What the plan wants it to be; an object of another type under this address is `blocked`. */
  readonly kind: ObjectKind;
  /** Its own id, where an earlier run made or found it: another object under the address is `blocked`. */
  readonly id?: string;
}

/** What became of one change. */
export type Applied =
  /** `id`: the target's own, of what was made. */
  | { readonly kind: 'done'; readonly id?: string }
  /** It was so before. */
  | { readonly kind: 'already'; readonly id?: string }
  /** The target took it and is not there yet: to be asked again, by a later run at the latest. */
  | { readonly kind: 'waiting'; readonly why: Text; readonly until?: Date }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface Provisioner {
  /** The same as `waysOf` says of its endpoint. */
  readonly ways: Ways;
  /**
   * What is there of all that is asked for, each address answered. What cannot be read is `unknown`, never `absent`; throws a
   * MailFailure where nothing can be read at all: a wrong key, no answer. Changes nothing.
   */
  read(scope: Scope, signal: AbortSignal): Promise<TargetState>;
  /**
   * Makes one change; made twice it is `already` the second time and does no harm. Of a way `handover` or `none` it is `failed`.
   * Throws nothing but faults of this program.
   */
  apply(change: Change, signal: AbortSignal): Promise<Applied>;
  close(): Promise<void>;
}

/** Signed in before it returns; undefined where nothing of an endpoint is managed but its mail. Throws MailFailure. */
export type OpenProvisioner = (endpoint: Endpoint, signal: AbortSignal) => Promise<Provisioner | undefined>;
