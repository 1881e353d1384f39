import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeLabels } from '../../server/documents/label-report.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-labels-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const labelled = (...labels: string[]) => new Map([['INBOX', new Map([[7, labels]])]]);

test('labels lie in a file a mailbox, the last run’s', async () => {
  const mailbox = { endpoint: 'old', mailbox: 'ada@a.example' };
  await writeLabels(folder, { ...mailbox, labels: labelled('Work') });
  const path = await writeLabels(folder, { ...mailbox, labels: labelled('Réunions', '\\Important') });
  expect(relative(folder, path)).toBe('labels/old/ada@a.example.json');
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    schema: 'migplan/labels/v1',
    ...mailbox,
    folders: { INBOX: { 7: ['Réunions', '\\Important'] } },
  });
});

test.each([
  ['a/b@a.example', 'labels/old/a%2fb@a.example.json'],
  ['..', 'labels/old/%2e..json'],
  ['é@a.example', 'labels/old/%c3a9@a.example.json'],
])('%s stays in its folder', async (mailbox, name) => {
  expect(relative(folder, await writeLabels(folder, { endpoint: 'old', mailbox, labels: new Map() }))).toBe(
    name,
  );
});
