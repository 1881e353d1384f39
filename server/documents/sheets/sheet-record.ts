/**
 * What is on record of a plan's sheets, beside the ledger: a line of JSON for each that went out or came back. Lines are only
 * ever added, so that nobody has to be kept off meanwhile. Whatever cannot be read is left out.
 */
import { constants } from 'node:fs';
import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NO_SHEETS, type RecordedSheet } from '../../language/model/calendar/recorded-sheets.ts';

const recordPath = (folder: string): string => join(folder, '.migplan', 'sheets.jsonl');

/** Never through a link: one that came with the folder could lead to any file of whoever writes. */
const ADDING = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

/** Adds to the record of the plan in a folder. */
export async function recordSheets(
  folder: string,
  sheets: readonly RecordedSheet[],
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  const path = recordPath(folder);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, ADDING, 0o600);
  try {
    await file.writeFile(sheets.map((sheet) => `${JSON.stringify({ at, ...sheet })}\n`).join(''));
  } finally {
    await file.close();
  }
}

/** Reads the record of the plan in a folder again only when it has been added to: the same answer is the same array. */
export function recordedSheets(): (folder: string) => Promise<readonly RecordedSheet[]> {
  const known = new Map<string, { readonly stamp: string; readonly sheets: readonly RecordedSheet[] }>();
  return async (folder) => {
    const path = recordPath(folder);
    const stamp = await stampOf(path);
    if (stamp === undefined) return NO_SHEETS;
    const before = known.get(folder);
    if (before?.stamp === stamp) return before.sheets;
    const sheets = await readRecord(path);
    known.set(folder, { stamp, sheets });
    return sheets;
  };
}

/** Ten years of a plan of a thousand units have a tenth of it. */
const MOST_BYTES = 16e6;

/** Undefined where there is none: a link to a device is none either, which has no end. */
async function stampOf(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() && found.size <= MOST_BYTES ? `${found.mtimeMs} ${found.size}` : undefined;
}

async function readRecord(path: string): Promise<readonly RecordedSheet[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  // Loaded where there is something to check.
  const { readSheetLine } = await import('./sheet-record-line.ts');
  return text.split('\n').flatMap((line) => readSheetLine(line) ?? []);
}
