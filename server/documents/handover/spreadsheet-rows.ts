/** Rows as CSV (RFC 4180) that a spreadsheet opens as text: with a byte order mark, and with no cell that it would run as a formula. */
import type { Locale } from '../../language/rules/rule.ts';

/** A French spreadsheet parts columns by semicolons. */
const SEPARATORS: Readonly<Record<Locale, string>> = { en: ',', fr: ';' };

export const spreadsheetRows = (rows: readonly (readonly string[])[], locale: Locale): string =>
  `\ufeff${rows.map((row) => `${row.map(cell).join(SEPARATORS[locale])}\r\n`).join('')}`;

/**
 * A cell that begins as formulas do gets an apostrophe, which spreadsheets hide or show and never calculate (OWASP, "CSV Injection").
 * The table is for reading: what is carried out stands in the script, unchanged.
 */
function cell(said: string): string {
  const line = said.toWellFormed().replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  const harmless = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(line) ? `'${line}` : line;
  return `"${harmless.replaceAll('"', '""')}"`;
}
