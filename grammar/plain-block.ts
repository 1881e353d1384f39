/**
 * Declarations as nearly all are written, read without the parser, which is slow to begin: most commands are over before it
 * would be warm. It takes only what has no fault, and makes of it exactly the parser's tree (test/grammar/plain-block.test.ts);
 * of whatever else a block holds it says nothing. Knows no token but by its pattern.
 */
import { DECLARATION_KEYWORDS, PATTERNS } from './patterns.ts';
import type { Atom, AtomKind, Comment, ParsedBlock, Statement } from './tree.ts';

/** The declaration in a block's text with its comments; `undefined` where it holds anything else, or a fault. */
export function plainBlock(text: string): ParsedBlock | undefined {
  return text.length > LONGEST ? undefined : new PlainBlock(text).read();
}

/** Longer ones are few. */
const LONGEST = 100_000;
/** Less than the parser takes. */
const DEEPEST = 8;

/** In the order in which the lexer tries them. */
const VALUES: readonly (readonly [AtomKind, string])[] = [
  ['address', PATTERNS.address],
  ['date', PATTERNS.date],
  ['time', PATTERNS.time],
  ['offset', PATTERNS.offset],
  ['number', PATTERNS.number],
  ['domain', PATTERNS.domain],
  ['word', PATTERNS.word],
  ['symbol', PATTERNS.sign],
];
const VALUE = new RegExp(VALUES.map(([, source]) => `(${source})`).join('|'), 'y');
const PLACEHOLDER = new RegExp(PATTERNS.placeholder, 'y');
/** Without an escape, which the parser judges. */
const STRING = /"[^"\\\r\n]*"/y;
const COMMENT = new RegExp(PATTERNS.comment, 'y');

const keywords: ReadonlySet<string> = new Set(DECLARATION_KEYWORDS);
const NOTHING: readonly never[] = [];

const [LF, CR, QUOTE, HASH, COMMA, SEMICOLON, OPEN, CLOSE] = [10, 13, 34, 35, 44, 59, 123, 125];

/** The character that stands next, by its code, or the end. */
type Mark = number;
const END: Mark = -1;

class PlainBlock {
  private readonly text: string;
  private at = 0;
  private comments: Comment[] | undefined;

  constructor(text: string) {
    this.text = text;
  }

  read(): ParsedBlock | undefined {
    while (isSeparator(this.mark())) this.at++;
    if (this.at > 0 && !isLineEnd(this.text.charCodeAt(this.at - 1))) return undefined;
    const declaration = this.statement(0);
    if (!declaration || !keywords.has(declaration.keyword.text)) return undefined;
    while (isSeparator(this.mark())) this.at++;
    const isAll = this.at === this.text.length;
    return isAll ? { declaration, comments: this.comments ?? NOTHING, problems: NOTHING } : undefined;
  }

  private statement(depth: number): Statement | undefined {
    const keyword = this.value();
    if (keyword?.kind !== 'word' && keyword?.kind !== 'offset') return undefined;
    const items = this.items();
    if (!items) return undefined;
    const { start } = keyword;
    if (this.mark() !== OPEN) return { keyword, items, start, end: items.at(-1)?.at(-1)?.end ?? keyword.end };
    const body = this.body(depth + 1);
    return body && { keyword, items, start, end: this.at, body };
  }

  /** What follows a keyword, cut at its commas; each item but a single one holds something. */
  private items(): Atom[][] | undefined {
    const items: Atom[][] = [[]];
    for (;;) {
      const item = items.at(-1) ?? [];
      for (let atom = this.value(); atom; atom = this.value()) item.push(atom);
      const goesOn = this.mark() === COMMA;
      if (item.length === 0 && (goesOn || items.length > 1)) return undefined;
      if (!goesOn) return items;
      this.at++;
      while (isLineEnd(this.mark())) this.at++;
      items.push([]);
    }
  }

  private body(depth: number): Statement[] | undefined {
    if (depth > DEEPEST) return undefined;
    this.at++;
    const statements: Statement[] = [];
    for (let isSeparate = true; ; ) {
      const mark = this.mark();
      if (isSeparator(mark)) {
        this.at++;
        isSeparate = true;
      } else if (mark === CLOSE) {
        this.at++;
        return statements;
      } else {
        const statement = isSeparate ? this.statement(depth) : undefined;
        if (!statement) return undefined;
        statements.push(statement);
        isSeparate = false;
      }
    }
  }

  /** What stands behind spaces and comments. */
  private mark(): Mark {
    for (; this.at < this.text.length; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === HASH) this.comment();
      else if (!isSpace(code)) return code;
    }
    return END;
  }

  /** Takes the comment that stands next, but for its last character. */
  private comment(): void {
    COMMENT.lastIndex = this.at;
    const text = COMMENT.exec(this.text)?.[0] ?? '#';
    const start = this.at;
    this.comments ??= [];
    this.comments.push({ start, end: start + text.length, text });
    this.at += text.length - 1;
  }

  /** The value that stands next; nothing where none does. */
  private value(): Atom | undefined {
    const mark = this.mark();
    if (mark === QUOTE) return this.take(STRING, 'string');
    if (mark === OPEN) return this.take(PLACEHOLDER, 'placeholder');
    if (mark === END || isSeparator(mark) || mark === COMMA || mark === CLOSE) return undefined;
    VALUE.lastIndex = this.at;
    const found = VALUE.exec(this.text);
    if (!found) return undefined;
    const [kind] = VALUES[found.indexOf(found[0], 1) - 1] ?? ['symbol'];
    return this.atom(kind, found[0]);
  }

  private take(pattern: RegExp, kind: AtomKind): Atom | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    return found ? this.atom(kind, found[0]) : undefined;
  }

  private atom(kind: AtomKind, text: string): Atom {
    const start = this.at;
    this.at += text.length;
    return { kind, text, start, end: this.at };
  }
}

/** The lexer's white space. */
const isSpace = (code: number): boolean =>
  code === 32 || code === 9 || code === 11 || code === 12 || code === 0xa0 || code === 0xfeff;
const isLineEnd = (mark: Mark): boolean => mark === LF || mark === CR;
const isSeparator = (mark: Mark): boolean => isLineEnd(mark) || mark === SEMICOLON;
