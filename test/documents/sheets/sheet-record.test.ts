/** The record of sheets beside a plan: what is added is read, by whoever looks, and nothing else is touched. */
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordedSheets, recordSheets } from '../../../server/documents/sheets/sheet-record.ts';
import type { RecordedSheet } from '../../../server/language/model/calendar/recorded-sheets.ts';

const SENT: RecordedSheet = { event: 'sent', plan: 'P', lot: 'one', unit: 'north' };
const BACK: RecordedSheet = { ...SENT, event: 'returned' };
const NOW = new Date('2025-01-14T08:00Z');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-sheet-record-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const path = (): string => join(folder, '.migplan', 'sheets.jsonl');

test('what is added is read, the same array where nothing is new', async () => {
  const read = recordedSheets();
  expect(await read(folder)).toEqual([]);
  expect(await read(folder)).toBe(await read(folder));
  await recordSheets(folder, [SENT], NOW);
  const first = await read(folder);
  expect(first).toEqual([SENT]);
  expect(await read(folder)).toBe(first);
  await recordSheets(folder, [BACK], NOW);
  expect(await read(folder)).toEqual([SENT, BACK]);
  expect(readFileSync(path(), 'utf8')).toContain('"at":"2025-01-14T08:00:00.000Z"');
});

test('nobody but its owner can read it', async () => {
  await recordSheets(folder, [SENT], NOW);
  expect(statSync(path()).mode & 0o77).toBe(0);
  expect(statSync(join(folder, '.migplan')).mode & 0o77).toBe(0);
});

test('what is no line of it is left out', async () => {
  await recordSheets(folder, [SENT], NOW);
  appendFileSync(path(), 'x\n{"event":"lost","plan":"P","lot":"one","unit":""}\n[]\n{"event":"se\n');
  await recordSheets(folder, [BACK], NOW);
  expect(await recordedSheets()(folder)).toEqual([SENT, BACK]);
});

test('a link that lies in its place is not written through, and one to a device is not read', async () => {
  mkdirSync(join(folder, '.migplan'));
  const other = join(folder, 'other');
  writeFileSync(other, 'its own\n');
  symlinkSync(other, path());
  await expect(recordSheets(folder, [SENT], NOW)).rejects.toThrow();
  expect(readFileSync(other, 'utf8')).toBe('its own\n');
  rmSync(path());
  symlinkSync('/dev/zero', path());
  expect(await recordedSheets()(folder)).toEqual([]);
});
