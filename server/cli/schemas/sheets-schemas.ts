/** What `sheets export` and `sheets import` print: what was asked of whom, and what came back. */
import * as z from 'zod';
import { FIELDS } from '../../planning/sheets/sheet-row.ts';
import { count } from './count.ts';

export const sheetsExportSchema = z
  .object({
    schema: z.literal('migplan/sheets-export/v1'),
    plan: z.string(),
    lot: z.string(),
    sheets: z.array(
      z.object({
        file: z.string(),
        unit: z.string().optional().describe('None: addresses that no unit has.'),
        admin: z.string().optional().describe("Who is to get it: the unit's admin."),
        due: z.iso.date().optional().describe("The timeline's sheets-due."),
        addresses: count,
        undecided: count.describe('Those that the source has and the plan does not name.'),
      }),
    ),
  })
  .describe('What `migplan sheets export --format json` prints.');

const sheetField = z.enum(FIELDS);

export const sheetsImportSchema = z
  .object({
    schema: z.literal('migplan/sheets-import/v1'),
    plan: z.string(),
    written: z.boolean().describe('False with --check.'),
    files: z.array(z.string()).describe("The plan's files that changed, relative to its folder."),
    sheets: z.array(
      z.object({
        file: z.string(),
        lot: z.string(),
        unit: z.string().optional(),
        changes: z.array(
          z.object({
            page: z.string(),
            row: count,
            address: z.string(),
            path: z.string().describe("The plan's file, relative to its folder."),
            changes: z.array(z.object({ field: sheetField, from: z.string(), to: z.string() })),
          }),
        ),
        remarks: z.array(
          z.object({
            kind: z
              .enum(['row', 'cell', 'conflict', 'note'])
              .describe(
                'A row or a cell was not taken; the plan was changed meanwhile and stays as it is; a note loses nothing.',
              ),
            page: z.string().optional(),
            row: count.optional().describe('From 1.'),
            column: z.string().optional().describe("The spreadsheet's letter."),
            address: z.string().optional(),
            message: z.string(),
          }),
        ),
      }),
    ),
    errors: z
      .array(z.object({ file: z.string(), line: count, code: z.string(), message: z.string() }))
      .describe('What is wrong with the plan now and was not before.'),
  })
  .describe('What `migplan sheets import --format json` prints.');
