/**
 * A language server as a benchmark sees it: a process of its own, spoken to over stdio as an editor does, whose time and
 * memory are read from outside. Serves ours and its peers alike: asks for diagnostics where the server lets it, else
 * waits for them to be sent.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import { PULLS } from '../lsp/editor.ts';
import { cpuOf, mainCpuOf, residentOf } from './process-cost.ts';

export interface ServerStart {
  /** The script that node runs; `--stdio` is added. */
  readonly script: string;
  /** What Node is told besides. */
  readonly flags?: readonly string[];
  readonly folder: string;
  readonly languageId: string;
  /** What the server is told when it asks for its configuration, by section. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** As many folds as Visual Studio Code takes of a file. */
const FOLDS = 5000;

/** How long nothing has to happen in the server for its work to be over, in milliseconds. */
const QUIET = 300;

export class MeasuredServer implements AsyncDisposable {
  readonly started = performance.now();
  greeting: InitializeResult | undefined;
  private readonly options: ServerStart;
  private readonly process: ChildProcess;
  private readonly connection: ProtocolConnection;
  private readonly versions = new Map<string, number>();
  private readonly waiting = new Map<string, (found: Diagnostic[]) => void>();

  private constructor(options: ServerStart) {
    this.options = options;
    this.process = spawn(process.execPath, [...(options.flags ?? []), options.script, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.connection = connected(this.process);
  }

  /** Starts a server and greets it. */
  static async start(options: ServerStart): Promise<MeasuredServer> {
    const server = new MeasuredServer(options);
    server.listen();
    const uri = pathToFileURL(options.folder).href;
    server.greeting = await server.connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: uri,
      capabilities: {
        textDocument: { ...PULLS.textDocument, foldingRange: { rangeLimit: FOLDS } },
        workspace: { ...PULLS.workspace, configuration: true },
      },
      workspaceFolders: [{ uri, name: 'bench' }],
    });
    await server.connection.sendNotification('initialized', {});
    return server;
  }

  /** Milliseconds of CPU so far. */
  get cpu(): number {
    return cpuOf(this.pid);
  }

  /** Megabytes. */
  get resident(): number {
    return residentOf(this.pid);
  }

  async open(path: string, text: string): Promise<void> {
    this.versions.set(path, 1);
    const textDocument = { uri: this.uri(path), languageId: this.options.languageId, version: 1, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  async change(path: string, changes: readonly TextDocumentContentChangeEvent[]): Promise<void> {
    const version = (this.versions.get(path) ?? 0) + 1;
    this.versions.set(path, version);
    const textDocument = { uri: this.uri(path), version };
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument,
      contentChanges: changes,
    });
  }

  /** A file's diagnostics after all that was sent before. */
  async diagnostics(path: string): Promise<Diagnostic[]> {
    if (!this.greeting?.capabilities.diagnosticProvider) return this.published(path);
    const report = await this.ask<{ items?: Diagnostic[] }>('textDocument/diagnostic', path);
    return report.items ?? [];
  }

  ask<R>(method: string, path: string, params: object = {}): Promise<R> {
    return this.connection.sendRequest<R>(method, { textDocument: { uri: this.uri(path) }, ...params });
  }

  /** Waits until the server does nothing any more; the moment it fell silent. */
  async quiet(): Promise<number> {
    let busyUntil = performance.now();
    for (let seen = -1; performance.now() - busyUntil < QUIET; await wait(5)) {
      const cpu = mainCpuOf(this.pid);
      if (cpu - seen > 0.5) busyUntil = performance.now();
      seen = cpu;
    }
    return busyUntil;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await gone;
    this.connection.dispose();
  }

  private get pid(): number {
    if (this.process.pid === undefined) throw new Error(`${this.options.script} did not start`);
    return this.process.pid;
  }

  private uri(path: string): string {
    return pathToFileURL(join(this.options.folder, path)).href;
  }

  private published(path: string): Promise<Diagnostic[]> {
    return new Promise((resolve) => this.waiting.set(this.uri(path), resolve));
  }

  private listen(): void {
    this.connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
      this.waiting.get(uri)?.(diagnostics);
      this.waiting.delete(uri);
    });
    this.connection.onRequest('workspace/configuration', ({ items }) =>
      items.map(({ section }: { section?: string }) => this.options.settings?.[section ?? ''] ?? null),
    );
    this.connection.onRequest('workspace/diagnostic/refresh', () => null);
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onError(([error]) => console.error(String(error)));
    this.connection.listen();
  }
}

function connected({ stdin, stdout }: ChildProcess): ProtocolConnection {
  if (!stdin || !stdout) throw new Error('the server has no streams');
  return createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
}
