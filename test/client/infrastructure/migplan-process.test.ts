/** The command as a process: what it is started with, where secrets go and where they never go, and how it is ended. */
import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { migplanProcess } from '../../../client/infrastructure/migplan-process.ts';
import { EventEmitter } from '../../support/fake-vscode.ts';

const SECRET = 'hunter2 "with quotes" and a é';
const secrets = { 'env OLD_PASSWORD': SECRET, 'prompt new': SECRET };

let folder: string;
let record: string;
let logged: string[];

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'migplan-process-')));
  record = join(folder, 'record.json');
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  logged = [];
});

const migplan = migplanProcess({
  script: join(import.meta.dirname, '..', '..', 'support', 'recording-migplan.ts'),
  language: () => 'fr',
  log: (line) => logged.push(line),
});

interface Recorded {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly stdin: string;
}

const recorded = (): Recorded => JSON.parse(readFileSync(record, 'utf8')) as Recorded;

describe('a command', () => {
  test('runs in its folder, in the editor’s language, as plain Node', async () => {
    await migplan.run({ values: [record, 'read', '--lot', 'pilot'], folder });
    expect(recorded()).toMatchObject({
      argv: [record, 'read', '--lot', 'pilot', '--lang', 'fr'],
      env: { ELECTRON_RUN_AS_NODE: '1' },
      folder,
      stdin: '',
    });
  });

  test('has its secrets by stdin, and in no argument, variable or line of the log', async () => {
    const ended = await migplan.run({ values: [record, 'read'], folder, secrets });
    const { stdin, ...started } = recorded();
    expect(JSON.parse(stdin)).toEqual(secrets);
    expect(started.argv).toContain('--secrets-stdin');
    for (const place of [JSON.stringify(started), logged.join('\n'), JSON.stringify(ended)])
      expect(place).not.toContain('hunter2');
  });

  test('tells what it came to, and each line as it is written', async () => {
    const lines: string[] = [];
    const onLine = (line: string): void => void lines.push(line);
    const ended = await migplan.run({ values: [record, 'read'], folder }, { onLine });
    expect(ended).toEqual({ code: 0, out: 'what it came to\n', err: 'first\rsecond\nthird' });
    expect(lines).toEqual(['first', 'second', 'third']);
  });

  test('that ends before it has read its secrets is told by its own words', async () => {
    const many = { 'env OLD': SECRET.padEnd(900_000) };
    const ended = await migplan.run({ values: [record, 'refuse'], folder, secrets: many });
    expect(ended).toEqual({ code: 5, out: '', err: 'endpoint old refused it\n' });
  });

  test('that cannot be started says why', async () => {
    const ended = await migplan.run({ values: ['check'], folder: join(folder, 'nowhere') });
    expect(ended.code).toBeUndefined();
    expect(ended.err).toContain('ENOENT');
  });

  test('ends as by Ctrl-C when it is cancelled', async () => {
    const cancel = new EventEmitter<void>();
    const token = { isCancellationRequested: false, onCancellationRequested: cancel.event };
    const onLine = (): void => cancel.fire();
    const ended = await migplan.run({ values: [record, 'wait'], folder }, { token: token as never, onLine });
    expect(ended.code).toBe(130);
  });
});

describe('a command that goes on without the editor', () => {
  const writesTo = (): string => join(folder, '.migplan', 'run.log');

  test('has its secrets by stdin, and writes to a file of its own', async () => {
    const { ended } = migplan.detach({ values: [record, 'read'], folder, secrets }, writesTo());
    expect(await ended).toBe(0);
    const { stdin, ...started } = recorded();
    expect(JSON.parse(stdin)).toEqual(secrets);
    const written = readFileSync(writesTo(), 'utf8');
    expect(written).toContain('what it came to');
    expect(JSON.stringify(started) + written + logged.join('\n')).not.toContain('hunter2');
    expect(statSync(writesTo()).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, '.migplan')).mode & 0o777).toBe(0o700);
  });

  test('is a process group of its own, and can be ended', async () => {
    const started = migplan.detach({ values: [record, 'wait'], folder }, writesTo());
    await expect.poll(() => readFileSync(writesTo(), 'utf8'), { timeout: 20_000 }).toContain('waiting');
    started.interrupt();
    expect(await started.ended).toBe(130);
  });
});
