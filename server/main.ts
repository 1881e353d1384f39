/**
 * The language server's composition root: importing this file starts it. Speaks over stdin and stdout (`--stdio`, which is
 * also what it does when nothing is said) or over the channel of the process that forked it (`--node-ipc`).
 */

import { Console } from 'node:console';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  type Connection,
  createConnection,
  type MessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import manifest from '../package.json' with { type: 'json' };
import { diskPath } from './documents/disk-path.ts';
import { missingSecrets } from './documents/secrets.ts';
import { recordedSheets } from './documents/sheets/sheet-record.ts';
import { textsByScheme } from './documents/texts-by-scheme.ts';
import { textsOnDisk } from './documents/texts-on-disk.ts';
import { workspaceFiles } from './documents/workspace-files.ts';
import { NO_RUNS } from './language/model/runs/recorded-run.ts';
import { pageOf } from './language/rules/pages.ts';
import { RULES } from './language/rules/registry.ts';
import { startServer } from './lsp/language-server.ts';
import { textsOfClient } from './lsp/texts-of-client.ts';
import { uriOf } from './lsp/uri.ts';
import { messageBytes } from './message-bytes.ts';
import { ledgerPath, recordedMailboxes } from './running/ledger/recorded-mailboxes.ts';

const connection = process.argv.includes('--node-ipc') ? createConnection() : overStdio();

function overStdio(): Connection {
  globalThis.console = new Console(process.stderr); // a stray word on stdout would be taken for a message
  const encode = async (message: object): Promise<Uint8Array> => messageBytes(message);
  const writer = new StreamMessageWriter(process.stdout, {
    contentTypeEncoder: { name: 'application/json', encode },
  });
  // As a stream, which it may be: so the process ends with its input.
  return createConnection(process.stdin as unknown as MessageReader, writer);
}

const recorded = recordedMailboxes();
const sheets = recordedSheets();

/** The server's own paths are the same on every system; the disk's are not. */
const onDisk = (folder: string): string => diskPath(uriOf(folder)) ?? folder;
const stateOf = (folder: string): string => join(folder, '.migplan');
const hasRun = (folder: string): boolean => existsSync(stateOf(folder));

/** What checks the files of runs is loaded when there are some. */
async function loadReaders() {
  const [{ recordedRuns }, { readLiveRun }] = await Promise.all([
    import('./running/live/recorded-runs.ts'),
    import('./running/live/progress-file.ts'),
  ]);
  return { runs: recordedRuns(), readLiveRun };
}

let loaded: ReturnType<typeof loadReaders> | undefined;

function readers(): ReturnType<typeof loadReaders> {
  loaded ??= loadReaders();
  return loaded;
}

startServer(connection, {
  files: ({ servesFiles }) =>
    workspaceFiles(textsByScheme(textsOnDisk, servesFiles ? textsOfClient(connection) : undefined)),
  turns: { now: () => performance.now(), next: () => setImmediate() },
  world: {
    now: () => Date.now(),
    everyMinute: (call) => void setInterval(call, 60_000).unref(),
    async holidays(country, years) {
      // Loaded when a plan names a country: its data are large.
      const { holidaysOf } = await import('./documents/holidays.ts');
      return holidaysOf(country, years);
    },
    missingSecrets: (folder, secrets) =>
      missingSecrets(secrets, { folder: onDisk(folder), env: process.env }),
    recorded: (folder) => recorded(ledgerPath(onDisk(folder))),
    sheets: (folder) => sheets(onDisk(folder)),
    runs: async (folder) => (hasRun(onDisk(folder)) ? (await readers()).runs(onDisk(folder)) : NO_RUNS),
    liveRun: async (folder) =>
      hasRun(onDisk(folder)) ? (await readers()).readLiveRun(stateOf(onDisk(folder)), new Date()) : undefined,
    wait: (milliseconds) => new Promise((resolve) => void setTimeout(resolve, milliseconds).unref()),
  },
  rules: RULES,
  pageOf: (rule) => new URL(`../${pageOf(rule)}`, import.meta.url).href,
  name: 'migplan',
  version: manifest.version,
});

/** Waits for as long as the server runs: the editor's goodbye ends the process. */
export const serve = (): Promise<never> => new Promise(() => {});
