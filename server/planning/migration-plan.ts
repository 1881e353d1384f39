/**
 * A migration plan: what one run of one lot is to do, as a value. It is printed (dry run), saved, reviewed and executed;
 * whoever executes it reads nothing else about intent. It holds no secret, only the names of secrets.
 */

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
  readonly secret: SecretReference;
}

/** One mail system, as the plan declares it. */
export interface Endpoint {
  readonly name: string;
  readonly kind: string;
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'plain';
  readonly login: Login;
  /** Connections at most, over all workers. */
  readonly connections: number;
  /** Bytes a second at most. */
  readonly rate?: number;
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
}
