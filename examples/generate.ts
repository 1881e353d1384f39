/**
 * Writes the three stories again, byte for byte the same each time: `node examples/generate.ts [story …]`.
 * The stories' expected outcomes are not its business.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { STORIES } from './generator/stories.ts';
import type { Story } from './generator/story.ts';

/** Folders that hold nothing but generated files, so that one that is no longer made goes away. */
const GENERATED_FOLDERS = ['agents', 'federations', 'inventory'];

function writeStory(name: string, { files, summary }: Story): void {
  const folder = join(import.meta.dirname, name);
  for (const generated of GENERATED_FOLDERS)
    rmSync(join(folder, generated), { recursive: true, force: true });
  for (const [path, text] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  process.stdout.write(`${name}: ${summary}\n`);
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !STORIES.has(name));
if (unknown.length > 0) {
  process.stderr.write(`no such story: ${unknown.join(', ')}; there are ${[...STORIES.keys()].join(', ')}\n`);
  process.exitCode = 2;
} else {
  for (const [name, story] of STORIES) {
    if (asked.length === 0 || asked.includes(name)) writeStory(name, story());
  }
}
