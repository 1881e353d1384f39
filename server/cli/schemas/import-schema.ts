/** What `import` prints: the plan made of a list, and what was left out of it. */
import * as z from 'zod';
import { count } from './count.ts';

export const importSchema = z
  .object({
    schema: z.literal('migplan/import/v1'),
    file: z.string(),
    files: z.array(z.string()).describe('What was written; empty with --out -.'),
    text: z.string().optional().describe('The plan, with --out -.'),
    counts: z.object({
      mailboxes: count,
      shared: count,
      resources: count,
      lists: count,
      aliases: count,
      forwards: count,
      drops: count,
      domains: count,
      guessed: z
        .object({ personal: count, shared: count })
        .describe('Of the mailboxes and the shared ones, those told from their names alone.'),
      withoutLicence: count.describe('Personal mailboxes without a licence, where others have one.'),
    }),
    leftOut: z.object({ rows: count, cells: count }),
    remarks: z.array(
      z.object({
        kind: z.enum(['row', 'cell', 'note']).describe('A row or a cell was left out; a note loses nothing.'),
        row: count.optional().describe("The sheet's row or the file's line, from 1."),
        column: z.string().optional().describe("The column's heading."),
        message: z.string(),
      }),
    ),
  })
  .describe('What `migplan import --format json` prints.');
