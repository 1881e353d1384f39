/**
 * The real Visual Studio Code that the scenarios drive: code-server, which is its own source served to a browser, in a folder outside
 * the tree. From npm alone, at one version with all that it depends on locked by its makers; only its log writer is compiled.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cacheFolder } from '../support/cache-folder.ts';

/** Is Visual Studio Code 1.139. */
const VERSION = '4.139.1';

const entry = 'node_modules/code-server/out/node/entry.js';

const editorFolder = cacheFolder(`code-server-${VERSION}`);

/** What Node runs to serve the editor. */
export const editorEntry = join(editorFolder, entry);

/** The interpreter that all scripts of the project run on: code-server asks for the same major version. */
export const editorNode = process.execPath;

export function hasEditor(): boolean {
  return existsSync(editorEntry);
}

/**
 * Puts the editor into its folder, which is there whole or not at all: a broken installation is gone on with by the next. `tell` hears
 * what is being done.
 */
export function installEditor(tell: (line: string) => void): void {
  const work = `${editorFolder}.partial`;
  mkdirSync(work, { recursive: true });
  const manifest = { name: 'migplan-tested-editor', private: true, dependencies: { 'code-server': VERSION } };
  writeFileSync(join(work, 'package.json'), JSON.stringify(manifest));
  tell(`Installing code-server ${VERSION} into ${editorFolder}: some three minutes and 600 MB, once.`);
  npm(work, 'install', '--ignore-scripts');
  const editor = join(work, 'node_modules/code-server/lib/vscode');
  for (const folder of [editor, join(editor, 'extensions')])
    npm(folder, 'install', '--omit=dev', '--ignore-scripts');
  const headers = join(work, 'headers');
  if (!buildLogWriter(editor, nodeHeaders(headers)))
    tell('Its log writer could not be compiled: failures will come without the logs.');
  rmSync(headers, { recursive: true, force: true });
  execFileSync(editorNode, [join(work, entry), '--config', '/dev/null', '--version'], { stdio: 'ignore' });
  rmSync(editorFolder, { recursive: true, force: true });
  renameSync(work, editorFolder);
}

/** Without it all works, and no log is written; it needs a compiler, make and Python. */
function buildLogWriter(editor: string, headers: string): boolean {
  const environment = { ...npmEnvironment(), npm_config_nodedir: headers };
  return spawnSync('npm', ['rebuild', '@vscode/spdlog'], { cwd: editor, env: environment }).status === 0;
}

/** Of the very version that the editor will run on; npm's package of Node has them, its makers' server need not be asked. */
function nodeHeaders(folder: string): string {
  const name = `node-${process.platform}-${process.arch}`;
  mkdirSync(folder, { recursive: true });
  npm(folder, 'install', '--prefix', '.', '--ignore-scripts', `${name}@${process.versions.node}`);
  return join(folder, 'node_modules', name);
}

function npm(folder: string, ...values: readonly string[]): void {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', [...values, ...quiet], {
    cwd: folder,
    env: npmEnvironment(),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** npm itself runs on the Node that it installs for. */
const npmEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: [dirname(editorNode), process.env['PATH']].join(delimiter),
});
