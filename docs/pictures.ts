/**
 * Writes docs/pictures/: what the real command line prints in colour on the demo's plan and servers, as terminal windows in
 * SVG: `node docs/pictures.ts`. With `--check` it writes nothing and fails where a picture is not what is printed today.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPlan, withMistake } from '../examples/demo/demo-plan.ts';
import { DEMO_PASSWORD, startDemoServers } from '../examples/demo/servers.ts';
import { clockAt } from '../test/support/fixed-clock.ts';
import { keepFolder } from './keep-folder.ts';
import { terminalWindow } from './terminal-window.ts';

const CLI = join(import.meta.dirname, '..', 'server', 'cli.ts');

/** The plan's folder, as a reader would have called it. */
const PLAN = 'choir';

/** The demo's first lot is a week away. */
const DAY = '2027-03-01T09:00Z';

interface Shot {
  readonly title: string;
  readonly description: string;
  readonly commands: readonly (readonly string[])[];
  /** The plan still has the demo's mistake. */
  readonly isBroken?: true;
}

const SHOTS: Readonly<Record<string, Shot>> = {
  check: {
    title: 'migplan check finds a mistake',
    description:
      'A terminal: migplan check shows the line of the plan in which an alias lies outside its mailbox’s domain, underlined, and says what to do.',
    commands: [['check', PLAN]],
    isBroken: true,
  },
  'dry-run': {
    title: 'migplan dry-run says what a run would do',
    description:
      'A terminal: migplan check finds no error any more; migplan dry-run lists the mailboxes of one lot, how many messages the target holds and will hold, and says it is ready to run.',
    commands: [
      ['check', PLAN],
      ['dry-run', PLAN, '--lot', 'everyone'],
    ],
  },
};

/** Every picture by its file name. */
async function pictures(): Promise<Map<string, string>> {
  const servers = await startDemoServers();
  const folder = mkdtempSync(join(tmpdir(), 'migplan-pictures-'));
  try {
    mkdirSync(join(folder, PLAN));
    const made = new Map<string, string>();
    for (const [name, shot] of Object.entries(SHOTS)) {
      const plan = demoPlan(servers);
      writeFileSync(join(folder, PLAN, 'plan.migplan'), shot.isBroken ? withMistake(plan) : plan);
      made.set(`${name}.svg`, terminalWindow({ ...shot, screen: await screen(shot.commands, folder) }));
    }
    return made;
  } finally {
    await servers.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function screen(commands: Shot['commands'], folder: string): Promise<string> {
  const parts: string[] = [];
  for (const command of commands)
    parts.push(`\u001B[2m$\u001B[0m migplan ${command.join(' ')}\n${await printed(command, folder)}`);
  return parts.join('\n').trimEnd();
}

/** What a command writes to a terminal that shows colour; its exit code is no part of the picture. */
function printed(command: readonly string[], cwd: string): Promise<string> {
  const { NO_COLOR: _, ...env } = process.env;
  const asked = { FORCE_COLOR: '1', LC_ALL: 'en', MIGPLAN_DEMO_PASSWORD: DEMO_PASSWORD };
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [...clockAt(DAY), CLI, ...command],
      { cwd, env: { ...env, ...asked } },
      (_failed, out, err) => {
        if (err === '') resolve(out);
        else reject(new Error(`migplan ${command.join(' ')}: ${err}`));
      },
    );
  });
}

keepFolder('pictures', await pictures(), 'node docs/pictures.ts');
