/**
 * What an editor in a browser needs of this machine, served on a free port: an extension's files, and the tests' own extension (see
 * web-disk.ts) with the folders that it shows.
 */
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import manifest from '../../package.json' with { type: 'json' };

/** What lies at a path. */
export type OnDisk =
  | { readonly changed: number; readonly text: string }
  | { readonly changed: number; readonly entries: readonly { name: string; isFolder: boolean }[] };

export interface WebServer {
  /** Where extensions are served from, as the editor's page is told of them. */
  readonly extensions: readonly {
    readonly scheme: string;
    readonly authority: string;
    readonly path: string;
  }[];
  stop(): void;
}

/** `extension`: the folder of one that is installed. Nothing outside `desk` is shown. */
export async function serveWeb(extension: string, desk: string): Promise<WebServer> {
  const rooms: Readonly<Record<string, (path: string, request: IncomingMessage) => Answer>> = {
    extension: (path) => readFileSync(join(extension, path)),
    'web-disk': (path) => DISK_EXTENSION[path]?.(),
    disk: (path, request) => (path.startsWith(desk) ? onDisk(path, request) : undefined),
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, room = '', path = ''] = /^\/([\w-]+)(\/.*)$/.exec(decodeURIComponent(pathname)) ?? [];
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Methods', 'GET, PUT');
    response.setHeader('Content-Type', TYPES[extname(path)] ?? 'text/plain');
    try {
      const answer = await rooms[room]?.(path, request);
      response.writeHead(answer === undefined ? 404 : 200).end(answer);
    } catch {
      response.writeHead(404).end();
    }
  });
  await once(server.listen(0, 'localhost'), 'listening');
  // The workers of extensions are allowed to load scripts from a machine by this name, and not by its number.
  const authority = `localhost:${(server.address() as AddressInfo).port}`;
  const at = (path: string) => ({ scheme: 'http', authority, path });
  return { extensions: [at('/extension'), at('/web-disk')], stop: () => stop(server) };
}

const TYPES: Readonly<Record<string, string>> = {
  '.cjs': 'text/javascript',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

type Answer = string | Uint8Array | undefined | Promise<string>;

function onDisk(path: string, request: IncomingMessage): Answer {
  if (request.method === 'OPTIONS') return '';
  if (request.method === 'PUT') return written(path, request);
  const stat = statSync(path);
  const changed = stat.mtimeMs;
  const found: OnDisk = stat.isDirectory()
    ? { changed, entries: entriesOf(path) }
    : { changed, text: readFileSync(path, 'utf8') };
  return JSON.stringify(found);
}

async function written(path: string, request: IncomingMessage): Promise<string> {
  writeFileSync(path, await text(request));
  return '';
}

const entriesOf = (path: string) =>
  readdirSync(path, { withFileTypes: true }).map((entry) => ({
    name: entry.name,
    isFolder: entry.isDirectory(),
  }));

const MANIFEST = {
  ...{ name: 'web-disk', publisher: 'migplan-tests', version: '1.0.0', engines: manifest.engines },
  ...{ browser: './extension.js', activationEvents: ['onFileSystem:web-disk'] },
  // Without it the editor would start it only for what is on a disk.
  capabilities: { virtualWorkspaces: true, untrustedWorkspaces: { supported: true } },
};

const DISK_EXTENSION: Readonly<Record<string, () => string | undefined>> = {
  '/package.json': () => JSON.stringify(MANIFEST),
  '/extension.js': () =>
    buildSync({
      entryPoints: [fileURLToPath(new URL('web-disk.ts', import.meta.url))],
      ...{ bundle: true, write: false, format: 'cjs', platform: 'browser', external: ['vscode'] },
    }).outputFiles[0]?.text,
};

function stop(server: Server): void {
  server.close();
  server.closeAllConnections();
}
