/**
 * A directory that accounts are entries of, beside a Dovecot or a Cyrus, as a provisioner: makes and describes entries, gives them
 * addresses, keeps lists. The only door to this folder. Never reads or writes a password.
 */
import { withoutUserinfo } from '../../language/model/url.ts';
import type { Directory } from '../../planning/migration-plan.ts';
import type { Change } from '../../planning/provisioning/change.ts';
import { OPERATIONS, type Ways } from '../../planning/provisioning/operations.ts';
import { secretPurpose } from '../../planning/secret-purpose.ts';
import { text } from '../../planning/text.ts';
import { failureOf, MailFailure } from '../../running/failures.ts';
import type { Applied, Provisioner } from '../../running/provisioning/provisioner.ts';
import type { NamedSecrets } from '../logins.ts';
import { notByRun } from '../own-server/not-by-run.ts';
import { changeEntry } from './change-entry.ts';
import { entryAt } from './find-entries.ts';
import { placeOf } from './ldap-failures.ts';
import { type DirectoryOptions, LdapSession } from './ldap-session.ts';
import { readDirectory } from './read-directory.ts';

/** What a directory does; the rest is its server's. */
const DONE_HERE = new Set(['account', 'shared', 'resource', 'list', 'profile', 'alias', 'member']);

export const DIRECTORY_WAYS = Object.fromEntries(
  OPERATIONS.map((operation) => [operation, DONE_HERE.has(operation) ? 'api' : 'none']),
) as Ways;

/**
 * Signs in before it returns, and looks whether the place for new entries is there. Throws MailFailure: `credentials`, `unreachable`,
 * `certificate`, `refused` where there is no such place.
 */
export async function connectDirectory(
  directory: Directory,
  secrets: NamedSecrets,
  signal: AbortSignal,
  options: DirectoryOptions = {},
): Promise<Provisioner> {
  const { bind, secret } = directory;
  const url = withoutUserinfo(directory.url);
  const purpose = secretPurpose(
    url,
    `directory ${url} (login "${bind}")`,
    `annuaire ${url} (identifiant «\u00A0${bind}\u00A0»)`,
  );
  const session = new LdapSession(directory, await secrets.secret(secret, purpose), options);
  await session.open(signal);
  if (!(await entryAt(session, directory.base, signal))) {
    await session.close();
    throw noBase(directory);
  }
  return {
    ways: DIRECTORY_WAYS,
    read: (scope, under) => readDirectory(session, scope, under),
    apply: (change, under) => applied(session, change, under),
    close: () => session.close(),
  };
}

async function applied(session: LdapSession, change: Change, signal: AbortSignal): Promise<Applied> {
  try {
    return await made(session, change, signal);
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return { kind: 'failed', failure };
  }
}

function made(session: LdapSession, change: Change, signal: AbortSignal): Promise<Applied> | Applied {
  switch (change.does) {
    case 'make':
    case 'describe':
    case 'await':
    case 'add-alias':
    case 'remove-alias':
    case 'add-member':
    case 'add-owner':
      return changeEntry(session, change, signal);
    case 'add-domain':
    case 'license':
    case 'set-quota':
    case 'grant':
    case 'revoke':
    case 'set-booking':
    case 'forward':
    case 'redirect':
    case 'route':
    case 'lock':
    case 'unlock':
      return refusedHere(session, change);
  }
}

function refusedHere({ directory }: LdapSession, change: Change): Applied {
  const refused = notByRun(DIRECTORY_WAYS, placeOf(directory), change);
  if (!refused) throw new Error(`${change.does} is a way of a directory, and nothing does it`);
  return refused;
}

const noBase = (directory: Directory): MailFailure =>
  new MailFailure({
    ...{ kind: 'refused', reach: 'plan', where: placeOf(directory), words: '' },
    what: text(`has no ${directory.base}`, `n’a pas de ${directory.base}`),
    advice: text(
      'Nothing was changed. Make it, or name another base in the plan; then run again.',
      'Rien n’a été modifié. Créez-la, ou nommez une autre base dans le plan\u00A0; puis relancez.',
    ),
  });
