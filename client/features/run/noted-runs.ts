/**
 * Runs that were started here and whose end nobody has told yet, noted beside the plan in `.migplan/started`, with what each said and
 * its exit code: the next window finds those that ended while there was none. Whoever takes a note away tells of its run, so that it is told once.
 */
import { mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod/mini';

const schema = z.object({
  pid: z.int().check(z.positive()),
  plan: z.string(),
  lot: z.string(),
  phase: z.string(),
  since: z.iso.datetime(),
  /** The name of the file that it writes to. */
  log: z.string(),
});

export type NotedRun = z.infer<typeof schema>;

/** What so many runs said is kept. */
const MOST = 20;

const startedIn = (folder: string): string => join(folder, '.migplan', 'started');

export const logOf = (folder: string, { log }: Pick<NotedRun, 'log'>): string =>
  join(startedIn(folder), basename(log));

/** Where the run that writes to a log says how it ended. */
export const exitCodeFileOf = (folder: string, run: Pick<NotedRun, 'log'>): string =>
  `${logOf(folder, run)}${EXIT_CODE}`;

const EXIT_CODE = '.exit-code';

/** Undefined of one that was killed. */
export function exitCodeOf(folder: string, run: Pick<NotedRun, 'log'>): number | undefined {
  try {
    const [code] = /^\d{1,3}(?=\n$)/.exec(readFileSync(exitCodeFileOf(folder, run), 'utf8')) ?? [];
    return code === undefined ? undefined : Number(code);
  } catch {
    return undefined;
  }
}

/** The name of a log for a run that begins now; the oldest make room for it. */
export function newLog(folder: string, now = new Date()): string {
  const old = namesIn(folder, '.log')
    .sort()
    .slice(0, 1 - MOST);
  for (const log of old) for (const file of [logOf, exitCodeFileOf]) remove(file(folder, { log }));
  return `${now.toISOString().replaceAll(':', '-')}.log`;
}

/** That it cannot be noted stops no run: only a later window is told nothing of it. */
export function noteRun(folder: string, run: NotedRun): void {
  try {
    mkdirSync(startedIn(folder), { recursive: true, mode: 0o700 });
    writeFileSync(noteOf(folder, run.pid), JSON.stringify(run), { mode: 0o600 });
  } catch {
    // said above
  }
}

/** Whether there was a note, and it is ours to tell. */
export const takeNote = (folder: string, pid: number): boolean => remove(noteOf(folder, pid));

export function notedRuns(folder: string): NotedRun[] {
  return namesIn(folder, '.json').flatMap((name) => {
    const run = readNote(join(startedIn(folder), name));
    return run && name === `${run.pid}.json` ? [run] : [];
  });
}

const noteOf = (folder: string, pid: number): string => join(startedIn(folder), `${pid}.json`);

function remove(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch {
    return false;
  }
}

function readNote(path: string): NotedRun | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

function namesIn(folder: string, ending: string): string[] {
  try {
    return readdirSync(startedIn(folder)).filter((name) => name.endsWith(ending));
  } catch {
    return [];
  }
}
