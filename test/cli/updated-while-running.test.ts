/** The delivered command is taken away while a run of it goes on, as an update of the extension does: the run ends as any other. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const DIST = join(ROOT, 'dist');

/** At this rate, its mail takes some seconds. */
const PLAN = `plan "Archives" { source old; target new }
endpoint old archive { path "old"; format maildir; rate 2 kB/s }
endpoint new archive { path "new"; format maildir }
policy { alias-scope domain }
domain a.example
lot all "All" { date 2027-03-08; domain a.example }
mailbox anna@a.example "Anna" { alias info@a.example }
`;
const MESSAGES = 8;

let folder: string;
let extension: string;
beforeEach(() => {
  assert(existsSync(join(DIST, 'cli.js')), 'nothing is built: npm run build');
  folder = mkdtempSync(join(tmpdir(), 'migplan-updated-'));
  extension = join(folder, 'extension');
  cpSync(join(DIST, 'cli.js'), join(extension, 'dist', 'cli.js'));
  cpSync(join(DIST, 'cli'), join(extension, 'dist', 'cli'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(extension, 'package.json'));
  writeFileSync(join(folder, 'plan.migplan'), PLAN);
  const box = join(folder, 'old', 'anna@a.example');
  for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(box, part), { recursive: true });
  for (let number = 0; number < MESSAGES; number++)
    writeFileSync(
      join(box, 'cur', `170000000${number}.M1.h:2,S`),
      `Subject: ${number}\r\n\r\n${'hello '.repeat(200)}\r\n`,
    );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const live = (): string => join(folder, '.migplan', 'progress.json');

/** Starts a command, and takes away what it was started from as soon as its run is live. */
async function updatedDuring(...values: string[]) {
  const cli = join(extension, 'dist', 'cli.js');
  const child = spawn(process.execPath, [cli, ...values], {
    env: { ...process.env, LC_ALL: 'en', NO_COLOR: '1', NODE_DISABLE_COMPILE_CACHE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const ended = once(child, 'close');
  await expect.poll(() => existsSync(live()), { timeout: 20_000, interval: 20 }).toBe(true);
  rmSync(extension, { recursive: true });
  const isUnderWay = existsSync(live());
  const [code] = await ended;
  const [out, err] = await said;
  return { isUnderWay, code: code as number, out, err };
}

test('a run ends with its report and the files for people', async () => {
  const { isUnderWay, code, out, err } = await updatedDuring('run', folder, '--lot', 'all', '--yes');
  expect({ isUnderWay, code }, err).toEqual({ isUnderWay: true, code: 0 });
  expect(out).toContain('1 of 1 mailboxes complete');
  expect(globSync('new/anna@a.example/cur/*', { cwd: folder })).toHaveLength(MESSAGES);
  const [handover = ''] = globSync('.migplan/handover/all/*', { cwd: folder });
  expect(readFileSync(join(folder, handover), 'utf8')).toContain('info@a.example');
  expect(err).toContain(handover);
}, 60_000);

test('a comparison ends with what it found', async () => {
  cpSync(join(folder, 'old'), join(folder, 'new'), { recursive: true });
  const { isUnderWay, code, out, err } = await updatedDuring('verify', folder, '--lot', 'all');
  expect({ isUnderWay, code }, err).toEqual({ isUnderWay: true, code: 0 });
  expect(out).toContain('1 of 1 mailboxes complete');
}, 60_000);
