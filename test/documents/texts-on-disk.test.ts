/** What the language server reads off a disk, and what it leaves alone in a folder of anybody's. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { textsOnDisk } from '../../server/documents/texts-on-disk.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-texts-'));
  writeFileSync(join(folder, 'plan.migplan'), 'plan "P" {}\n');
  symlinkSync('plan.migplan', join(folder, 'linked.yaml'));
  symlinkSync('/dev/null', join(folder, 'facts.yaml'));
  mkdirSync(join(folder, 'folder.migplan'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const uri = (name: string): string => pathToFileURL(join(folder, name)).href;

test.each([
  ['plan.migplan', 'plan "P" {}\n'],
  ['linked.yaml', 'plan "P" {}\n'],
  ['facts.yaml', undefined],
  ['folder.migplan', undefined],
  ['nowhere.migplan', undefined],
])('%s', async (name, text) => {
  expect(await textsOnDisk.textOf(uri(name))).toBe(text);
});

test('links are not followed to files that nobody named', async () => {
  expect(await textsOnDisk.plansBelow(uri('.'))).toEqual([uri('plan.migplan')]);
  expect(await textsOnDisk.yamlIn(uri('.'))).toEqual([]);
});
