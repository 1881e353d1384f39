/**
 * Reads separated values (RFC 4180, with the separator of the day): quotes, doubled quotes, line ends inside quotes, and
 * any line end. A quote that nothing closes is taken as a character, so that one slip does not swallow the file. Linear
 * in the text's length. Knows nothing of what the columns mean.
 */
import type { Row } from './table.ts';

export const SEPARATORS = [';', ',', '\t', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** Every row, empty ones too; its number is the line it begins at. */
export function readCsv(text: string, separator: Separator): Row[] {
  return new CsvReader(text, separator).rows();
}

/** Excel's own first line that names the separator: `sep=;`. */
export function declaredSeparator(text: string): Separator | undefined {
  const [, named] = /^sep=(.)\r?\n/i.exec(text) ?? [];
  return SEPARATORS.find((separator) => separator === named);
}

class CsvReader {
  private readonly text: string;
  private readonly separator: string;
  /** Where a cell without quotes ends. */
  private readonly cellEnd: RegExp;
  private at = 0;
  private line = 1;

  constructor(text: string, separator: Separator) {
    this.text = text;
    this.separator = separator;
    this.cellEnd = new RegExp(`[${separator}\\r\\n]`, 'g');
  }

  rows(): Row[] {
    const rows: Row[] = [];
    while (this.at < this.text.length) rows.push(this.row());
    return rows;
  }

  private row(): Row {
    const number = this.line;
    const cells = [this.cell()];
    while (this.text[this.at] === this.separator) {
      this.at++;
      cells.push(this.cell());
    }
    this.endOfLine();
    return { number, cells };
  }

  /** One cell; behind it stands a separator, a line's end or the text's. */
  private cell(): string {
    const quote = this.openingQuote();
    const closing = quote === undefined ? undefined : this.closingQuote(quote);
    if (quote === undefined || closing === undefined) return this.upToEnd();
    const inside = this.text.slice(quote + 1, closing);
    this.line += inside.includes('\n') || inside.includes('\r') ? inside.split(/\r\n|\n|\r/).length - 1 : 0;
    this.at = closing + 1;
    return inside.replaceAll('""', '"') + this.upToEnd().trimEnd();
  }

  /** The quote that begins the cell, blanks before it allowed. */
  private openingQuote(): number | undefined {
    let at = this.at;
    while (this.text[at] === ' ') at++;
    return this.text[at] === '"' ? at : undefined;
  }

  /** The quote that ends the cell; none where it would end lines further down in the middle of another cell. */
  private closingQuote(opening: number): number | undefined {
    let at = this.text.indexOf('"', opening + 1);
    while (at >= 0 && this.text[at + 1] === '"') at = this.text.indexOf('"', at + 2);
    if (at < 0) return undefined;
    const isOnOneLine = !/[\r\n]/.test(this.text.slice(opening, at));
    return isOnOneLine || this.isCellEnd(at + 1) ? at : undefined;
  }

  private isCellEnd(from: number): boolean {
    let at = from;
    while (this.text[at] === ' ') at++;
    const next = this.text[at];
    return next === undefined || next === this.separator || next === '\r' || next === '\n';
  }

  private upToEnd(): string {
    this.cellEnd.lastIndex = this.at;
    const end = this.cellEnd.exec(this.text)?.index ?? this.text.length;
    const cell = this.text.slice(this.at, end);
    this.at = end;
    return cell;
  }

  private endOfLine(): void {
    if (this.text[this.at] === '\r' && this.text[this.at + 1] === '\n') this.at++;
    this.at++;
    this.line++;
  }
}
