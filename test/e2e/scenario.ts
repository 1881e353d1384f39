/**
 * A scenario is a test in a window of the real editor, on a folder of its own. One editor and one browser serve those of a file; what
 * a failing one was looking at is kept as a picture, with the editor's logs beside it.
 */
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { EditorWindow } from './editor-window.ts';
import { type Editor, type EditorOptions, startEditor } from './start-editor.ts';

export interface Scenario {
  /** The folder that its windows open. */
  readonly folder: string;
  /** Opens a window on the folder; each has a browser's memory of its own. `forced`: the system allows its own colours only. */
  open(scheme?: 'light' | 'dark', colours?: 'forced'): Promise<EditorWindow>;
  /** The editor that its windows are of. */
  readonly editor: Editor;
  /** Keeps a picture of a window among all that the scenarios leave. */
  picture(window: EditorWindow, name: string): Promise<void>;
}

type Run = (scenario: Scenario) => Promise<void>;

/** Files of the folder by their path in it. */
export type Files = Readonly<Record<string, string>>;

/** Where pictures are left. */
export const shots = process.env['MIGPLAN_SHOTS'] ?? join(tmpdir(), 'migplan-shots');

/** Milliseconds until what has not come is missing: a machine with much else to do is waited for, and only a failure takes them. */
const PATIENCE = 90_000;

const CHROMIUM = '/usr/bin/chromium';
const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  // Nothing but this machine is asked: no waiting for names, no trying again.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** Starts an editor for the file that calls it; what comes back declares a scenario there. */
export function scenariosIn(
  options: EditorOptions = {},
): (name: string, files: Files | (() => Files), run: Run) => void {
  let editor: Editor;
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(join(shots, 'failed'), { recursive: true });
    [editor, browser] = await Promise.all([startEditor(options), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await editor?.stop();
  });
  return (name, files, run) => {
    test(name, async ({ onTestFailed }) => {
      const windows: EditorWindow[] = [];
      onTestFailed(() => keepFailure(name, windows, editor));
      const folder = join(mkdtempSync(join(editor.desk, '-')), 'choir');
      writeFiles(folder, typeof files === 'function' ? files() : files);
      await run(scenarioOn(folder, windows, editor, browser));
      await Promise.all(windows.map((window) => window.page.context().close()));
    });
  };
}

function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: SWITCHES });
}

function writeFiles(folder: string, files: Files): void {
  mkdirSync(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function scenarioOn(folder: string, windows: EditorWindow[], editor: Editor, browser: Browser): Scenario {
  return {
    folder,
    open: async (scheme = 'dark', colours) => {
      const isWeb = editor.web.length > 0;
      const context = await browser.newContext({
        viewport: editor.size,
        colorScheme: scheme,
        forcedColors: colours === 'forced' ? 'active' : 'none',
        // The editor's page lets nobody but its own server tell it of extensions.
        bypassCSP: isWeb,
      });
      context.setDefaultTimeout(PATIENCE);
      if (isWeb) await tellOfExtensions(context, editor);
      const window = await EditorWindow.open(context, editor.url, isWeb ? `web-disk:${folder}` : folder);
      windows.push(window);
      const [file] = readdirSync(folder);
      if (isWeb && file) await window.shows(file);
      return window;
    },
    editor,
    picture: (window, name) => window.picture(join(shots, `${name}.png`)),
  };
}

/** In its page, where whoever serves an editor names those that come with it. */
async function tellOfExtensions(context: BrowserContext, { url, web }: Editor): Promise<void> {
  const named = JSON.stringify({ additionalBuiltinExtensions: web }).slice(1, -1).replaceAll('"', '&quot;');
  // Of a page that was changed on its way the browser does not know that it is this machine's.
  await context.grantPermissions(['local-network-access']);
  await context.route(
    ({ href }) => href.startsWith(`${url}/?`),
    async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(CONFIGURATION, `$&${named},`);
      await route.fulfill({ response, body });
    },
  );
}

const CONFIGURATION = /id="vscode-workbench-web-configuration" data-settings="\{/;

async function keepFailure(name: string, windows: readonly EditorWindow[], editor: Editor): Promise<void> {
  const stem = join(shots, 'failed', name.replaceAll(/\W+/g, '-'));
  for (const [index, window] of windows.entries()) {
    await window.picture(`${stem}-${index + 1}.png`).catch(() => {});
    await window.page.context().close();
  }
  const logs = [...windows.map(({ errors }) => ['window', errors.join('\n')]), ...editor.logs()];
  writeFileSync(`${stem}.log`, logs.map(([file, text]) => `== ${file}\n${text}`).join('\n'));
  console.error(`What it was looking at, and the logs: ${stem}*`);
}
