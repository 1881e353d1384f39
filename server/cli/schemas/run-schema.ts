/** What `run` and `verify` print: what became of each mailbox, and of what was to be done besides mail. */
import * as z from 'zod';
import { action, stepKind } from '../dry-run-schema.ts';
import { count } from './count.ts';
import { state } from './state.ts';

const messages = z.object({
  source: count,
  target: count.describe('Found equal at the target, where it was verified.'),
  copied: count,
  already: count,
  failed: count,
  skipped: count,
});

export const runSchema = z
  .object({
    schema: z.enum(['migplan/run/v1', 'migplan/verify/v1']),
    plan: z.string(),
    lot: z.string(),
    phase: z.string(),
    mailboxes: z.array(
      z.object({
        address: z.string(),
        state,
        messages,
        bytes: count.describe('Copied by this run.'),
        differences: z.array(
          z.object({
            folder: z.string(),
            uid: count.optional(),
            messageId: z.string().optional(),
            kind: z.string(),
            reason: z.string(),
          }),
        ),
        refused: z.array(
          z.object({
            folder: z.string(),
            uid: count,
            subject: z.string(),
            date: z.string(),
            messageId: z.string(),
            size: count,
            words: z.string(),
          }),
        ),
        folders: z
          .array(z.object({ folder: z.string(), problem: z.string() }))
          .describe('That could not be copied whole, and why.'),
        notes: z.array(z.object({ kind: z.string(), folder: z.string(), text: z.string() })),
        problem: z.string().optional(),
        seconds: z.number(),
      }),
    ),
    steps: z
      .array(
        z.object({
          key: z.string(),
          kind: stepKind,
          subject: z.string(),
          action,
          outcome: z.enum(['done', 'already', 'waiting', 'failed', 'by-hand', 'unreached']),
          problem: z.string().optional(),
          since: z.iso.datetime().optional().describe('Since when it waits.'),
        }),
      )
      .describe('What was to be done besides mail.'),
    totals: messages.extend({ mailboxes: count, complete: count, bytes: count, seconds: z.number() }),
    stoppedBy: z
      .object({ kind: z.string(), reach: z.string(), where: z.string(), what: z.string(), words: z.string() })
      .loose()
      .optional(),
  })
  .describe('What `migplan run` and `migplan verify` print with --format json.');
