/** What is loaded late is loaded before a run begins, or a run never comes to it. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';

const SERVER = join(import.meta.dirname, '..', '..', 'server');

const lateIn = (file: string): string[] =>
  [...readFileSync(join(SERVER, file), 'utf8').matchAll(/import\(\s*'([^']+)'\s*\)/g)].map(([, path = '']) =>
    basename(path, '.ts'),
  );

/** Of commands that end at once, of what is read before anything begins, and of the language server. */
const NEVER_IN_A_RUN = [
  ...['control-file', 'progress-file', 'recorded-runs', 'main'],
  ...['date-holidays', 'holidays', 'exceljs', 'hand-in-mail'],
  ...['import-file', 'read-sheet', 'write-report', 'write-sheet'],
  ...['given-secrets', 'loaded-plan', 'sheet-record-line'],
  ...['facts-file', 'inventory-file', 'ledger-reading', 'cli', 'node:sqlite'],
];

/** A run's parts themselves, and the commands: a run has begun with one. */
const BEFORE_A_RUN = new Set(['late-parts.ts', join('cli', 'commands', 'registry.ts')]);

test('each late import is one of a run’s parts, or of what no run comes to', () => {
  const parts = lateIn('late-parts.ts');
  const files = globSync('**/*.ts', { cwd: SERVER }).filter((file) => !BEFORE_A_RUN.has(file));
  const elsewhere = new Set(files.flatMap(lateIn).filter((part) => !parts.includes(part)));
  expect([...elsewhere].sort()).toEqual([...NEVER_IN_A_RUN].sort());
});

test('each of a run’s parts is among those that are loaded before it', () => {
  const text = readFileSync(join(SERVER, 'late-parts.ts'), 'utf8');
  const named = [...text.matchAll(/const (\w+) = \(\) =>/g)].map(([, name]) => name);
  const listed = text.slice(text.indexOf('OF_EVERY_RUN'));
  expect(named.filter((name) => !new RegExp(`\\b${name}\\b`).test(listed))).toEqual([]);
});
