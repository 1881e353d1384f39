/**
 * What is asked of a run from another process, by a file beside the ledger: it needs no port, and outlives nobody, since it names
 * the run that it is meant for and each run takes away what it finds when it begins.
 */
import { join } from 'node:path';
import * as z from 'zod';
import { readJson, removeFile, replaceFile } from './private-file.ts';
import type { LiveRun } from './progress-file.ts';

export const ASKS = ['pause', 'resume', 'cancel'] as const;
export type Ask = (typeof ASKS)[number];

const control = z.object({
  schema: z.literal('migplan/control/v1'),
  pid: z.int(),
  since: z.string(),
  ask: z.enum(ASKS),
});

type Addressee = Pick<LiveRun, 'pid' | 'since'>;

const pathIn = (folder: string): string => join(folder, 'control.json');

/** Leaves word for a run; what is asked last counts, and nothing after `cancel`. */
export function askRun(folder: string, { pid, since }: Addressee, ask: Ask): void {
  if (readAsk(folder, { pid, since }) === 'cancel') return;
  const written = { schema: 'migplan/control/v1', pid, since, ask };
  replaceFile(pathIn(folder), `${JSON.stringify(written)}\n`);
}

/** What was last asked of this run. */
export function readAsk(folder: string, { pid, since }: Addressee): Ask | undefined {
  const read = control.safeParse(readJson(pathIn(folder)));
  return read.success && read.data.pid === pid && read.data.since === since ? read.data.ask : undefined;
}

export const removeAsk = (folder: string): void => removeFile(pathIn(folder));
