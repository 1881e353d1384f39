/**
 * Where people's mail is sent on to, by Sieve, on a server of one's own. A person's own script is never changed, replaced or switched
 * off. What they wrote themselves to send mail on is theirs, and is not told here.
 */
import { compared } from '../../language/model/names.ts';
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
  ownScriptIn,
  withForward,
} from './forward-script.ts';
import { lacks, type SievePlace } from './sieve-failures.ts';
import { openSieve, type SieveLogin, type SieveOptions, type SieveSession } from './sieve-session.ts';

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
    read: (address, signal) => within(address, signal, async (session) => inForce(await scriptsOf(session))),
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

/** What a person has of scripts, as far as it matters here. */
interface Scripts {
  readonly active: string | undefined;
  /** What our script says; undefined where the one of its name is not ours. */
  readonly forwards: readonly Forwarding[] | undefined;
  /** There is none of its name, or it is as we write it. */
  readonly isBothOurs: boolean;
}

async function scriptsOf(session: SieveSession): Promise<Scripts> {
  const scripts = await session.scripts();
  const contentOf = async (wanted: string) =>
    scripts.some(({ name }) => name === wanted) ? await session.script(wanted) : undefined;
  const ours = await contentOf(FORWARD_SCRIPT);
  const both = await contentOf(BOTH_SCRIPT);
  return {
    active: scripts.find(({ isActive }) => isActive)?.name,
    forwards: ours === undefined ? [] : forwardsIn(ours),
    isBothOurs: both === undefined || ownScriptIn(both) !== undefined,
  };
}

/** Ours counts only while it is run. */
function inForce({ active, forwards = [], isBothOurs }: Scripts): readonly Forwarding[] {
  return active === FORWARD_SCRIPT || (active === BOTH_SCRIPT && isBothOurs) ? forwards : [];
}

async function add(session: SieveSession, place: SievePlace, forwarding: Forwarding): Promise<Applied> {
  const scripts = await scriptsOf(session);
  const forwards = inForce(scripts);
  const found = forwards.find(({ to }) => compared(to) === compared(forwarding.to));
  if (found?.keepCopy === forwarding.keepCopy) return { kind: 'already' };
  const beside = ownBeside(session, place, scripts);
  await session.put(FORWARD_SCRIPT, forwardScript(withForward(forwards, forwarding)));
  if (beside !== undefined) await session.put(BOTH_SCRIPT, bothScripts(beside));
  const runs = beside === undefined ? FORWARD_SCRIPT : BOTH_SCRIPT;
  if (scripts.active === undefined || beside !== undefined) await session.activate(runs);
  return { kind: 'done' };
}

/** The active script of the person's own, which has to run beside ours from now on. Throws where that cannot be, before anything is done. */
function ownBeside(session: SieveSession, place: SievePlace, scripts: Scripts): string | undefined {
  const { active, forwards, isBothOurs } = scripts;
  if (forwards === undefined) throw lacks(place, notOurs(FORWARD_SCRIPT), ADVICE);
  if (active === undefined || active === FORWARD_SCRIPT) return undefined;
  if (!isBothOurs) throw lacks(place, notOurs(BOTH_SCRIPT), ADVICE);
  if (active === BOTH_SCRIPT) return undefined;
  if (!session.has('include')) throw lacks(place, cannotInclude(active), ADVICE);
  return active;
}

const notOurs = (name: string) =>
  text(
    `has a script "${name}" that somebody wrote or changed by hand`,
    `a un script «\u00A0${name}\u00A0» que quelqu’un a écrit ou modifié à la main`,
  );
const cannotInclude = (own: string) =>
  text(
    `runs the person’s own script "${own}" and cannot run another one beside it`,
    `exécute déjà le script «\u00A0${own}\u00A0» de la personne et ne sait pas en exécuter un autre à côté`,
  );
const ADVICE = text(
  'Nothing was changed. Let the person add the forward to their script.',
  'Rien n’a été modifié. Que la personne ajoute le renvoi à son script.',
);
