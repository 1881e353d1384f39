/**
 * Writes docs/schemas/, the JSON that the commands print as JSON Schema, from the schemas that the tests hold that output
 * against: `node docs/schemas.ts`. With `--check` it writes nothing and fails where a file is missing, stale or left over.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { SCHEMAS } from '../server/cli/schemas.ts';

const FOLDER = new URL('schemas/', import.meta.url);

/** Every schema’s text by its file name. As read, not as written: fields may be added, so none is ruled out. */
function files(): Map<string, string> {
  const entries = Object.entries(SCHEMAS);
  return new Map(
    entries.map(([name, schema]) => [
      `${name}.schema.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`,
    ]),
  );
}

function write(): void {
  mkdirSync(FOLDER, { recursive: true });
  const made = files();
  for (const file of readdirSync(FOLDER)) if (!made.has(file)) rmSync(new URL(file, FOLDER));
  for (const [file, text] of made) writeFileSync(new URL(file, FOLDER), text);
}

/** The files that are not as server/cli/schemas.ts would have them. */
function drift(): string[] {
  const made = files();
  const present = new Set(readdirSync(FOLDER));
  const stale = [...made].filter(
    ([file, text]) => !present.has(file) || readFileSync(new URL(file, FOLDER), 'utf8') !== text,
  );
  return [...stale.map(([file]) => file), ...present.values().filter((file) => !made.has(file))];
}

if (process.argv.includes('--check')) {
  const stale = drift();
  if (stale.length > 0) {
    console.error(
      `docs/schemas is not what server/cli/schemas.ts says (${stale.join(', ')}): run node docs/schemas.ts`,
    );
    process.exitCode = 1;
  }
} else write();
