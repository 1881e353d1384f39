/**
 * A migration plan: what one run of one lot is to do, as a value. It is printed (dry run), saved, reviewed and executed;
 * whoever executes it reads nothing else about intent. It holds no secret, only the names of secrets.
 */

import type { NameLimits } from '../language/facts/name-limits.ts';
import type { Change } from './provisioning/change.ts';

/** Where a secret is to be found when it is needed. The secret itself is never part of a plan, a ledger, a log or an error. */
export type SecretReference =
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'keychain'; readonly name: string }
  | { readonly kind: 'prompt' };

/** How an endpoint's mailboxes are opened. `master`: RFC-less convention of Dovecot, `user<separator>master`. `admin`: SASL PLAIN proxy authorisation (RFC 4616). */
export interface Login {
  readonly method: 'master' | 'admin' | 'each' | 'oauth2';
  readonly user?: string;
  readonly separator?: string;
  /** Of `oauth2` at Microsoft 365: the organisation, and the application that signs in to it. */
  readonly tenant?: string;
  readonly client?: string;
  readonly secret: SecretReference;
}

/** One mail system or folder of mail, as the plan declares it. */
export type Endpoint = MailServer | MailArchive;

interface Pacing {
  readonly name: string;
  /** Connections at most, over all workers. */
  readonly connections: number;
  /** Bytes a second at most. */
  readonly rate?: number;
  /** Hours of the day in which nothing is copied, in the plan's time zone. */
  readonly quiet?: { readonly from: string; readonly to: string; readonly timezone: string };
  /** What it takes as names of folders, by what is known of its kind. */
  readonly names?: NameLimits;
}

/** Where a service is reached. */
export interface Reached {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'plain';
}

/** A server that is spoken to over IMAP. */
export type MailServer = PlainServer | OwnServer | GraphTenant | BlueMindServer;

interface OverImap extends Pacing, Reached {
  readonly login: Login;
  /** Where mail to its addresses is handed in (SMTP), to try old addresses. */
  readonly smtp?: Reached;
}

export interface PlainServer extends OverImap {
  readonly kind: 'imap';
}

/** A server of one's own, with what may stand beside it. */
export interface OwnServer extends OverImap {
  readonly kind: 'dovecot' | 'cyrus';
  /** Where people's Sieve scripts are managed (RFC 5804). */
  readonly sieve?: Reached;
  readonly directory?: Directory;
}

/** An LDAP directory that accounts are entries of. */
export interface Directory {
  /** `ldaps://ldap.example`, or `ldap://` with StartTLS, which only this machine may go without. */
  readonly url: string;
  /** Where entries are made: `ou=people,dc=example`. */
  readonly base: string;
  /** Who makes them: `cn=admin,dc=example`. */
  readonly bind: string;
  readonly secret: SecretReference;
}

export interface GraphTenant extends OverImap {
  readonly kind: 'microsoft365';
  readonly graph?: {
    readonly tenant: string;
    readonly client: string;
    readonly secret: SecretReference;
    /** ISO 3166-1, two letters: a licence is refused without one. */
    readonly usageLocation?: string;
    /** What Graph does not do is handed over, or sent to a service that Microsoft does not support. */
    readonly exchange: 'handover' | 'invoke-command';
  };
}

export interface BlueMindServer extends OverImap {
  readonly kind: 'bluemind';
  /** Its REST interface: `https://bm.example`, and an administrator's key. */
  readonly api?: { readonly url: string; readonly secret: SecretReference };
}

/** A folder of files: one folder of it a mailbox, named by its address. */
export interface MailArchive extends Pacing {
  readonly kind: 'archive';
  /** Absolute, or relative to the plan's folder. */
  readonly path: string;
  /** What new mailboxes are written as; what is there is read as what it is. */
  readonly format: 'maildir' | 'mbox' | 'eml';
}

