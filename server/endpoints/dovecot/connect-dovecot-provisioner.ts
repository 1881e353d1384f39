/**
 * A Dovecot as a provisioner: whom its mailboxes let in over IMAP, and where their mail is sent on to by Sieve. It has no call that makes
 * accounts, gives quotas or aliases; a directory beside it does, or people do. The only door to this folder.
 */
import type { OwnServer } from '../../planning/migration-plan.ts';
import type { Change } from '../../planning/provisioning/change.ts';
import type { Ways } from '../../planning/provisioning/operations.ts';
import { waysOf } from '../../planning/provisioning/ways.ts';
import { text } from '../../planning/text.ts';
import { systemClock } from '../../running/clock.ts';
import { type Failure, failureOf, stopIfAsked } from '../../running/failures.ts';
import type { Applied, Provisioner } from '../../running/provisioning/provisioner.ts';
import type { ImapOptions } from '../imap/imap-session.ts';
import { logins, type NamedSecrets } from '../logins.ts';
import { notByRun } from '../own-server/not-by-run.ts';
import { placeOf } from '../own-server/server-place.ts';
import { sieveForwards } from '../sieve/sieve-forwards.ts';
import { changeAccess } from './change-access.ts';
import type { Dovecot } from './dovecot-mailbox.ts';
import { readDovecot } from './read-dovecot.ts';

/**
 * Nothing is opened before it returns: there is no account of its own to try the login on. What a directory does is not done here,
 * whatever the endpoint says.
 */
export async function connectDovecotProvisioner(
  endpoint: OwnServer,
  secrets: NamedSecrets,
  signal: AbortSignal,
  options: ImapOptions = {},
): Promise<Provisioner> {
  stopIfAsked(signal);
  const { directory: _, ...alone } = endpoint;
  const ways = waysOf(alone);
  const own = logins(secrets, { now: () => systemClock.now() });
  const forwards = sieveForwards(endpoint, own, options);
  const dovecot: Dovecot = {
    endpoint,
    logins: own,
    options: { ...options, proven: options.proven ?? new Set() },
    ...(forwards && { forwards }),
  };
  return {
    ways,
    read: (scope, under) => readDovecot(dovecot, scope, under),
    apply: (change, under) => applied(dovecot, ways, change, under),
    close: async () => undefined,
  };
}

async function applied(dovecot: Dovecot, ways: Ways, change: Change, signal: AbortSignal): Promise<Applied> {
  const byPeople = notByRun(ways, placeOf(dovecot.endpoint), change);
  if (byPeople) return byPeople;
  try {
    return await made(dovecot, change, signal);
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return { kind: 'failed', failure: failure.kind === 'credentials' ? notOpened(failure, change) : failure };
  }
}

/** What is left to people was answered before. */
async function made(
  { forwards, ...dovecot }: Dovecot,
  change: Change,
  signal: AbortSignal,
): Promise<Applied> {
  switch (change.does) {
    case 'grant':
    case 'revoke':
      return changeAccess(dovecot, change, signal);
    case 'forward':
      if (!forwards) break;
      return forwards.add(change.address, change, signal);
    case 'add-domain':
    case 'make':
    case 'describe':
    case 'license':
    case 'await':
    case 'set-quota':
    case 'add-alias':
    case 'remove-alias':
    case 'add-member':
    case 'add-owner':
    case 'set-booking':
    case 'redirect':
    case 'route':
    case 'lock':
    case 'unlock':
      break;
  }
  throw new Error(`"${change.does}" is a run's to do at this endpoint, and nothing does it`);
}

/** The mailbox is not there, or the login is wrong: whoever runs the plan proved the login before, so it is this mailbox's own. */
const notOpened = ({ where, what, words }: Failure, { address }: Change): Failure => ({
  ...{ kind: 'refused', reach: 'mailbox', where, what, words },
  advice: text(
    `Nothing was changed. Check that ${address} exists there, then run again.`,
    `Rien n’a été modifié. Vérifiez que ${address} y existe, puis relancez.`,
  ),
});
