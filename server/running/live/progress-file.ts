/**
 * How far a run is, for other processes: a small file that the run replaces about once a second and takes away at its end. One that
 * a crash left behind is told by its process, which is no more, or by its age, where another process has that number by now.
 */
import * as z from 'zod';
import type { LotStanding } from '../lot/lot-progress.ts';
import { readJson, removeFile, replaceFile } from './private-file.ts';
import { progressPath } from './progress-path.ts';

const count = z.number().nonnegative();

export const liveRunSchema = z
  .object({
    schema: z.literal('migplan/progress/v1'),
    pid: z.int().positive(),
    since: z.iso.datetime().describe('When the run began.'),
    at: z.iso.datetime().describe('When this was written: about once a second while it goes on.'),
    plan: z.string(),
    lot: z.string(),
    phase: z.string(),
    state: z.enum(['running', 'pausing', 'paused', 'stopping']),
    stateSince: z.iso.datetime(),
    mailboxes: z.object({ done: count, of: count }),
    underWay: z.array(
      z.object({
        address: z.string(),
        doing: z.enum(['copy', 'verify']),
        messages: count,
        ofMessages: count,
        bytes: count,
      }),
    ),
    messages: z.object({ done: count, left: count.optional() }),
    bytes: z.object({ done: count, left: count.optional() }),
    rate: z.object({ messages: count, bytes: count }).optional().describe('A second, over the last minutes.'),
    secondsLeft: count
      .optional()
      .describe('By what was measured over the last minutes; absent until enough was.'),
    waiting: z.array(
      z.object({
        endpoint: z.string(),
        why: z.enum(['throttled', 'quiet', 'away']),
        until: z.iso.datetime(),
      }),
    ),
  })
  .describe(
    'How far a run is: `.migplan/progress.json` while it goes on, and what `migplan watch --format json` prints.',
  );

export type LiveRun = z.infer<typeof liveRunSchema>;

export type About = Pick<LiveRun, 'pid' | 'since' | 'plan' | 'lot' | 'phase'>;

/** `folder` is the plan's `.migplan`. */
export function writeLiveRun(
  folder: string,
  about: About,
  { waiting, ...standing }: Omit<LotStanding, 'state'>,
  now: { readonly at: Date; readonly state: LiveRun['state']; readonly stateSince: Date },
): void {
  const run: LiveRun = {
    schema: 'migplan/progress/v1',
    ...about,
    at: now.at.toISOString(),
    state: now.state,
    stateSince: now.stateSince.toISOString(),
    ...standing,
    underWay: [...standing.underWay],
    waiting: waiting.map(({ until, ...one }) => ({ ...one, until: until.toISOString() })),
  };
  replaceFile(progressPath(folder), `${JSON.stringify(run)}\n`);
}

/** A run that said nothing for so many milliseconds is not under way. */
const SILENCE = 60_000;

/** The run under way on a plan; undefined where there is none, or only what is left of one that was killed. */
export function readLiveRun(folder: string, now: Date): LiveRun | undefined {
  const read = liveRunSchema.safeParse(readJson(progressPath(folder)));
  // What is said to have been written later than now is no more to be believed than what is old.
  if (!read.success || Math.abs(now.getTime() - Date.parse(read.data.at)) > SILENCE) return undefined;
  return isAlive(read.data.pid) ? read.data : undefined;
}

export const removeLiveRun = (folder: string): void => removeFile(progressPath(folder));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // another person's
  }
}
