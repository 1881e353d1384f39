/**
 * The language server's composition root: importing this file starts it. Speaks over stdin and stdout (`--stdio`, which is
 * also what it does when nothing is said) or over the channel of the process that forked it (`--node-ipc`).
 */
import { setImmediate } from 'node:timers/promises';
import { createConnection } from 'vscode-languageserver/node';
import manifest from '../package.json' with { type: 'json' };
import { missingSecrets } from './documents/secrets.ts';
import { workspaceFiles } from './documents/workspace-files.ts';
import { pageOf } from './language/rules/pages.ts';
import { RULES } from './language/rules/registry.ts';
import { startServer } from './lsp/language-server.ts';
import { ledgerPath, recordedMailboxes } from './running/ledger/recorded-mailboxes.ts';

const TRANSPORTS = ['--stdio', '--node-ipc'];

const connection = process.argv.some((argument) => TRANSPORTS.includes(argument))
  ? createConnection()
  : createConnection(process.stdin, process.stdout);

const recorded = recordedMailboxes();

startServer(connection, {
  files: workspaceFiles,
  turns: { now: () => performance.now(), next: () => setImmediate() },
  world: {
    now: () => Date.now(),
    everyMinute: (call) => void setInterval(call, 60_000).unref(),
    async holidays(country, years) {
      // Loaded when a plan names a country: its data are large.
      const { holidaysOf } = await import('./documents/holidays.ts');
      return holidaysOf(country, years);
    },
    missingSecrets: (folder, secrets) => missingSecrets(secrets, { folder, env: process.env }),
    recorded: (folder) => recorded(ledgerPath(folder)),
  },
  rules: RULES,
  linkOf: ({ finding }) => new URL(`../${pageOf(finding.rule)}`, import.meta.url).href,
  name: 'migplan',
  version: manifest.version,
});

/** Waits for as long as the server runs: the editor's goodbye ends the process. */
export const serve = (): Promise<never> => new Promise(() => {});
