/**
 * Writes docs/schemas/, the JSON that the commands print as JSON Schema, from the schemas that the tests hold that output
 * against: `node docs/schemas.ts`. With `--check` it writes nothing and fails where a file is missing, stale or left over.
 */
import * as z from 'zod';
import { SCHEMAS } from '../server/cli/schemas.ts';
import { keepFolder } from './keep-folder.ts';

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

keepFolder('schemas', files(), 'node docs/schemas.ts');
