/** How a run opens the two ends of a mailbox. Implementations choose the protocol; the run knows endpoints by name. */
import type { Endpoint, MailboxCopy } from '../planning/migration-plan.ts';
import { text } from '../planning/text.ts';
import { type Failure, failureOf, MailFailure } from './failures.ts';
import type { MailReading, MailSource, MailTarget } from './ports.ts';

/** Opens mailboxes, logged in before it returns; throws MailFailure. */
export interface Ends {
  source(
    endpoint: Endpoint,
    mailbox: string,
    signal: AbortSignal,
    options?: SourceOptions,
  ): Promise<MailSource>;
  target(
    endpoint: Endpoint,
    mailbox: string,
    signal: AbortSignal,
    options?: TargetOptions,
  ): Promise<MailTarget>;
}

export interface SourceOptions {
  /** Folders that are not copied, as the plan names them: mail that lies in another one too is told as that one's. */
  readonly exclude?: readonly string[];
  /** It is a copy's target that is only looked at: one that is made by being written to may not be there yet, and is empty then. */
  readonly mayBeNew?: boolean;
}

export interface TargetOptions {
  /** How many more connections it may open to add messages side by side, where the server takes mail faster so; none where 1. */
  readonly lanes?: number;
}

/** Tries before a shared login is taken to be wrong: one mailbox may be missing, and a server locks out who insists. */
const MOST_TRIES = 3;

/** One mailbox as it is opened on one side. */
export interface Door {
  readonly side: 'source' | 'target';
  readonly endpoint: Endpoint;
  readonly mailbox: string;
}

/** The doors of copies, the sources' first; targets' only of those that are there. */
export function doorsOf(
  copies: readonly MailboxCopy[],
  endpoints: readonly Endpoint[],
  isThere: (copy: MailboxCopy) => boolean = () => true,
): Door[] {
  const door = (side: Door['side'], copy: MailboxCopy): Door => {
    const { endpoint, mailbox } = copy[side];
    return { side, endpoint: endpointNamed(endpoints, endpoint), mailbox };
  };
  return [
    ...copies.map((copy) => door('source', copy)),
    ...copies.filter(isThere).map((copy) => door('target', copy)),
  ];
}

/**
 * Logs in once on every endpoint before anything else is done, so that a wrong password, host or certificate is known
 * before it counts as thousands of failures, and a missing mailbox is told from it. Throws the first MailFailure of an
 * endpoint that none of a few mailboxes opened.
 */
export async function proveLogins(doors: readonly Door[], ends: Ends, signal: AbortSignal): Promise<void> {
  const sides = Map.groupBy(doors, ({ side, endpoint }) => `${side} ${endpoint.name}`);
  const proved = await Promise.allSettled([...sides.values()].map((own) => proveOne(own, ends, signal)));
  for (const one of proved) if (one.status === 'rejected') throw one.reason;
}

async function proveOne(doors: readonly Door[], ends: Ends, signal: AbortSignal): Promise<void> {
  const mailboxes = new Map(doors.map((door) => [door.mailbox, door]));
  let first: unknown;
  for (const { side, endpoint, mailbox } of mailboxes.values().take(MOST_TRIES)) {
    try {
      await (await ends[side](endpoint, mailbox, signal)).close();
      return;
    } catch (error) {
      const failure = failureOf(error);
      if (failure?.kind === 'credentials' && !failure.isOwn) first ??= error;
      else if (failure?.reach !== 'mailbox') throw error; // what is one mailbox's own is told where it is its turn
    }
  }
  if (first) throw first;
}

/** Both, opened side by side; where one does not open, the other is closed again. The first one's failure is told first. */
export async function openedBoth<A extends MailReading, B extends MailReading>(
  one: Promise<A>,
  other: Promise<B>,
): Promise<readonly [A, B]> {
  const [first, second] = await Promise.allSettled([one, other]);
  if (first.status === 'fulfilled' && second.status === 'fulfilled') return [first.value, second.value];
  for (const end of [first, second]) if (end.status === 'fulfilled') await end.value.close();
  throw first.status === 'rejected' ? first.reason : (second as PromiseRejectedResult).reason;
}

/** Opens two mailboxes side by side, uses and closes them. */
export async function usingBoth<A extends MailReading, B extends MailReading, T>(
  one: Promise<A>,
  other: Promise<B>,
  use: (one: A, other: B) => Promise<T>,
): Promise<T> {
  const both = openedBoth(one, other);
  const first = both.then(([opened]) => opened);
  const second = both.then(([, opened]) => opened);
  second.catch(() => undefined);
  return using(first, async (opened) => using(second, (another) => use(opened, another)));
}

/** Opens, uses and closes one mailbox; closing never hides how the use ended. */
export async function using<R extends MailReading, T>(
  open: Promise<R>,
  use: (reading: R) => Promise<T>,
): Promise<T> {
  const reading = await open;
  try {
    return await use(reading);
  } finally {
    await reading.close().catch(() => undefined);
  }
}

/** The endpoint a copy names; a plan that names one it does not hold is at fault. */
export function endpointNamed(endpoints: readonly Endpoint[], name: string): Endpoint {
  const found = endpoints.find((endpoint) => endpoint.name === name);
  if (found) return found;
  const failure: Failure = {
    kind: 'refused',
    reach: 'plan',
    where: text(`endpoint ${name}`, `point d’accès ${name}`),
    what: text('is not in the plan', 'n’est pas dans le plan'),
    words: '',
  };
  throw new MailFailure(failure);
}
