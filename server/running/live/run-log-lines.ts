/**
 * The lines of a run's log that are read again, as schemas: what `run-log.ts` writes of how a run went, what its mailboxes met and
 * how it ended. Any other line, half a line and one of another version are no line for whoever reads.
 */
import * as z from 'zod';

const count = z.number().nonnegative();
const at = z.iso.datetime();
const amount = z.object({ done: count });

const line = z.discriminatedUnion('event', [
  z.object({
    ...{ event: z.literal('started'), at, lot: z.string(), phase: z.string(), mailboxes: count },
    ...{ pid: z.int().positive().optional(), plan: z.string().optional() },
  }),
  z.object({ event: z.literal('standing'), at, mailboxes: amount, messages: amount, bytes: amount }),
  z.object({
    ...{ event: z.literal('refused'), at, address: z.string(), folder: z.string(), subject: z.string() },
    ...{ date: z.string(), size: count, words: z.string() },
  }),
  z.object({
    event: z.literal('folder-failed'),
    at,
    address: z.string(),
    folder: z.string(),
    problem: z.string(),
  }),
  z.object({
    ...{ event: z.literal('difference'), at, address: z.string(), folder: z.string(), kind: z.string() },
    ...{ reason: z.string(), uid: count.optional() },
  }),
  z.object({
    ...{ event: z.literal('mailbox-ended'), at, address: z.string(), state: z.string() },
    ...{ messages: z.object({ copied: count, failed: count }), problem: z.string().optional() },
  }),
  z.object({
    ...{ event: z.literal('stopped'), at, where: z.string(), what: z.string(), words: z.string() },
    kind: z.string().optional(),
    advice: z.string().optional(),
  }),
  z.object({
    event: z.literal('ended'),
    at,
    mailboxes: count,
    complete: count,
    copied: count,
    failed: count,
  }),
  z.object({ event: z.literal('failed'), at, words: z.string() }),
]);

export type RunLogLine = z.infer<typeof line>;

/** Undefined for a line that tells nothing of this. */
export function readRunLogLine(text: string): RunLogLine | undefined {
  try {
    const read = line.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
