/**
 * The walk through the example plan: two mail servers on this machine, a mistake found and mended, a dry run, a run with
 * progress, a second run that brings over what changed, a verification. Every command is the real one, shown as a person would type it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeSource } from './changes.ts';
import { demoPlan, withMistake } from './demo-plan.ts';
import { startDovecotServers } from './dovecot-servers.ts';
import { DEMO_PASSWORD, type DemoServers, startDemoServers } from './servers.ts';

const CLI = join(import.meta.dirname, '..', '..', 'server', 'cli.ts');
const FOLDER_SHOWN = 'demo';

interface Step {
  readonly title: string;
  /** What happens at the old server first. */
  readonly before?: (servers: DemoServers) => Promise<void>;
  readonly command: readonly string[];
  readonly expected: number;
  readonly said: string;
}

const STEPS: readonly Step[] = [
  {
    title: 'The plan has a mistake: an alias in another domain. Checking finds it at its line.',
    command: ['check'],
    expected: 1,
    said: 'An editor shows the same while you type. The demo now mends that line.',
  },
  { title: 'Checked again.', command: ['check'], expected: 0, said: '' },
  {
    title: 'What the old server holds, counted without reading a message.',
    command: ['inventory'],
    expected: 0,
    said: 'The rules use it: a mailbox that would not fit its licence is an error at its line.',
  },
  { title: 'What the plan means.', command: ['show'], expected: 0, said: '' },
  {
    title: 'What a run of the first lot would do. Nothing is changed by asking.',
    command: ['dry-run', '--lot', 'pilot'],
    expected: 0,
    said: 'Both servers were looked at: nothing is guessed.',
  },
  { title: 'The first lot is run.', command: ['run', '--lot', 'pilot', '--yes'], expected: 0, said: '' },
  {
    title:
      'Meanwhile Inès got a letter, read one and moved one. Run again: that is brought over, and nothing else.',
    before: changeSource,
    command: ['run', '--lot', 'pilot', '--yes'],
    expected: 0,
    said: 'What was moved at the old server was moved at the new one, and not copied a second time.',
  },
  { title: 'The second lot.', command: ['run', '--lot', 'everyone', '--yes'], expected: 0, said: '' },
  {
    title: 'Both ends compared again from nothing, every byte of every message.',
    command: ['verify', '--lot', 'everyone', '--content', 'all'],
    expected: 0,
    said: '',
  },
  { title: 'Where everything stands.', command: ['status'], expected: 0, said: '' },
];

async function demo(): Promise<number> {
  const started = Date.now();
  const servers = await start(process.argv.slice(2));
  const folder = mkdtempSync(join(tmpdir(), 'migplan-demo-'));
  try {
    for (const [index, step] of STEPS.entries()) {
      const plan = demoPlan(servers);
      writeFileSync(join(folder, 'plan.migplan'), index === 0 ? withMistake(plan) : plan);
      await step.before?.(servers);
      if (!(await walk(step, index + 1, folder))) return 1;
    }
    say(ending((Date.now() - started) / 1000));
    return 0;
  } finally {
    await servers.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start(argv: readonly string[]): Promise<DemoServers> {
  const kind = argv[0] === '--servers' ? argv[1] : argv[0]?.replace(/^--servers=/, '');
  if (kind === 'dovecot') return startDovecotServers();
  if (kind === undefined) return startDemoServers();
  throw new Error(`--servers takes dovecot, not ${kind}; without it the demo brings its own servers`);
}

/** Runs one command on the demo's plan; false, with a word about it, when it does not end as it should. */
async function walk(
  { title, command, expected, said }: Step,
  number: number,
  folder: string,
): Promise<boolean> {
  const [name = '', ...options] = command;
  say(`\n${bold(`${number}. ${title}`)}\n${dim(`$ migplan ${[name, FOLDER_SHOWN, ...options].join(' ')}`)}`);
  const child = spawn(process.execPath, [CLI, name, folder, ...options], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, MIGPLAN_DEMO_PASSWORD: DEMO_PASSWORD },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code === expected) {
    if (said) say(said);
    return true;
  }
  say(`This should have ended with exit code ${expected} and ended with ${code}. Please report it.`);
  return false;
}

const ending = (seconds: number): string => `
${bold('What happened')}
A plan of two domains, two lots and seven mailboxes was checked, and its one mistake shown at its line.
Each lot was copied from one mail server to the other and compared from nothing: folders, messages, bytes,
flags and dates are equal. The second run brought over what had changed meanwhile. It took ${seconds.toFixed(0)} seconds.

${bold('What to try next')}
  npm run migplan -- show examples/admr               4,600 mailboxes over 94 domains
  npm run migplan -- explain MP501                    why that alias was refused
  npm run demo -- --servers dovecot                   the same on two real Dovecots
  code examples/quickstart/plan.migplan               with the extension: npm run package
`;

const isTerminal = process.stdout.isTTY === true && !process.env['NO_COLOR'];
const bold = (text: string): string => (isTerminal ? `\u001B[1m${text}\u001B[0m` : text);
const dim = (text: string): string => (isTerminal ? `\u001B[2m${text}\u001B[0m` : text);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

try {
  process.exitCode = await demo();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
