/** Small files of a plan's state that others may be reading while they are replaced; nobody but their owner can read them. */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Whoever reads it finds the text of before or this one, never a part. */
export function replaceFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const fresh = `${path}.${process.pid}.new`;
  writeFileSync(fresh, text, { mode: 0o600 });
  renameSync(fresh, path);
}

/** Undefined where there is none, or nothing that is JSON: a link to a device neither, which has no end. */
export function readJson(path: string): unknown {
  try {
    if (!statSync(path).isFile()) return undefined;
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}

export const removeFile = (path: string): void => rmSync(path, { force: true });
