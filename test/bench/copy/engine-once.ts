/** A process of its own that opens both ends and a ledger and copies mailboxes, with nothing of a plan or a terminal. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { connectImapSource, connectImapTarget } from '../../../server/endpoints/imap/connect-imap.ts';
import type { MailServer } from '../../../server/planning/migration-plan.ts';
import { systemClock } from '../../../server/running/clock.ts';
import { copyMailbox } from '../../../server/running/copying/copy-mailbox.ts';
import { FurtherLanes } from '../../../server/running/further-lanes.ts';
import { openLedger } from '../../../server/running/ledger/ledger.ts';
import type { CopyTask, Mailbox } from './copy-task.ts';

setFlagsFromString('--semi-space-growth-factor=1');
const task: CopyTask = JSON.parse(process.argv[2] ?? '');
const { signal } = new AbortController();
mkdirSync(task.state, { recursive: true });
const ledger = await openLedger(join(task.state, 'ledger.sqlite'), systemClock);
const waiting = task.mailboxes.values();
await Promise.all(Array.from({ length: task.atOnce }, work));
await ledger.close();

async function work(): Promise<void> {
  for (const mailbox of waiting) await copy(mailbox);
}

async function copy({ user }: Mailbox): Promise<void> {
  const { source, target } = await opened(user);
  const job = {
    source: { endpoint: 'old', mailbox: user },
    target: { endpoint: 'new', mailbox: user },
    exclude: [],
    folders: [],
  };
  // As many connections as a plan gives where it says nothing: four over all mailboxes.
  const lanes = new FurtherLanes(Array.from({ length: 4 / task.atOnce - 1 }, () => () => opened(user)));
  const result = await copyMailbox(job, source, target, ledger, { signal, clock: systemClock, lanes });
  await Promise.all([source.close(), target.close(), lanes.close()]);
  if (result.outcome === 'complete') return;
  process.exitCode = 3;
  process.stderr.write(`${user}: ${JSON.stringify(result).slice(0, 2_000)}\n`);
}

async function opened(user: string) {
  const { password } = task.master;
  const [source, target] = await Promise.all([
    connectImapSource(endpoint('old', task.source.port), user, password, signal),
    connectImapTarget(endpoint('new', task.target.port), user, password, signal),
  ]);
  return { source, target };
}

function endpoint(name: string, port: number): MailServer {
  const secret = { kind: 'env', name: 'BENCH_MASTER_PASSWORD' } as const;
  const login = { method: 'master', user: task.master.name, separator: '*', secret } as const;
  return {
    name,
    kind: 'dovecot',
    host: '127.0.0.1',
    port,
    security: 'plain',
    login,
    connections: task.atOnce,
  };
}
