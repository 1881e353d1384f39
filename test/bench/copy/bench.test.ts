/** The whole bench, on the smallest of its scenes, with what needs nothing to be installed: it starts, judges and ends. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const BENCH = join(import.meta.dirname, '..', 'copy.ts');

const bench = (...options: string[]) => promisify(execFile)(process.execPath, [BENCH, ...options]);

test('two rounds of the limit over a long line come out exact', async () => {
  const { stdout } = await bench('--rounds', '2', '--only', 'L', '--tools', 'limit');
  expect(stdout).toMatch(/^bare sockets, the limit .* 0 +exact$/m);
}, 120_000);

test('an option that is not known is told with what there is', async () => {
  const refused = bench('--only', 'C').catch(({ stderr }: { stderr: string }) => stderr);
  expect(await refused).toContain('--only C: there are A, B, L, memory, resume');
});
