/**
 * Writes a text in its canonical form: the same statements in the same order, comments and groups kept, one spacing.
 * A block with a syntax problem is left as it was. Knows which declarations need a body; judges no value.
 */
import { afterByteOrderMark, splitBlocks } from './blocks.ts';
import { parseBlock } from './parser.ts';
import type { Atom, AtomKind, Comment, ParsedBlock, Span, Statement } from './tree.ts';
import { isDeclarationKeyword, TEMPLATE_CONTENTS, VOCABULARY } from './vocabulary.ts';

/** How many columns a line with a body may fill; a comment behind it does not count. */
const MAX_COLUMNS = 100;
const INDENT = '  ';

/** The canonical form of a file. */
export function formatText(text: string): string {
  const blocks = splitBlocks(text.slice(afterByteOrderMark(text)));
  const last = blocks.pop() ?? '';
  return blocks.map(formatBlock).join('') + formatLast(last);
}

/** The canonical form of one block, with the blank line that parts it from the next. */
export function formatBlock(text: string): string {
  const parsed = parseBlock(text);
  return parsed.problems.length > 0 ? withLineFeeds(text) : new Printer(text, parsed).print();
}

/** Behind the last block stands nothing but the end of its last line. */
function formatLast(text: string): string {
  const parsed = parseBlock(text);
  if (parsed.problems.length === 0) return new Printer(text, parsed).print().replace(/\n+$/, '\n');
  const asWritten = withLineFeeds(text);
  return asWritten.endsWith('\n') ? asWritten : `${asWritten}\n`;
}

const withLineFeeds = (text: string): string => text.replace(/\r\n?/g, '\n');

/** Where a statement stands, as far as its writing depends on it. */
interface Place {
  readonly indent: string;
  /** The keyword of the statement around it; absent in column 0. */
  readonly inside?: string;
}

/** What a body holds. */
type Entry = { readonly comment: Comment } | { readonly statement: Statement };

/** Writes one block that holds no problem. */
class Printer {
  private readonly text: string;
  private readonly parsed: ParsedBlock;
  private readonly lines: string[] = [];
  private line = '';
  /** The next comment to be written: each is asked for in the order it stands. */
  private nextComment = 0;

  constructor(text: string, parsed: ParsedBlock) {
    this.text = text;
    this.parsed = parsed;
  }

  print(): string {
    const { declaration } = this.parsed;
    const end = this.text.length;
    const previous = this.entries(declaration ? [declaration] : [], { start: 0, end }, { indent: '' });
    if (this.isAtStart) return '';
    if (this.lineEnds(previous, end) > 1) this.line += '\n';
    return `${[...this.lines, this.line].join('\n')}\n`;
  }

  private get isAtStart(): boolean {
    return this.lines.length === 0 && this.line === '';
  }

  /** Writes statements and comments one a line; returns where the last of them ended. */
  private entries(statements: readonly Statement[], { start, end }: Span, place: Place): number {
    let previous = start;
    let isFirst = true;
    for (const entry of this.inOrder(statements, end)) {
      const here = 'comment' in entry ? entry.comment : entry.statement;
      const gap = this.lineEnds(previous, here.start);
      const isTrailing = 'comment' in entry && gap === 0 && !this.isAtStart;
      if (!isTrailing) this.newLine(place.indent, gap > 1 && !isFirst);
      if ('comment' in entry) this.comment(entry.comment, isTrailing);
      else this.statement(entry.statement, place);
      previous = here.end;
      isFirst &&= isTrailing;
    }
    return previous;
  }

  /** The comments inside a statement are taken by it, before the next entry is asked for. */
  private *inOrder(statements: readonly Statement[], end: number): Generator<Entry> {
    for (const statement of statements) {
      yield* this.commentsBefore(statement.start);
      yield { statement };
    }
    yield* this.commentsBefore(end);
  }

  private *commentsBefore(end: number): Generator<{ comment: Comment }> {
    for (;;) {
      const comment = this.parsed.comments[this.nextComment];
      if (!comment || comment.start >= end) return;
      this.nextComment++;
      yield { comment };
    }
  }

  private comment({ text }: Comment, isTrailing: boolean): void {
    this.line += `${isTrailing ? '  ' : ''}${text.trimEnd()}`;
  }

  private newLine(indent: string, afterBlank = false): void {
    if (!this.isAtStart) this.lines.push(this.line);
    if (afterBlank) this.lines.push('');
    this.line = indent;
  }

  private statement(statement: Statement, place: Place): void {
    this.head(statement, place);
    const { body, end } = statement;
    if (!body) return;
    const start = headEnd(statement);
    const isSpread = this.lineEnds(start, end) > 0 && (body.length > 0 || this.hasComment(end));
    const flat = isSpread ? '' : flatBody(statement, body, place);
    if (isSpread || this.line.length + flat.length > MAX_COLUMNS) this.spreadBody(statement, body, place);
    else this.line += flat;
  }

