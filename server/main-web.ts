/**
 * The language server's composition root in a web worker, where plans are edited and reviewed and nothing is run: no disk, no
 * secrets, no record of runs. The first message says where the extension is; from then on the language server's protocol is
 * spoken.
 */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import manifest from '../package.json' with { type: 'json' };
import { workspaceFiles } from './documents/workspace-files.ts';
import { NO_SHEETS } from './language/model/calendar/recorded-sheets.ts';
import { NO_RUNS } from './language/model/runs/recorded-run.ts';
import { pageOf } from './language/rules/pages.ts';
import { RULES } from './language/rules/registry.ts';
import { startServer } from './lsp/language-server.ts';
import type { Turns, World } from './lsp/ports.ts';
import { textsOfClient } from './lsp/texts-of-client.ts';
import type { WorkerGreeting } from './protocol.ts';

/** The parts of a worker's surroundings that are used: Node's types have no such thing. */
declare const self: {
  onmessage: ((message: { readonly data: unknown }) => void) | null;
  postMessage(message: unknown): void;
  addEventListener(event: 'error', hear: (event: unknown) => void): void;
  importScripts(...urls: string[]): void;
  /** What the second script leaves: see web-holidays.ts. */
  migplanHolidays?: { readonly holidaysOf: World['holidays'] };
};

self.onmessage = ({ data }) => serve((data as WorkerGreeting).home);

function serve(home: string): void {
  const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
  startServer(connection, {
    files: ({ servesFiles }) => workspaceFiles(servesFiles ? textsOfClient(connection) : NO_TEXTS),
    turns: turns(),
    world: world(home),
    rules: RULES,
    pageOf: (rule) => new URL(pageOf(rule), home).href,
    name: 'migplan',
    version: manifest.version,
  });
}

const NO_TEXTS = {
  plansBelow: async () => [],
  plansIn: async () => [],
  yamlIn: async () => [],
  textOf: async () => undefined,
  shownPath: (uri: string) => uri,
};

/** By messages to itself: timers are kept waiting for four milliseconds each where there are many. */
function turns(): Turns {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.addEventListener('message', () => waiting.shift()?.());
  port1.start();
  return {
    now: () => performance.now(),
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        port2.postMessage(undefined);
      }),
  };
}

function world(home: string): World {
  const nothing = { missing: new Set<string>(), recorded: [] };
  return {
    now: () => Date.now(),
    everyMinute: (call) => void setInterval(call, 60_000),
    async holidays(country, years) {
      // A script of its own, for when a plan names a country: it is twice as large as all the rest.
      if (!self.migplanHolidays) self.importScripts(`${home}dist/web/holidays.js`);
      return (await self.migplanHolidays?.holidaysOf(country, years)) ?? new Map();
    },
    // Which are there is a question of the machine that runs, and that is another one.
    missingSecrets: async () => nothing.missing,
    recorded: async () => nothing.recorded,
    sheets: async () => NO_SHEETS,
    runs: async () => NO_RUNS,
    liveRun: async () => undefined,
    wait: (milliseconds) => new Promise((resolve) => void setTimeout(resolve, milliseconds)),
  };
}
