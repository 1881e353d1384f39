/**
 * What may have to be done at a target besides copying mail, and how each kind of system has it done: by its own interface, by one
 * that its maker does not support, by people, or not at all. Pure: what is possible follows from what the plan says of the endpoint.
 */
import type { Endpoint } from '../migration-plan.ts';

/** What each means: see `Change`, which has one `does` for each, or more. */
export const OPERATIONS = [
  'domain',
  'account',
  'shared',
  'resource',
  'list',
  'profile',
  'licence',
  'quota',
  'alias',
  'access',
  'member',
  'booking',
  'forward',
  'redirect',
  'routing',
  'lock',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/**
 * `api`: a run does it. `unsupported-api`: a run does it in a way that the system's maker does not support, and that the plan asked for.
 * `handover`: people do it, by the files a run writes. `none`: the kind has no such thing, so nothing is to be done.
 */
export type Way = 'api' | 'unsupported-api' | 'handover' | 'none';

export type Ways = Readonly<Record<Operation, Way>>;

const BY_HAND: Ways = {
  domain: 'none',
  account: 'handover',
  shared: 'handover',
  resource: 'handover',
  list: 'handover',
  profile: 'none',
  licence: 'none',
  quota: 'handover',
  alias: 'handover',
  access: 'handover',
  member: 'handover',
  booking: 'handover',
  forward: 'handover',
  redirect: 'handover',
  routing: 'none',
  lock: 'handover',
};

/** How each operation is done at an endpoint. */
export function waysOf(endpoint: Endpoint): Ways {
  switch (endpoint.kind) {
    case 'imap':
      // Whoever makes its accounts gives them their quotas.
      return { ...BY_HAND, quota: 'none' };
    case 'archive':
      // Its mailboxes are made by being written to, and nobody opens them.
      return {
        ...BY_HAND,
        account: 'none',
        shared: 'none',
        quota: 'none',
        access: 'none',
        forward: 'none',
        lock: 'none',
      };
    case 'cyrus':
      return { ...BY_HAND, ...serverWays(endpoint), ...CYRUS };
    case 'dovecot':
      return { ...BY_HAND, ...serverWays(endpoint), access: 'api' };
    case 'microsoft365':
      return {
        ...BY_HAND,
        ...MICROSOFT365,
        ...(endpoint.graph?.exchange === 'invoke-command' ? EXCHANGE : {}),
      };
    case 'bluemind':
      return BLUEMIND;
  }
}

type Server = Extract<Endpoint, { readonly kind: 'cyrus' | 'dovecot' }>;

/** What a directory and a Sieve service beside a server can do. */
function serverWays({ directory, sieve }: Server): Partial<Ways> {
  return {
    ...(directory && {
      account: 'api',
      shared: 'api',
      profile: 'api',
      alias: 'api',
      list: 'api',
      member: 'api',
    }),
    ...(sieve && { forward: 'api' }),
  };
}

/** Its administrator makes mailboxes over IMAP (RFC 3501 CREATE, RFC 4314 SETACL, RFC 9208 SETQUOTA); a room is a mailbox there. */
const CYRUS: Partial<Ways> = {
  account: 'api',
  shared: 'api',
  resource: 'api',
  quota: 'api',
  access: 'api',
  lock: 'api',
};

/** Microsoft Graph v1.0; what only Exchange's cmdlets do is handed over (see docs/facts.md). A licence has its quota. */
const MICROSOFT365: Partial<Ways> = {
  domain: 'api',
  account: 'api',
  profile: 'api',
  licence: 'api',
  quota: 'none',
  lock: 'none',
};

/** Cmdlets sent to the service that Microsoft's own module talks to, which Microsoft documents nowhere. */
const EXCHANGE: Partial<Ways> = {
  shared: 'unsupported-api',
  resource: 'unsupported-api',
  list: 'unsupported-api',
  alias: 'unsupported-api',
  access: 'unsupported-api',
  member: 'unsupported-api',
  booking: 'unsupported-api',
  forward: 'unsupported-api',
};

const BLUEMIND: Ways = {
  ...BY_HAND,
  account: 'api',
  shared: 'api',
  resource: 'api',
  list: 'api',
  profile: 'api',
  quota: 'api',
  alias: 'api',
  access: 'api',
  member: 'api',
  booking: 'api',
  forward: 'api',
  routing: 'api',
  lock: 'none',
};

/** Done by a run, not by people. */
export const isByRun = (way: Way): boolean => way === 'api' || way === 'unsupported-api';