  private spreadBody(statement: Statement, body: readonly Statement[], { indent }: Place): void {
    const start = this.text.indexOf('{', headEnd(statement)) + 1;
    this.line += ' {';
    const within = { indent: indent + INDENT, inside: statement.keyword.text };
    this.entries(body, { start, end: statement.end }, within);
    this.newLine(indent);
    this.line += '}';
  }

  /** The keyword and its items; a list broken after a comma stays broken there. */
  private head({ keyword, items: [first = [], ...more] }: Statement, place: Place): void {
    this.line += headText(keyword, first, place);
    let previous = first.at(-1)?.end ?? keyword.end;
    for (const item of more) {
      const { start, end } = spanOf(item, previous);
      this.line += ',';
      if (this.lineEnds(previous, start) > 0) this.continueList(previous, start, place.indent + INDENT);
      else this.line += ' ';
      this.line += words(item);
      previous = end;
    }
  }

  /** The line end behind a list's comma, and the comments that stand there. */
  private continueList(previous: number, start: number, indent: string): void {
    for (const { comment } of this.commentsBefore(start)) {
      const isTrailing = this.lineEnds(previous, comment.start) === 0;
      if (!isTrailing) this.newLine(indent);
      this.comment(comment, isTrailing);
    }
    this.newLine(indent);
  }

  private hasComment(before: number): boolean {
    const comment = this.parsed.comments[this.nextComment];
    return comment !== undefined && comment.start < before;
  }

  /** How many line ends stand between two offsets: 0, 1, or 2 for any more. */
  private lineEnds(from: number, to: number): number {
    let count = 0;
    for (let i = from; i < to && count < 2; i++) {
      const char = this.text[i];
      if (char === '\n' || (char === '\r' && this.text[i + 1] !== '\n')) count++;
    }
    return count;
  }
}

/** A statement on one line, with its body. */
function flatStatement({ keyword, items: [first = [], ...more], ...rest }: Statement, place: Place): string {
  const list = [headText(keyword, first, place), ...more.map(words)].join(', ');
  return rest.body ? list + flatBody({ keyword }, rest.body, place) : list;
}

/** A body on one line. An empty one is left out where nothing needs to be written into it. */
function flatBody({ keyword }: Pick<Statement, 'keyword'>, body: readonly Statement[], place: Place): string {
  if (body.length === 0) return isDeclaration(keyword.text, place) && !needsBody(keyword.text) ? '' : ' {}';
  const within = { indent: '', inside: keyword.text };
  return ` { ${body.map((statement) => flatStatement(statement, within)).join('; ')} }`;
}

const isDeclaration = (keyword: string, { inside }: Place): boolean =>
  inside === undefined ||
  (inside === 'template' && (TEMPLATE_CONTENTS as readonly string[]).includes(keyword));

const needsBody = (keyword: string): boolean =>
  isDeclarationKeyword(keyword) &&
  (keyword === 'endpoint' || Object.values(VOCABULARY[keyword].properties).some(({ required }) => required));

const headEnd = ({ keyword, items }: Statement): number => items.at(-1)?.at(-1)?.end ?? keyword.end;

const headText = (keyword: Atom, atoms: readonly Atom[], { inside }: Place): string => {
  const written = inside === 'timeline' ? keyword.text.replace(/^J(?=[+-]|$)/, 'D') : keyword.text;
  return atoms.length > 0 ? `${written} ${words(atoms)}` : written;
};

/** Atoms parted by single spaces, save round `/` and `..`: `20 MB/s`, `300..350`. */
const words = (atoms: readonly Atom[]): string =>
  atoms.reduce((line, atom, index) => {
    const before = atoms[index - 1];
    return before && !isTight(before, atom) ? `${line} ${atom.text}` : line + atom.text;
  }, '');

/** What can stand against a sign without becoming one word with it: an address would swallow a `/`. */
const PLAIN: ReadonlySet<AtomKind> = new Set(['word', 'number', 'domain', 'date', 'time', 'offset']);
const isTightSign = ({ text }: Atom): boolean => text === '/' || text === '..';

const isTight = (before: Atom, after: Atom): boolean =>
  (isTightSign(before) && PLAIN.has(after.kind)) || (isTightSign(after) && PLAIN.has(before.kind));

const spanOf = (atoms: readonly Atom[], otherwise: number): Span => ({
  start: atoms[0]?.start ?? otherwise,
  end: atoms.at(-1)?.end ?? otherwise,
});
