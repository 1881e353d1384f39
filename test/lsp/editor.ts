/** An editor for tests: starts the real server in a process of its own and talks to it over stdio or IPC as editors do. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CancellationTokenSource,
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { clockAt } from '../support/fixed-clock.ts';

export const SERVER = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

export interface EditorOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly transport?: 'stdio' | 'ipc';
  readonly capabilities?: ClientCapabilities;
  readonly locale?: string;
  readonly initializationOptions?: unknown;
  /** Without it the folder is no workspace folder. */
  readonly opensFolder?: boolean;
  /** Whose folder it is; a temporary one otherwise. */
  readonly folder?: string;
  /** The instant that the server's clock stands still at. */
  readonly now?: string;
  /** What it answers when it is asked for its settings, by section. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** What editors that ask for diagnostics say of themselves. */
export const PULLS: ClientCapabilities = {
  textDocument: {
    diagnostic: {},
    definition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
  workspace: { diagnostics: { refreshSupport: true }, workspaceEdit: { documentChanges: true } },
};

export class Editor {
  readonly folder: string;
  readonly process: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly messages: string[] = [];
  refreshes = 0;
  recolourings = 0;
  lensRefreshes = 0;
  hintRefreshes = 0;
  settings: Readonly<Record<string, unknown>>;
  readonly registered: string[] = [];
  greeting: InitializeResult | undefined;
  private readonly isTemporary: boolean;
  private readonly published = new Map<string, Diagnostic[]>();
  private readonly waiting = new Set<() => void>();
  private readonly versions = new Map<string, number>();
  private readonly gone: Promise<number | null>;

  private constructor(options: EditorOptions) {
    this.isTemporary = options.folder === undefined;
    this.settings = options.settings ?? {};
    this.folder = options.folder ?? mkdtempSync(join(tmpdir(), 'migplan lsp é-'));
    for (const [path, text] of Object.entries(options.files ?? {})) this.write(path, text);
    const clock = clockAt(options.now ?? '2025-01-02T08:00Z');
    this.process =
      options.transport === 'ipc'
        ? fork(SERVER, ['--node-ipc'], { silent: true, execArgv: clock })
        : spawn(process.execPath, [...clock, SERVER, '--stdio'], { stdio: 'pipe' });
    this.gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.stderr?.on('data', (text) => this.messages.push(String(text)));
    this.connection = connect(this.process, options.transport ?? 'stdio');
    this.listen();
  }

  static async start(options: EditorOptions = {}): Promise<Editor> {
    const editor = new Editor(options);
    const uri = pathToFileURL(editor.folder).href;
    const { opensFolder = true, capabilities = {}, locale, initializationOptions } = options;
    const params: InitializeParams = {
      processId: process.pid,
      rootUri: null,
      capabilities,
      workspaceFolders: opensFolder ? [{ uri, name: 'test' }] : null,
      ...(locale === undefined ? {} : { locale }),
      ...(initializationOptions === undefined ? {} : { initializationOptions }),
    };
    editor.greeting = await editor.connection.sendRequest<InitializeResult>('initialize', params);
    await editor.connection.sendNotification('initialized', {});
    return editor;
  }

  uri(path: string): string {
    return pathToFileURL(join(this.folder, path)).href;
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  remove(path: string): void {
    rmSync(join(this.folder, path));
  }

  async open(path: string, text: string): Promise<void> {
    this.versions.set(path, 1);
    const textDocument = { uri: this.uri(path), languageId: 'migplan', version: 1, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  /** Replaces a range, or the whole text. */
  async change(path: string, text: string, range?: Range): Promise<void> {
    const version = (this.versions.get(path) ?? 0) + 1;
    this.versions.set(path, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri(path), version },
      contentChanges: [range ? { range, text } : { text }],
    });
  }

  async close(path: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: this.uri(path) },
    });
  }

  /** Tells the server that files changed on the disk. */
  async touched(...paths: string[]): Promise<void> {
    const changes = paths.map((path) => ({ uri: this.uri(path), type: 2 }));
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  ask<R>(method: string, path: string, params: object = {}): Promise<R> {
    return this.connection.sendRequest<R>(method, { textDocument: { uri: this.uri(path) }, ...params });
  }

  /** Asks, and gives up at once. */
  cancelled(method: string, path: string, params: object): Promise<unknown> {
    const cancel = new CancellationTokenSource();
    const textDocument = { uri: this.uri(path) };
    const answer = this.connection.sendRequest(method, { textDocument, ...params }, cancel.token);
    cancel.cancel();
    return answer;
  }

  /** Waits until what was published of a file satisfies `isIt`, and returns it. */
  async diagnostics(path: string, isIt: (found: Diagnostic[]) => boolean): Promise<Diagnostic[]> {
    const uri = this.uri(path);
    await this.until(
      () => this.published.has(uri) && isIt(this.published.get(uri) ?? []),
      () => `published of ${path}: ${JSON.stringify(this.published.get(uri))}`,
    );
    return this.published.get(uri) ?? [];
  }

  /** Waits to be told to ask again, once more than `times`. */
  refreshed(times: number): Promise<void> {
    return this.until(
      () => this.refreshes > times,
      () => 'never told to ask again',
    );
  }

  /** Waits for a message. */
  told(message: RegExp): Promise<void> {
    return this.until(
      () => this.messages.some((told) => message.test(told)),
      () => `told: ${this.messages.join('\n')}`,
    );
  }

  /** Waits until the server has asked for colours more often than so. */
  recoloured(than: number): Promise<void> {
    return this.until(
      () => this.recolourings > than,
      () => `colours were asked for ${this.recolourings} times`,
    );
  }

  /** Waits to be told to ask for lenses and hints again, once more than so. */
  seenAnew(lenses: number, hints: number): Promise<void> {
    return this.until(
      () => this.lensRefreshes > lenses && this.hintRefreshes > hints,
      () => `asked for lenses ${this.lensRefreshes} times, for hints ${this.hintRefreshes} times`,
    );
  }

  /** Sets other settings, and says so as the protocol wants it. */
  async set(settings: Readonly<Record<string, unknown>>): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings });
  }

  private async until(isSo: () => boolean, instead: () => string): Promise<void> {
    const stop = Date.now() + 100_000; // long enough for any machine that does not hang
    while (!isSo()) {
      if (Date.now() > stop) throw new Error(instead());
      await new Promise<void>((resolve) => {
        this.waiting.add(resolve);
        setTimeout(resolve, 100);
      });
    }
  }

  lastPublished(path: string): Diagnostic[] | undefined {
    return this.published.get(this.uri(path));
  }

  /** Says goodbye as the protocol wants it; returns the process's exit code. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    return this.end();
  }

  async end(): Promise<number | null> {
    const code = await this.gone;
    this.connection.dispose();
    if (this.isTemporary) rmSync(this.folder, { recursive: true, force: true });
    return code;
  }

  kill(): void {
    this.process.kill('SIGKILL');
  }

  private listen(): void {
    this.connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
      this.published.set(uri, diagnostics);
      for (const resume of this.waiting) resume();
      this.waiting.clear();
    });
    this.connection.onNotification('window/showMessage', ({ message }) => {
      this.messages.push(message);
    });
    this.connection.onNotification('window/logMessage', ({ message }) => {
      this.messages.push(message);
    });
    this.connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      return null;
    });
    this.connection.onRequest('workspace/semanticTokens/refresh', () => {
      this.recolourings++;
      for (const resume of this.waiting) resume();
      return null;
    });
    this.connection.onRequest('workspace/codeLens/refresh', () => {
      this.lensRefreshes++;
      return null;
    });
    this.connection.onRequest('workspace/inlayHint/refresh', () => {
      this.hintRefreshes++;
      return null;
    });
    this.connection.onRequest('workspace/configuration', ({ items }) =>
      items.map(({ section }: { section?: string }) => this.settings[section ?? ''] ?? null),
    );
    this.connection.onRequest('client/registerCapability', ({ registrations }) => {
      for (const { method } of registrations) this.registered.push(method);
      return null;
    });
    this.connection.onError(([error]) => this.messages.push(String(error)));
    this.connection.listen();
  }
}

function connect(child: ChildProcess, transport: 'stdio' | 'ipc'): ProtocolConnection {
  if (transport === 'ipc') {
    return createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  }
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('the server has no streams');
  return createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
}
