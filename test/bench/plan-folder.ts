/**
 * A folder of its own for a benchmark's files, below the system's temporary one or another; gone again when it is disposed of, or
 * else when the process ends.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface PlanFolder extends Disposable {
  readonly path: string;
}

export function planFolder(
  files: Iterable<readonly [path: string, text: string]>,
  parent = tmpdir(),
): PlanFolder {
  const path = mkdtempSync(join(parent, 'migplan-bench-'));
  const remove = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', remove);
  for (const [name, text] of files) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  const dispose = () => {
    remove();
    process.off('exit', remove);
  };
  return { path, [Symbol.dispose]: dispose };
}
