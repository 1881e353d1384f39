/** Where the delivered command keeps what was compiled of it: in the user's own cache, and in nobody else's. */
import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const START = join(import.meta.dirname, '..', '..', 'server', 'migplan.ts');

let cache = '';
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'migplan-cache-'));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

/** What it says of its version, and whether it kept anything in a folder. */
function started(folder: string) {
  const { NODE_DISABLE_COMPILE_CACHE: _, ...rest } = process.env;
  const env = { ...rest, XDG_CACHE_HOME: folder, LOCALAPPDATA: folder };
  const said = execFileSync(process.execPath, [START, '--version'], { env, encoding: 'utf8' });
  return {
    isStarted: /^\d+\.\d+\.\d+\n$/.test(said),
    keeps: existsSync(join(folder, 'migplan', 'compiled')),
  };
}

test('it is the user’s own', () => {
  expect(started(cache)).toEqual({ isStarted: true, keeps: process.platform !== 'darwin' });
});

test('in another’s nothing is kept, nor believed', () => {
  // Whoever is not root cannot give a folder away, and has one of root's.
  const another = process.getuid?.() === 0 ? cache : '/';
  if (another === cache) chownSync(cache, 12_345, 12_345);
  expect(started(another)).toEqual({ isStarted: true, keeps: false });
});
