/** The rules' pages say what the rules say. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('docs/rules is what docs/generate.ts writes', () => {
  const generator = fileURLToPath(new URL('../../docs/generate.ts', import.meta.url));
  expect(() => execFileSync(process.execPath, [generator, '--check'], { stdio: 'pipe' })).not.toThrow();
});
