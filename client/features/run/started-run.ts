/** A run that this window started: a process of its own that outlives it, and what it writes, for as long as the window is there. */
import type { Client } from '../../infrastructure/client.ts';
import { GrownFile } from '../../infrastructure/grown-file.ts';
import type { Secrets } from '../../infrastructure/migplan-process.ts';
import { exitCodeFileOf, logOf, type NotedRun, newLog, noteRun } from './noted-runs.ts';

export interface StartedRun {
  readonly pid: number | undefined;
  readonly ended: Promise<{ readonly code: number | undefined; readonly err: string }>;
  interrupt(): void;
  onLine(hear: (line: string) => void): void;
  /** Begins the same run anew. */
  again(): Promise<void>;
}

/** What is run, and how. */
export interface RunStart extends Pick<NotedRun, 'plan' | 'lot' | 'phase'> {
  /** The plan's. */
  readonly folder: string;
  readonly values: readonly string[];
  readonly secrets: Secrets;
}

/** Milliseconds between two looks at what it writes. */
const EVERY = 500;

export function startRun(
  { migplan, log }: Pick<Client, 'migplan' | 'log'>,
  { folder, values, secrets, ...of }: RunStart,
  again: () => Promise<void>,
): StartedRun {
  const note = { ...of, since: new Date().toISOString(), log: newLog(folder) };
  const writesTo = logOf(folder, note);
  const written = new GrownFile(writesTo);
  const hearers: ((line: string) => void)[] = [];
  let last = '';
  const read = (isEnd: boolean): void => {
    for (const line of written.lines(isEnd)) {
      log.info(line);
      last = line;
      for (const hear of hearers) hear(line);
    }
  };
  const command = [...values, '--exit-code-to', exitCodeFileOf(folder, note)];
  const { pid, ended, interrupt } = migplan.detach({ values: command, folder, secrets }, writesTo);
  if (pid !== undefined) noteRun(folder, { pid, ...note });
  const timer = setInterval(() => read(false), EVERY);
  return {
    ended: ended.then((code) => {
      clearInterval(timer);
      read(true);
      return { code, err: last };
    }),
    ...{ pid, interrupt, again },
    onLine: (hear) => void hearers.push(hear),
  };
}
