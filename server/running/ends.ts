/** How a run opens the two ends of a mailbox. Implementations choose the protocol; the run knows endpoints by name. */
import type { Endpoint, MailboxCopy, MigrationPlan } from '../planning/migration-plan.ts';
import { type Failure, failureOf, MailFailure } from './failures.ts';
import type { MailReading, MailSource, MailTarget } from './ports.ts';

/** Opens mailboxes, logged in before it returns; throws MailFailure. */
export interface Ends {
  source(endpoint: Endpoint, mailbox: string, signal: AbortSignal): Promise<MailSource>;
  target(endpoint: Endpoint, mailbox: string, signal: AbortSignal): Promise<MailTarget>;
}

/** Tries before a shared login is taken to be wrong: one mailbox may be missing, and a server locks out who insists. */
const MOST_TRIES = 3;

/**
 * Logs in once on every endpoint of a plan before anything is recorded, so that a wrong password, host or certificate is
 * known before it counts as thousands of failures. Throws the first MailFailure of an endpoint that no mailbox opened.
 */
export async function proveLogins(
  plan: Pick<MigrationPlan, 'endpoints' | 'steps'>,
  ends: Ends,
  signal: AbortSignal,
): Promise<void> {
  const copies = plan.steps.flatMap(({ copy }) => copy ?? []);
  for (const side of ['source', 'target'] as const) {
    for (const endpoint of plan.endpoints) await proveSide(endpoint, copies, side, ends, signal);
  }
}

async function proveSide(
  endpoint: Endpoint,
  copies: readonly MailboxCopy[],
  side: 'source' | 'target',
  ends: Ends,
  signal: AbortSignal,
): Promise<void> {
  const mailboxes = [
    ...new Set(
      copies.filter((copy) => copy[side].endpoint === endpoint.name).map((copy) => copy[side].mailbox),
    ),
  ];
  let first: unknown;
  for (const mailbox of mailboxes.slice(0, MOST_TRIES)) {
    try {
      await (await ends[side](endpoint, mailbox, signal)).close();
      return;
    } catch (error) {
      if (failureOf(error)?.kind !== 'credentials') throw error;
      first ??= error;
    }
  }
  if (first) throw first;
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
    where: `endpoint ${name}`,
    what: 'is not in the plan',
    words: '',
  };
  throw new MailFailure(failure);
}
