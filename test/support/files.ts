/** Folders of files, written and looked at: what archives are read from. */
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A temporary folder that goes with `remove`. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'migplan-files-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes files by their paths below a folder; an ending `/` makes an empty folder. `at`: their time. */
export function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Buffer>>,
  at = new Date('2021-03-04T05:06:07Z'),
): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(name.endsWith('/') ? path : dirname(path), { recursive: true });
    if (name.endsWith('/')) continue;
    writeFileSync(path, typeof content === 'string' ? Buffer.from(content, 'latin1') : content);
    utimesSync(path, at, at);
  }
}

/** Every file and folder with its bytes and times: what a reader must not change. */
export function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return [folder, ...paths].map((path) => {
    const { mtimeMs, mode } = statSync(path);
    const isFile = statSync(path).isFile();
    const content = isFile ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
    return `${path} ${mtimeMs} ${mode} ${content}`;
  });
}
