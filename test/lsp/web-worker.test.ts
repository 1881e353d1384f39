/** The language server as a browser runs it: the built script in a worker, and an editor that has files of a virtual folder. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type CompletionList,
  createProtocolConnection,
  type DataCallback,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Location,
  type Message,
  type ProtocolConnection,
} from 'vscode-languageserver/node';
import { type ServedFiles, serveFiles } from './served-files.ts';
import { ANNA, BAD, FILES } from './small-plan.ts';
import { TestWorker } from './worker.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOME = 'https://extensions.example/migplan/';
const FOLDER = 'vscode-vfs://github/admins/plans%20%C3%A9';

let built: string;
beforeAll(() => {
  built = mkdtempSync(join(tmpdir(), 'migplan-worker-'));
  for (const [script, file] of [
    ['build:web-server', 'server.js'],
    ['build:web-holidays', 'holidays.js'],
  ] as const) {
    const argv = ['run', '--silent', script, '--', `--outfile=${join(built, file)}`];
    execFileSync('npm', argv, { cwd: ROOT, stdio: 'inherit' });
  }
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

const workers: TestWorker[] = [];
afterEach(() => {
  for (const worker of workers.splice(0)) worker.terminate();
});

test('from greeting to diagnostics, over files that the editor reads', async () => {
  const editor = await opened({ ...FILES, 'more/anna.migplan': BAD });
  const [found, ...others] = await settled(editor, 'more/anna.migplan', BAD);
  assert.equal(found?.code, 'MP101');
  assert.equal(found?.codeDescription?.href, `${HOME}docs/rules/MP101-unknown-name.md`);
  assert.deepEqual(
    others.map(({ code }) => code),
    [],
  );
  assert(editor.read.includes('plan.migplan'));
});

test('completion knows what other files declare', async () => {
  const text = 'mailbox ben@a.example ';
  const editor = await opened(FILES);
  await settled(editor, 'more/anna.migplan', text);
  const { items } = (await editor.connection.sendRequest('textDocument/completion', {
    textDocument: { uri: editor.uriOf('more/anna.migplan') },
    position: { line: 0, character: text.length },
  })) as CompletionList;
  expect(items.map(({ label }) => label)).toContain('E1');
});

test('a definition is in the file of its own name, however it is encoded', async () => {
  const names = { 'plan.migplan': FILES['plan.migplan'], 'more/é 1.migplan': ANNA };
  const editor = await opened(names);
  await settled(editor, 'plan.migplan', FILES['plan.migplan']);
  const found = (await editor.connection.sendRequest('textDocument/references', {
    textDocument: { uri: editor.uriOf('plan.migplan') },
    position: { line: 7, character: 9 },
    context: { includeDeclaration: false },
  })) as Location[];
  assert.deepEqual(
    found.map(({ uri }) => uri),
    [editor.uriOf('more/é 1.migplan')],
  );
});

test('inventories count, in the quick form and in any other', async () => {
  const lines = 'messages: 10, bytes: 99000000000, largest: 5, folders: 3';
  const head = 'schema: migplan/inventory/v1\ndomain: a.example\ntaken: 2026-11-01\naddresses:\n';
  const quick = `${head}  anna@a.example: { ${lines} }\n`;
  const other = `${head}  'anna@a.example':\n    {${lines}}\n`;
  for (const inventory of [quick, other]) {
    const editor = await opened({ ...FILES, 'inventory/a.example.yaml': inventory });
    const found = await settled(editor, 'more/anna.migplan', ANNA);
    expect(found.map(({ code }) => code)).toContain('MP301');
  }
});

test('holidays are loaded when a plan names a country, and not before', async () => {
  const without = await opened(FILES);
  await settled(without, 'plan.migplan', FILES['plan.migplan']);
  assert.deepEqual(without.worker.loaded, []);
  const plan = FILES['plan.migplan']
    .replace('source old', 'country FR\n  source old')
    .replace('2030-01-07', '2030-05-01');
  const editor = await opened({ ...FILES, 'plan.migplan': plan });
  await expect
    .poll(() => settled(editor, 'plan.migplan', plan), { timeout: 10_000 })
    .toContainEqual(expect.objectContaining({ code: 'MP706' }));
  assert.deepEqual(editor.worker.loaded, [`${HOME}dist/web/holidays.js`]);
});

test('an editor that serves no files has its open ones checked', async () => {
  const editor = await opened(FILES, { servesFiles: false });
  const found = await settled(editor, 'plan.migplan', `${FILES['plan.migplan']}${BAD}`);
  expect(found.map(({ code }) => code)).toContain('MP101');
  assert.deepEqual(editor.read, []);
});

/** A worker with a virtual folder open. */
async function opened(
  files: Readonly<Record<string, string>>,
  initializationOptions = { servesFiles: true },
) {
  const worker = new TestWorker(join(built, 'server.js'), (url) =>
    join(built, url.replace(`${HOME}dist/web/`, '')),
  );
  workers.push(worker);
  worker.postMessage({ home: HOME });
  const connection = createProtocolConnection(new Reader(worker), new Writer(worker));
  const served = serveFiles(connection, FOLDER, files);
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} } },
    workspaceFolders: [{ uri: FOLDER, name: 'plans' }],
    initializationOptions,
  });
  await connection.sendNotification('initialized', {});
  return { worker, connection, ...served };
}

type Opened = ServedFiles & { readonly connection: ProtocolConnection };

/** Opens a file, and asks for its diagnostics until all of them are known. */
async function settled({ connection, uriOf }: Opened, path: string, text: string): Promise<Diagnostic[]> {
  const textDocument = { uri: uriOf(path), languageId: 'migplan', version: 1, text };
  await connection.sendNotification('textDocument/didOpen', { textDocument });
  for (;;) {
    const report: DocumentDiagnosticReport = await connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri: textDocument.uri },
    });
    if (report.kind === 'full' && report.resultId !== undefined) return report.items;
  }
}

class Reader extends AbstractMessageReader {
  private readonly worker: TestWorker;

  constructor(worker: TestWorker) {
    super();
    this.worker = worker;
  }

  listen(hear: DataCallback) {
    this.worker.onmessage = ({ data }) => hear(data as Message);
    return { dispose: () => this.worker.terminate() };
  }
}

class Writer extends AbstractMessageWriter {
  private readonly worker: TestWorker;

  constructor(worker: TestWorker) {
    super();
    this.worker = worker;
  }

  async write(message: Message): Promise<void> {
    this.worker.postMessage(message);
  }

  end(): void {}
}
