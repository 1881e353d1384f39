/** Copies a mailbox as people do: runs it again until it says that it is complete, each time with connections and a ledger opened anew. */
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectImapSource, connectImapTarget } from '../../server/endpoints/imap/connect-imap.ts';
import type { ImapOptions, SecretSource } from '../../server/endpoints/imap/imap-session.ts';
import type { MailboxCopy, MailServer } from '../../server/planning/migration-plan.ts';
import { type CopyOptions, copyMailbox } from '../../server/running/copying/copy-mailbox.ts';
import type { CopyResult } from '../../server/running/copying/copy-result.ts';
import { LOOK_EVERY } from '../../server/running/copying/late-doubles.ts';
import { failureOf } from '../../server/running/failures.ts';
import { openLedger } from '../../server/running/ledger/ledger.ts';
import type { Clock } from '../../server/running/ports.ts';

export interface End {
  readonly endpoint: MailServer;
  readonly secret: SecretSource;
}

export interface PersistentCopy {
  readonly job: MailboxCopy;
  readonly from: End;
  readonly to: End;
  readonly ledger: string;
  readonly imap?: ImapOptions;
  readonly how?: Partial<CopyOptions>;
  /** Runs, counted from 0, before which the ledger is lost. */
  readonly forgets?: readonly number[];
}

/** A run that ends neither well nor badly in this time hangs. */
const HANGS = 60_000;

/** On which retries take no time, since a server that is back is back at once; that a folder stands still takes half the time it takes people. */
const impatient: Clock = {
  now: () => new Date(),
  wait: async (milliseconds) => {
    if (milliseconds === LOOK_EVERY) await sleep(milliseconds / 2);
  },
};
const retries = { attempts: 3, throttles: 3, firstPause: 0, longestPause: 0 };

export function mailServer(name: string, port: number): MailServer {
  const login = { method: 'each', secret: { kind: 'env', name: 'X' } } as const;
  return { name, kind: 'imap', host: '127.0.0.1', port, security: 'plain', login, connections: 4 };
}

/** The results of all runs that could begin; the last one is complete, unless there were too many. */
export async function copyUntilDone(copy: PersistentCopy, mostRuns: number): Promise<CopyResult[]> {
  const results: CopyResult[] = [];
  for (let run = 0; run < mostRuns; run++) {
    if (copy.forgets?.includes(run)) rmSync(dirname(copy.ledger), { recursive: true, force: true });
    const result = await begun(copyOnce(copy));
    if (result) results.push(result);
    if (result?.outcome === 'complete') break;
  }
  return results;
}

/** Throws where an end cannot be opened. */
export async function copyOnce({
  job,
  from,
  to,
  ledger,
  imap = {},
  how = {},
}: PersistentCopy): Promise<CopyResult> {
  const signal = AbortSignal.timeout(HANGS);
  await using opened = new AsyncDisposableStack();
  const source = await connectImapSource(from.endpoint, job.source.mailbox, from.secret, signal, imap);
  opened.defer(() => source.close());
  const target = await connectImapTarget(to.endpoint, job.target.mailbox, to.secret, signal, imap);
  opened.defer(() => target.close());
  const memory = await openLedger(ledger, impatient);
  opened.defer(() => memory.close());
  const options = { signal, clock: impatient, retries, ...how };
  const result = await copyMailbox(job, source, target, memory, options);
  if (signal.aborted) throw new Error(`the run hangs: it did not end within ${HANGS / 1000} seconds`);
  return result;
}

async function begun(copying: Promise<CopyResult>): Promise<CopyResult | undefined> {
  try {
    return await copying;
  } catch (error) {
    if (!failureOf(error)) throw error;
    return undefined;
  }
}
