/** What is added to a file, line by line. */
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GrownFile } from '../../../client/infrastructure/grown-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-grown-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('each line is told once, whole lines first, the last at the end', () => {
  const path = join(folder, 'run.log');
  writeFileSync(path, 'there already\n');
  const file = new GrownFile(path);
  expect(file.lines()).toEqual(['there already']);
  expect(file.lines()).toEqual([]);
  appendFileSync(path, 'one\r\ntwo\nhal');
  expect(file.lines()).toEqual(['one', 'two']);
  appendFileSync(path, 'f');
  expect(file.lines()).toEqual([]);
  expect(file.lines(true)).toEqual(['half']);
});

test('a file that is not there yet has nothing, and is read once it is', () => {
  const path = join(folder, 'later.log');
  const file = new GrownFile(path);
  expect(file.lines()).toEqual([]);
  writeFileSync(path, 'one\n');
  expect(file.lines()).toEqual(['one']);
});
