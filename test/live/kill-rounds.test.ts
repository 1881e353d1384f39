/**
 * The engine as a process of its own, ended by kill -9 at random instants, again and again: once it may run to its end, the copy is
 * whole and nothing is doubled. `MIGPLAN_KILLS` sets how often it is killed, `MIGPLAN_SEED` when.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { oddMailbox, seeded, writeMaildir } from '../support/odd-mail.ts';
import type { Order } from './copy-once.ts';
import { maildirFolderLines, maildirLines, untouchedLines } from './maildir-comparison.ts';
import { job } from './two-dovecots.ts';

const kills = Number(process.env['MIGPLAN_KILLS'] ?? 50);
const seed = Number(process.env['MIGPLAN_SEED'] ?? Date.now() % 1_000_000);

/** Then it may run to its end, so that beginnings and ends are hit as often as what lies between. */
const KILLS_A_MAILBOX = 6;

const from = 'from@odd.example';
const password = 'of everybody';
const targets = Array.from({ length: kills + 1 }, (_, number) => `t${number}@odd.example`);

let old: Dovecot;
let fresh: Dovecot;
let state: string;

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'migplan-kills-'));
  const users = (names: readonly string[]) => names.map((name) => ({ name, password }));
  [old, fresh] = await Promise.all([
    startDovecot({ users: users([from]) }),
    startDovecot({ users: users(targets) }),
  ]);
  writeMaildir(old.maildir(from), oddMailbox(11, 12_000_000));
  old.adopt();
});
afterAll(async () => {
  await Promise.all([old?.stop(), fresh?.stop()]);
  rmSync(state, { recursive: true, force: true });
});

function engine(mailbox: string) {
  const end = (name: string, { host, port }: Dovecot) => {
    const login = { method: 'each', secret: { kind: 'env', name: 'X' } } as const;
    const server = { name, kind: 'imap', host, port, security: 'plain', login, connections: 2 } as const;
    return { endpoint: server, secret: password };
  };
  const order: Order = {
    ...{ from: end('old', old), to: end('new', fresh) },
    ...{ job: job(from, mailbox), ledger: join(state, mailbox, 'ledger.sqlite') },
  };
  const script = [join(import.meta.dirname, 'copy-once.ts'), JSON.stringify(order)];
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...script], {
    stdio: [...stdio],
  });
  child.stdout?.resume();
  return child;
}

/** Mostly while mail is on its way, sometimes while it starts. True if it was killed before its end. */
async function runAndKill(mailbox: string, random: () => number): Promise<boolean> {
  const child = engine(mailbox);
  const ended = once(child, 'exit');
  const isEarly = random() < 0.15;
  const after = random() * (isEarly ? 600 : 250);
  if (!isEarly) await Promise.race([once(child.stdout, 'data'), ended]);
  await Promise.race([sleep(after), ended]);
  child.kill('SIGKILL');
  const [, died] = await ended;
  return died === 'SIGKILL';
}

async function runToTheEnd(mailbox: string): Promise<number | null> {
  const [code] = await once(engine(mailbox), 'exit');
  return code;
}

/** Its folders too, and at both ends. */
function expectWhole(mailbox: string, when: string): void {
  const maildir = fresh.maildir(mailbox);
  expect(maildirLines(maildir), when).toEqual(maildirLines(old.maildir(from)));
  expect(maildirFolderLines(maildir), when).toEqual(maildirFolderLines(old.maildir(from)));
}

test(
  `killed ${kills} times (seed ${seed})`,
  async () => {
    const random = seeded(seed);
    const untouched = untouchedLines(old.maildir(from));
    let killed = 0;
    for (const [number, mailbox] of targets.entries()) {
      const before = killed;
      const most = Math.min(kills, before + KILLS_A_MAILBOX);
      while (killed < most && (await runAndKill(mailbox, random))) killed++;
      const when = `mailbox ${number}, killed ${killed - before} times, seed ${seed}`;
      expect(await runToTheEnd(mailbox), when).toBe(0);
      expectWhole(mailbox, when);
      if (killed === kills) break;
    }
    expect(killed).toBe(kills);
    expect(untouchedLines(old.maildir(from))).toEqual(untouched);
  },
  60_000 + kills * 5_000,
);
