/** What is generated under docs/ is what would be generated today. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const DOCS = join(import.meta.dirname, '..', '..', 'docs');

test.each(['schemas.ts', 'pictures.ts'])('docs/%s has nothing to change', async (script) => {
  const checked = promisify(execFile)(process.execPath, [join(DOCS, script), '--check']);
  await expect(checked).resolves.toMatchObject({ stderr: '' });
});
