/** What `status` prints: what is on record of each lot. */
import * as z from 'zod';
import { liveRunSchema } from '../../running/live/progress-file.ts';
import { count } from './count.ts';
import { state } from './state.ts';

export const statusSchema = z
  .object({
    schema: z.literal('migplan/status/v1'),
    plan: z.string(),
    run: liveRunSchema.optional().describe('The run that is under way.'),
    lots: z.array(
      z.object({
        lot: z.string(),
        date: z.string(),
        sheets: z
          .object({
            units: count.describe('Whose mailboxes the lot moves.'),
            sent: count.describe('Those of them whose sheets were exported.'),
            returned: count.describe('Those whose sheets have been imported since.'),
          })
          .optional()
          .describe('Absent where none is on record.'),
        mailboxes: z.array(
          z.object({
            address: z.string(),
            state,
            detail: z.string(),
            messages: z.object({ copied: count, failed: count }),
            bytes: count,
            updated: z.iso.datetime().optional(),
          }),
        ),
      }),
    ),
  })
  .describe('What `migplan status --format json` prints.');