/** One mailbox's mail, from where it is to where it goes. */
export interface MailboxCopy {
  readonly source: { readonly endpoint: string; readonly mailbox: string };
  readonly target: { readonly endpoint: string; readonly mailbox: string };
  /** Source folders that are left out, by decoded path, each with the folders below it. */
  readonly exclude: readonly string[];
  /** Source folder → target folder, by decoded path; what is not named is mapped by rule. */
  readonly folders: readonly { readonly from: string; readonly to: string }[];
  /** Messages received before this day (ISO date, UTC) are left out. */
  readonly keepSince?: string;
  /** People work at the target already: what is gone there was deleted by them, and is not brought again. */
  readonly isOpen?: boolean;
  /** What is deleted at the source is deleted at the target too: where the plan's policy says so, and never once it is open. */
  readonly mirrorsDeletions?: boolean;
}

/**
 * `stage`: accounts, and the first copy. `lock`: people kept from the source; `unlock`: let in again. `cutover`: what is left of it,
 * forwards, and what changed since. `delta`: what changed since. `verify`: both ends compared from nothing.
 */
export type RunPhase = 'stage' | 'lock' | 'unlock' | 'cutover' | 'delta' | 'verify';
export const RUN_PHASES: readonly RunPhase[] = ['stage', 'lock', 'unlock', 'cutover', 'delta', 'verify'];

export type StepKind =
  | 'domain'
  | 'account'
  | 'shared'
  | 'resource'
  | 'list'
  | 'profile'
  | 'licence'
  | 'ready'
  | 'quota'
  | 'routing'
  | 'alias'
  | 'access'
  | 'member'
  | 'booking'
  | 'lock'
  | 'mail'
  | 'verify'
  | 'forward'
  | 'redirect';
export type StepAction = 'create' | 'update' | 'copy' | 'grant' | 'revoke' | 'wait' | 'handover' | 'none';

/** What a mailbox holds, as far as its inventory or a look at it tells. */
export interface Expected {
  readonly messages: number;
  readonly bytes: number;
}

/** One thing to be done, and why. */
export interface Step {
  /** Stable from plan to plan: `mail camille@a.example`. */
  readonly key: string;
  readonly kind: StepKind;
  readonly subject: string;
  readonly action: StepAction;
  /** How it is now; `not checked` where an end was not read, never a guess. */
  readonly before: string;
  readonly after: string;
  readonly reason: string;
  /** Keys of steps that come first. */
  readonly needs: readonly string[];
  /** What stops with it if it fails. */
  readonly reach: 'mailbox' | 'lot';
  readonly copy?: MailboxCopy;
  /** What is done besides copying, and at which endpoint: by the run, or by people where the action is `handover`. */
  readonly change?: Change;
  readonly endpoint?: string;
  /** What is known of the mail to copy: for the order of mailboxes and the time that is left, no part of what is intended. */
  readonly expects?: Expected;
  /** Of mail: how many messages either end held when it was looked at. */
  readonly holds?: { readonly source?: number; readonly target?: number };
}

export interface Verdict {
  /** Why it cannot be run as it stands, one line each. */
  readonly errors: readonly string[];
  /** Nothing stands against running it. */
  readonly applicable: boolean;
  /** Both ends of every mailbox were read: no step says `not checked`. */
  readonly complete: boolean;
}

/** How much is looked at: `all` opens every mailbox, `targets` reads what is managed besides mail, which a run has to know. */
export type Look = 'all' | 'targets' | 'nothing';

export interface MigrationPlan {
  readonly schema: 'migplan/dry-run/v1';
  readonly plan: string;
  readonly lot: string;
  /** What the lot's date is, ISO. */
  readonly date: string;
  readonly phase: RunPhase | 'all';
  /** SHA-256 over what is intended, not over what was observed: equal intents have equal fingerprints. */
  readonly fingerprint: string;
  /** What was looked at before it was made: whoever compares it with another looks at as much. */
  readonly looked?: Look;
  readonly verdict: Verdict;
  readonly endpoints: readonly Endpoint[];
  readonly steps: readonly Step[];
  readonly totals: {
    readonly mailboxes: number;
    readonly messages: number;
    readonly bytes: number;
    readonly actions: Readonly<Partial<Record<StepAction, number>>>;
  };
}
