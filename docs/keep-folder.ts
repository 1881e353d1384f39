/**
 * Documents that are made, not written: one file, or all files of a kind in a folder, and none of that kind besides. With `--check` on
 * the command line nothing is written, and the process fails where a file is missing, stale or left over.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';

/** Writes `made`, text by file name, to docs/`name`/; `maker` is the command that does so, for whoever has to run it. */
export function keepFolder(name: string, made: ReadonlyMap<string, string>, maker: string): void {
  const folder = new URL(`${name}/`, import.meta.url);
  mkdirSync(folder, { recursive: true });
  const kinds = new Set([...made.keys()].map((file) => extname(file)));
  const leftOver = readdirSync(folder).filter((file) => kinds.has(extname(file)) && !made.has(file));
  if (process.argv.includes('--check')) {
    const stale = [...made]
      .filter(([file, text]) => textOf(new URL(file, folder)) !== text)
      .map(([file]) => file);
    tell(name, [...stale, ...leftOver], maker);
    return;
  }
  for (const file of leftOver) rmSync(new URL(file, folder));
  for (const [file, text] of made) writeFileSync(new URL(file, folder), text);
}

/** Writes `text` to docs/`name`. */
export function keepFile(name: string, text: string, maker: string): void {
  const file = new URL(name, import.meta.url);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (textOf(file) !== text) tell(name, ['stale'], maker);
}

function textOf(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function tell(name: string, drifted: readonly string[], maker: string): void {
  if (drifted.length === 0) return;
  console.error(`docs/${name} is not what it is made from (${drifted.join(', ')}): run ${maker}`);
  process.exitCode = 1;
}
