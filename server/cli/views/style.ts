/** Colour and columns for a terminal; plain text everywhere else. */
import type { Locale } from '../../language/rules/rule.ts';
import type { Terminal } from '../services.ts';

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const;
type Style = keyof typeof CODES;

/** Paints text where the terminal shows colour. */
export function painter({ colour }: Pick<Terminal, 'colour'>): (style: Style, text: string) => string {
  return colour ? (style, text) => `\u001B[${CODES[style]}m${text}\u001B[0m` : (_, text) => text;
}

/** Between what is spoken of and what is said of it. */
export const colon = (locale: Locale): string => (locale === 'fr' ? '\u00A0: ' : ': ');

/** As French counts: nothing and one are alike. */
export const plural = (count: number, one: string, many: string): string => (count < 2 ? one : many);

/** Text in columns, two spaces apart; columns named in `right` are aligned to the right. */
export function columns(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, width(cell));
  return rows.map((row) =>
    row
      .map((cell, i) => pad(cell, widths[i] ?? 0, right.includes(i)))
      .join('  ')
      .trimEnd(),
  );
}

const pad = (cell: string, to: number, right: boolean): string => {
  const space = ' '.repeat(Math.max(0, to - width(cell)));
  return right ? space + cell : cell + space;
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes take no room on the screen
const width = (text: string): number => text.replace(/\u001B\[\d+m/g, '').length;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]/g;

/** Text from a plan or a server, without the control characters that would command the terminal; as many characters as before. */
export const harmless = (text: string): string => text.replace(CONTROLS, '·');
