/**
 * Contracts as their makers published them, where somebody has put them beside the project: a folder `contracts` in a sibling of it, or
 * the one that MIGPLAN_CONTRACTS names. No test needs them; those that have them compare more, and say so.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Undefined where it is not there. */
export function publishedContract(name: string): unknown {
  const named = process.env['MIGPLAN_CONTRACTS'];
  const beside = globSync(`../*/contracts/${name}`, { cwd: PROJECT }).map((path) => join(PROJECT, path));
  const path = [...(named === undefined ? [] : [join(named, name)]), ...beside].find((one) =>
    existsSync(one),
  );
  return path === undefined ? undefined : (JSON.parse(readFileSync(path, 'utf8')) as unknown);
}
