/**
 * What may have to be done at a target besides copying mail, and how each kind of system has it done: by its own interface, by one
 * that its maker does not support, by people, or not at all. Pure: what is possible follows from what the plan says of the endpoint.
 */
import type { Endpoint } from '../migration-plan.ts';
import type { Ways } from './operations.ts';

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
