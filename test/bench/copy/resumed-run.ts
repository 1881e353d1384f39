/** How soon a killed run goes on in a plan of 4,600 mailboxes with five million recorded messages, and whether it ends well. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { largeLedger } from '../generated-ledger.ts';
import { planFolder } from '../plan-folder.ts';
import type { Command, Mailbox, Tool } from './copy-task.ts';
import { generatedMailbox, MAILBOX_A } from './generated-mailbox.ts';
import { type Judged, RESUME_GOAL } from './goals.ts';
import { keptMail } from './kept-mail.ts';
import { losses, sayLosses } from './losses.ts';
import { taskOf, USER_A } from './scenes.ts';
import { fastFolder, TwoServers } from './two-servers.ts';
import { writeMailbox } from './written-maildir.ts';

const OTHERS = Array.from({ length: 4_599 }, (_, number) => `p${number}@other.example`);
/** Milliseconds after which nothing will come any more. */
const LIMIT = 60_000;

/** `engine`: the command line. */
export async function resumedRows(engine: Tool): Promise<Judged[]> {
  await using servers = await TwoServers.start([USER_A]);
  writeMailbox(servers.old.maildir(USER_A), generatedMailbox(MAILBOX_A));
  await servers.warm(USER_A);
  using state = planFolder([], fastFolder());
  const task = taskOf(servers, [USER_A], 1, state.path);
  const [command] = engine.commands(task) as [Command];
  enlargePlan(join(state.path, 'plan.migplan'));
  await largeLedger(join(state.path, '.migplan', 'ledger.sqlite'), OTHERS);
  const { first, became } = await resumed(servers, command, servers.mailbox(USER_A));
  const scene = 'killed and resumed';
  const goal = `first message within ${RESUME_GOAL / 1000} s`;
  return [
    { scene, goal, figure: `${Math.round(first)} ms`, isMet: first <= RESUME_GOAL },
    { scene, goal: 'exact in the end', figure: became, isMet: became === 'exact' },
  ];
}

/** The lot that is run stays the one mailbox; all others are in a lot that has been run. */
function enlargePlan(path: string): void {
  const lot = 'domain other.example\nlot done "Done" { date 2027-03-01; domain other.example }\n';
  writeFileSync(path, lot + OTHERS.map((address) => `mailbox ${address}\n`).join(''), { flag: 'a' });
}

/** Killed at its first messages, and started again: how long until there are more, and what there is in the end. */
async function resumed(
  servers: TwoServers,
  command: Command,
  { from, to }: Mailbox,
): Promise<{ first: number; became: string }> {
  const killed = started(command);
  await moreThan(to, 0, killed);
  killed.child.kill('SIGKILL');
  await once(killed.child, 'exit');
  await servers.idle();
  const there = filesIn(to);
  const begun = performance.now();
  const again = started(command);
  const ended = once(again.child, 'exit');
  await moreThan(to, there, again);
  const first = performance.now() - begun;
  await ended;
  await servers.idle();
  return { first, became: sayLosses(losses(keptMail(from), keptMail(to))) };
}

interface Started {
  readonly child: ChildProcess;
  said: string;
}

function started({ command, args, env }: Command): Started {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const run: Started = { child, said: '' };
  child.stderr?.on('data', (chunk) => {
    run.said += chunk;
  });
  return run;
}

async function moreThan(maildir: string, files: number, by: Started): Promise<void> {
  const until = performance.now() + LIMIT;
  while (filesIn(maildir) <= files) {
    if (by.child.exitCode !== null || performance.now() > until) {
      throw new Error(`nothing is copied, exit ${by.child.exitCode}: ${by.said.slice(-600)}`);
    }
    await sleep(5);
  }
}

/** Of all folders, those that are being written too. */
function filesIn(maildir: string): number {
  const folders = ['', ...listed(maildir).filter((name) => name.startsWith('.'))];
  const parts = folders.flatMap((folder) => ['cur', 'new', 'tmp'].map((part) => join(maildir, folder, part)));
  return parts.reduce((sum, part) => sum + listed(part).length, 0);
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
