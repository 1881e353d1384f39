#!/usr/bin/env node
import { existsSync } from 'node:fs';
/** The command line's composition root: chooses the implementations of what the commands need, and ends the process. */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { askHidden, nodeTerminal } from './cli/node-terminal.ts';
import { runProgram } from './cli/program.ts';
import type { Services } from './cli/services.ts';
import { writeInventory } from './documents/inventory-file.ts';
import { filesBelow, PlanFilesError, readPlanFiles } from './documents/plan-files.ts';
import { secretLookup } from './documents/secrets.ts';
import type { ImapOptions } from './endpoints/imap/imap-session.ts';
import type { Pace } from './endpoints/paced.ts';
import type { Endpoint } from './planning/migration-plan.ts';
import { systemClock } from './running/clock.ts';
import type { Ends } from './running/ends.ts';
import type { Ledger } from './running/ports.ts';

const stateFolder = (folder: string): string => join(folder, '.migplan');
const ledgerPath = (folder: string): string => join(stateFolder(folder), 'ledger.sqlite');

const services: Services = {
  readPlan: readPlanFiles,
  planFilesAt,
  readText: (path) => readFile(path, 'utf8').catch(explain(path)),
  writeText: (path, text) => writeFile(path, text).catch(explain(path)),
  async writeInventory(folder, inventory) {
    const path = join(folder, 'inventory', `${inventory.domain}.yaml`);
    await mkdir(dirname(path), { recursive: true }).catch(explain(path));
    await writeFile(path, writeInventory(inventory)).catch(explain(path));
    return path;
  },
  ends,
  openLedger,
  async statuses(folder) {
    if (!existsSync(ledgerPath(folder))) return [];
    const ledger = await openLedger(folder);
    const statuses = await ledger.statuses();
    await ledger.close();
    return statuses;
  },
  async lockPlan(folder) {
    const { lockPlan } = await import('./running/plan-lock.ts');
    return lockPlan(stateFolder(folder), systemClock);
  },
  startLanguageServer: async () => void (await import('./main.ts')),
  clock: systemClock,
};

function ends(folder: string): Ends {
  const canAsk = process.stdin.isTTY === true;
  const secret = secretLookup({ folder, env: process.env, ...(canAsk ? { ask: askHidden } : {}) });
  const options: ImapOptions = { proven: new Set() };
  const secretOf = (endpoint: Endpoint): Promise<string> =>
    secret(endpoint.login.secret, `endpoint ${endpoint.name} (login "${endpoint.login.user ?? ''}")`);
  const paces = new Map<string, Pace | undefined>();
  const pace = async (endpoint: Endpoint): Promise<Pace | undefined> => {
    const { paceOf } = await paced();
    if (!paces.has(endpoint.name)) paces.set(endpoint.name, paceOf(endpoint, systemClock, tellQuiet));
    return paces.get(endpoint.name);
  };
  return {
    async source(endpoint, mailbox, signal) {
      const [{ connectImapSource }, { pacedSource }, limits] = [await imap(), await paced(), await pace(endpoint)];
      const source = await connectImapSource(endpoint, mailbox, await secretOf(endpoint), signal, options);
      return limits ? pacedSource(limits, source) : source;
    },
    async target(endpoint, mailbox, signal) {
      const [{ connectImapTarget }, { pacedTarget }, limits] = [await imap(), await paced(), await pace(endpoint)];
      const target = await connectImapTarget(endpoint, mailbox, await secretOf(endpoint), signal, options);
      return limits ? pacedTarget(limits, target) : target;
    },
  };
}

function tellQuiet(endpoint: string, until: Date): void {
  process.stderr.write(`\nendpoint ${endpoint}: quiet hours, waiting until ${until.toLocaleString()}\n`);
}

// Loaded when they are needed: `check` must not wait for an IMAP client and a database to be read.
const imap = () => import('./endpoints/imap/connect-imap.ts');
const paced = () => import('./endpoints/paced.ts');

async function openLedger(folder: string): Promise<Ledger> {
  const ledger = await import('./running/ledger.ts');
  return ledger.openLedger(ledgerPath(folder), systemClock);
}

async function planFilesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch(explain(path));
  if (!found.isDirectory()) return [resolve(path)];
  return (await filesBelow(resolve(path))).map((file) => join(resolve(path), file));
}

/** Turns the system's error about a file into one line that names it. */
function explain(path: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    throw new PlanFilesError(
      `${path}: ${error.code === 'ENOENT' ? 'no such file or folder' : `cannot be used (${error.code})`}`,
    );
  };
}

/** The first Ctrl-C stops cleanly, the second at once. */
function stopOnInterrupt(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (stopping.signal.aborted) process.exit(130);
      process.stderr.write(
        '\nStopping: what is under way is finished and recorded. Once more to stop at once.\n',
      );
      stopping.abort();
    });
  }
  return stopping.signal;
}

const { env } = process;
process.exitCode = await runProgram(process.argv.slice(2), {
  version: packageJson.version,
  services,
  terminal: nodeTerminal(),
  signal: stopOnInterrupt(),
  language: env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || 'en',
});
