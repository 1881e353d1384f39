/** What `check` prints: what is wrong with a plan, and where. */
import * as z from 'zod';
import { count } from './count.ts';

const position = z
  .object({ line: z.int().nonnegative(), character: z.int().nonnegative() })
  .describe('Zero-based, UTF-16 units, as in LSP.');
const range = z.object({ start: position, end: position });
const severity = z.enum(['error', 'warning', 'information', 'hint']);

export const checkSchema = z
  .object({
    schema: z.literal('migplan/check/v1'),
    plan: z.string().describe("The root plan's file name."),
    files: count,
    diagnostics: z.array(
      z.object({
        code: z.string().regex(/^MP\d{3}$/),
        rule: z.string(),
        severity,
        message: z.string(),
        file: z.string().describe("Relative to the root plan's folder."),
        range,
        docs: z.string().describe("The rule's page."),
        related: z.array(z.object({ file: z.string(), range, message: z.string() })),
      }),
    ),
    summary: z.record(severity, count).describe('All of a severity, those left out by --min-severity too.'),
  })
  .describe('What `migplan check --format json` prints, one object a plan.');
