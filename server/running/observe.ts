/** Looks at both ends of a lot's mailboxes before it is planned: what opens, what it holds, what earlier runs recorded. Reads only. */
import { compared } from '../language/model/names.ts';
import type { Locale } from '../language/rules/rule.ts';
import type { Endpoint, MailboxCopy } from '../planning/migration-plan.ts';
import type { Observation, SeenMailbox, SeenPair } from '../planning/observation.ts';
import type { TargetState } from '../planning/provisioning/target-state.ts';
import { doorsOf, type Ends, endpointNamed, proveLogins, using } from './ends.ts';
import { describeFailure, failureOf } from './failures.ts';
import type { MailboxStatus, MailReading } from './ports.ts';

export interface ObserveOptions {
  readonly ends: Ends;
  readonly signal: AbortSignal;
  /** The language of what is said of a mailbox that does not open. */
  readonly locale: Locale;
  readonly statuses: readonly MailboxStatus[];
  /** What was read of targets before: a mailbox that is not there yet is not opened. */
  readonly targets: ReadonlyMap<string, TargetState>;
  readonly onSeen?: (seen: number, of: number) => void;
}

/**
 * What is at both ends of each copy, by target address. One mailbox that does not open is said so in its place;
 * a failure that reaches the lot or the plan is thrown.
 */
export async function observe(
  copies: readonly MailboxCopy[],
  endpoints: readonly Endpoint[],
  { ends, signal, locale, statuses, targets, onSeen }: ObserveOptions,
): Promise<Observation['pairs']> {
  const isThere = ({ target }: MailboxCopy) => opensMail(targets.get(target.endpoint), target.mailbox);
  await proveLogins(doorsOf(copies, endpoints, isThere), ends, signal);
  const seen = new Map<string, SeenPair>();
  const waiting = copies.values();
  const worker = async (): Promise<void> => {
    for (const copy of waiting) {
      const from = endpointNamed(endpoints, copy.source.endpoint);
      const to = endpointNamed(endpoints, copy.target.endpoint);
      const source = await look(() => ends.source(from, copy.source.mailbox, signal), signal, locale);
      const target = isThere(copy)
        ? { target: await look(() => ends.target(to, copy.target.mailbox, signal), signal, locale) }
        : {};
      seen.set(compared(copy.target.mailbox), { source, ...target, recorded: recordedIn(statuses, copy) });
      onSeen?.(seen.size, copies.length);
    }
  };
  // Each has one mailbox open at a time: as many as every endpoint's connections allow.
  const workers = Math.min(copies.length, ...endpoints.map(({ connections }) => connections));
  await Promise.all(Array.from({ length: Math.max(1, workers) }, worker));
  return seen;
}

/** Whether a mailbox may be opened: not where the target said that it is not there, or not yet. */
export function opensMail(state: TargetState | undefined, address: string): boolean {
  const object = state?.objects.get(compared(address));
  if (object?.state === 'held') return object.isReady;
  return object?.state !== 'absent' && object?.state !== 'blocked';
}

async function look(
  open: () => Promise<MailReading>,
  signal: AbortSignal,
  locale: Locale,
): Promise<SeenMailbox> {
  try {
    const { folders } = await using(open(), (reading) => reading.folders(signal));
    const messages = folders.reduce((sum, { state }) => sum + (state?.messages ?? 0), 0);
    return { messages, folders: folders.filter(({ selectable }) => selectable).length };
  } catch (error) {
    const failure = failureOf(error);
    if (!failure || failure.reach === 'plan' || failure.reach === 'lot') throw error;
    return { failure: describeFailure(failure, locale) };
  }
}

function recordedIn(statuses: readonly MailboxStatus[], { source, target }: MailboxCopy): number {
  const found = statuses.find(
    ({ key }) =>
      key.source.endpoint === source.endpoint &&
      key.source.mailbox === source.mailbox &&
      key.target.endpoint === target.endpoint &&
      key.target.mailbox === target.mailbox,
  );
  return found?.done ?? 0;
}
