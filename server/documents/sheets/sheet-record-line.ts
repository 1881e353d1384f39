/** A line of a plan's record of sheets, as a schema: any other, and half a line, is none. */
import * as z from 'zod';
import type { RecordedSheet } from '../../language/model/calendar/recorded-sheets.ts';

const line = z.object({
  event: z.enum(['sent', 'returned']),
  plan: z.string(),
  lot: z.string(),
  unit: z.string(),
});

export function readSheetLine(text: string): RecordedSheet | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
