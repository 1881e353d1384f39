/**
 * Where people's mail is sent on to, by Sieve, on a server of one's own. A person's own script is never changed, replaced or switched
 * off. What they wrote themselves to send mail on is theirs, and is not told here.
 */
import type { OwnServer } from '../../planning/migration-plan.ts';
import type { Forwarding } from '../../planning/provisioning/target-state.ts';
import { text } from '../../planning/text.ts';
import { stopIfAsked } from '../../running/failures.ts';
import type { Applied } from '../../running/provisioning/provisioner.ts';
import type { Logins } from '../logins.ts';
import {
  BOTH_SCRIPT,
  bothScripts,
  FORWARD_SCRIPT,
  forwardScript,
  forwardsIn,
  withForward,
} from './forward-script.ts';
import { lacks, type SievePlace } from './sieve-failures.ts';
import {
  openSieve,
  type ScriptName,
  type SieveLogin,
  type SieveOptions,
  type SieveSession,
} from './sieve-session.ts';

/** Of one endpoint. Both throw MailFailure. */
export interface Forwards {
  read(address: string, signal: AbortSignal): Promise<readonly Forwarding[]>;
  add(address: string, forwarding: Forwarding, signal: AbortSignal): Promise<Applied>;
}

/** Undefined where the plan does not say where scripts are managed. */
export function sieveForwards(
  endpoint: OwnServer,
  logins: Logins,
  options: SieveOptions = {},
): Forwards | undefined {
  const { sieve, name } = endpoint;
  if (!sieve) return undefined;
  const within = async <T>(
    mailbox: string,
    signal: AbortSignal,
    action: (session: SieveSession, place: SievePlace) => Promise<T>,
  ) => {
    stopIfAsked(signal);
    const place = { endpoint: name, host: sieve.host, port: sieve.port, mailbox };
    const login = loginFor(endpoint, mailbox, await logins(endpoint, mailbox)(signal));
    const session = await openSieve(sieve, place, login, signal, options);
    try {
      return await action(session, place);
    } finally {
      session.close();
    }
  };
  return {
    read: (address, signal) =>
      within(address, signal, async (session) => inForce(session, await session.scripts())),
    add: (address, forwarding, signal) =>
      within(address, signal, (session, place) => add(session, place, forwarding)),
  };
}

function loginFor(
  { login: { method, user = '', separator = '*' } }: OwnServer,
  mailbox: string,
  password: string,
): SieveLogin {
  if (method === 'admin') return { user, password, actsFor: mailbox };
  return { user: method === 'master' ? `${mailbox}${separator}${user}` : mailbox, password };
}

/** Ours counts only while it is run. */
async function inForce(
  session: SieveSession,
  scripts: readonly ScriptName[],
): Promise<readonly Forwarding[]> {
  const active = scripts.find(({ isActive }) => isActive)?.name;
  const isRun = active === FORWARD_SCRIPT || active === BOTH_SCRIPT;
  const isThere = scripts.some(({ name }) => name === FORWARD_SCRIPT);
  return isRun && isThere ? forwardsIn(await session.script(FORWARD_SCRIPT)) : [];
}

async function add(session: SieveSession, place: SievePlace, forwarding: Forwarding): Promise<Applied> {
  const scripts = await session.scripts();
  const forwards = await inForce(session, scripts);
  const found = forwards.find(({ to }) => to === forwarding.to);
  if (found?.keepCopy === forwarding.keepCopy) return { kind: 'already' };
  const active = scripts.find(({ isActive }) => isActive)?.name;
  const own =
    active === undefined || active === FORWARD_SCRIPT || active === BOTH_SCRIPT ? undefined : active;
  if (own !== undefined && !session.has('include')) throw lacks(place, cannotInclude(own), ADVICE);
  await session.put(FORWARD_SCRIPT, forwardScript(withForward(forwards, forwarding)));
  if (own !== undefined) {
    await session.put(BOTH_SCRIPT, bothScripts(own));
    await session.activate(BOTH_SCRIPT);
  } else if (active === undefined) await session.activate(FORWARD_SCRIPT);
  return { kind: 'done' };
}

const cannotInclude = (own: string) =>
  text(
    `runs the person’s own script "${own}" and cannot run another one beside it`,
    `exécute déjà le script « ${own} » de la personne et ne sait pas en exécuter un autre à côté`,
  );
const ADVICE = text(
  'Nothing was changed. Let the person add the forward to it.',
  'Rien n’a été modifié. Que la personne y ajoute le renvoi.',
);
