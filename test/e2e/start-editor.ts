/**
 * One Visual Studio Code with a fresh profile and the packaged extension in it, served to a browser on a free port of this machine
 * alone, and ended by its own process id. Knows nothing of what is done in its windows.
 */
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import manifest from '../../package.json' with { type: 'json' };
import {
  end,
  freePorts,
  launch,
  removeState,
  type ServerProcess,
  serverAccount,
} from '../support/server-process.ts';
import { editorEntry, editorNode } from './installed-editor.ts';
import { processesWith } from './processes.ts';
import { serveWeb, type WebServer } from './serve-web.ts';

export interface EditorOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The language that the editor and its extensions are told; English otherwise. */
  readonly locale?: 'fr';
  /** Asks of each folder whether its authors are trusted, as an editor at home does. */
  readonly asksForTrust?: true;
  /** Has no disk and no processes for its extensions: they run in its windows, on folders of a disk that is elsewhere. */
  readonly isWeb?: true;
  /** Of its windows. */
  readonly size?: Editor['size'];
  /** What its extensions, and what those start, find in their environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Editor {
  readonly url: string;
  /** Of its windows. */
  readonly size: { readonly width: number; readonly height: number };
  /** Where folders to be opened are put. */
  readonly desk: string;
  /** What its windows are told of extensions that run in them; none where they run beside the editor. */
  readonly web: WebServer['extensions'];
  /** What it and its extensions have logged: path and text. */
  logs(): readonly (readonly [string, string])[];
  /** The processes of the extension's language servers, one a window; newest last. */
  languageServers(): readonly number[];
  stop(): Promise<void>;
}

const PACKAGE = join(import.meta.dirname, '..', '..', `${manifest.name}-${manifest.version}.vsix`);

/** No network, no greetings, nothing that moves by itself. */
const SETTINGS = {
  'chat.disableAIFeatures': true,
  'editor.cursorBlinking': 'solid',
  'editor.hover.delay': 100,
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  // Served to a browser it would save by itself.
  'files.autoSave': 'off',
  'files.hotExit': 'off',
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  // Drawn as elements of the page, which can be read.
  'terminal.integrated.gpuAcceleration': 'off',
  'update.mode': 'none',
  'window.autoDetectColorScheme': true,
  'window.confirmBeforeClose': 'never',
  'workbench.commandPalette.history': 0,
  'workbench.enableExperiments': false,
  'workbench.preferredDarkColorTheme': 'Dark Modern',
  'workbench.preferredLightColorTheme': 'Light Modern',
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

export async function startEditor(options: EditorOptions = {}): Promise<Editor> {
  const state = mkdtempSync(join(tmpdir(), 'migplan-editor-'));
  writeProfile(state, options);
  const [port = 0] = await freePorts(1);
  const environment = environmentOf(state, options);
  const base = [editorEntry, ...foldersOf(state)];
  const installed = join(state, options.isWeb ? 'web' : 'extensions');
  install([...base, '--extensions-dir', installed], environment);
  const desk = join(state, 'desk');
  const web = options.isWeb ? await serveWeb(extensionIn(installed), desk) : undefined;
  const command = [editorNode, ...base, ...servingOn(port), ...argumentsOf(options)] as const;
  const server = launch(command, { ...serverAccount(), drop: false }, environment);
  const url = `http://127.0.0.1:${port}`;
  await answering(`${url}/healthz`, server);
  return {
    url,
    size: options.size ?? { width: 1280, height: 800 },
    desk,
    web: web?.extensions ?? [],
    logs: () => logsIn(state),
    languageServers: () => processesWith([join(state, 'extensions'), 'dist/server.js']),
    stop: async () => {
      web?.stop();
      await end(server);
      removeState(state);
    },
  };
}

function install(base: readonly string[], environment: Readonly<Record<string, string>>): void {
  execFileSync(editorNode, [...base, '--install-extension', PACKAGE], {
    env: { ...process.env, ...environment },
    stdio: 'pipe',
  });
}

const extensionIn = (folder: string): string =>
  join(folder, `${manifest.publisher}.${manifest.name}-${manifest.version}`);

function writeProfile(state: string, { settings, locale }: EditorOptions): void {
  for (const folder of ['profile/User', 'extensions', 'home', 'desk'])
    mkdirSync(join(state, folder), { recursive: true });
  writeFileSync(join(state, 'config.yaml'), 'auth: none\ncert: false\n');
  writeFileSync(join(state, 'profile/User/settings.json'), JSON.stringify({ ...SETTINGS, ...settings }));
  if (locale) writeLanguagePack(state, locale);
}

/**
 * An editor takes a language only where it has a pack for it. This one is empty: the editor's own words stay English, and extensions
 * are told the language all the same.
 */
function writeLanguagePack(state: string, locale: string): void {
  const translations = join(state, 'words.json');
  writeFileSync(translations, JSON.stringify({ version: '1.0.0', contents: {} }));
  const pack = { extensionIdentifier: { id: `migplan.${locale}` }, version: '1.0.0' };
  const packs = {
    [locale]: { hash: locale, extensions: [pack], translations: { vscode: translations }, label: locale },
  };
  writeFileSync(join(state, 'profile/languagepacks.json'), JSON.stringify(packs));
}

function environmentOf(state: string, { environment }: EditorOptions): Record<string, string> {
  const home = join(state, 'home');
  const places = { HOME: home, XDG_CONFIG_HOME: join(home, '.config'), XDG_DATA_HOME: join(home, '.local') };
  return { ...places, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...environment };
}

const foldersOf = (state: string): string[] => [
  ...['--config', join(state, 'config.yaml')],
  ...['--user-data-dir', join(state, 'profile')],
  ...['--extensions-dir', join(state, 'extensions')],
];

const servingOn = (port: number): string[] => [
  ...['--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--ignore-last-opened'],
  ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
];

const argumentsOf = ({ locale, asksForTrust }: EditorOptions): string[] => [
  ...(locale ? ['--locale', locale] : []),
  ...(asksForTrust ? [] : ['--disable-workspace-trust']),
];

async function answering(url: string, { child, said }: ServerProcess): Promise<void> {
  for (let tries = 0; tries < 600 && child.exitCode === null; tries++) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await pause(50);
  }
  throw new Error(`The editor does not start: ${said()}`);
}

function logsIn(state: string): [string, string][] {
  const files = globSync('profile/logs/**/*.log', { cwd: state });
  return files.map((file) => [file, readFileSync(join(state, file), 'utf8')]);
}
