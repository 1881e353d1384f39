/**
 * The syntax tree of a `.migplan` text: statements made of words and values. It says how a text is put together,
 * never what it means. Positions are offsets in UTF-16 units from the start of the block that was parsed.
 */

/** A stretch of text: `start` inclusive, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A value and where it is written. */
export interface Located<T> extends Span {
  readonly value: T;
}

export type AtomKind =
  | 'word'
  | 'number'
  | 'string'
  | 'address'
  | 'domain'
  | 'date'
  | 'time'
  | 'offset'
  | 'placeholder'
  | 'symbol';

/** The smallest thing with a meaning of its own: `camille.dupont@spf55.org`, `50`, `GB`, `->`. `text` is as written, quotes included. */
export interface Atom extends Span {
  readonly kind: AtomKind;
  readonly text: string;
}

/** `word value…, value… { statements }`: a declaration when it stands in column 0, a property inside a body. */
export interface Statement extends Span {
  readonly keyword: Atom;
  /** What follows the keyword, cut at its commas; the first item is there even when it is empty. */
  readonly items: readonly (readonly Atom[])[];
  readonly body?: readonly Statement[];
}

export interface Comment extends Span {
  readonly text: string;
}

/** What could not be read; `expected` is a key of the messages in the syntax rule. */
export interface SyntaxProblem extends Span {
  readonly expected: SyntaxExpectation;
  readonly found: string;
}

export type SyntaxExpectation =
  | 'declaration'
  | 'property'
  | 'value'
  | 'separator'
  | 'closing-brace'
  | 'closing-quote'
  | 'valid-escape'
  | 'token'
  | 'shorter-declaration';

/** One block of a file: at most one declaration, what strays behind it, and its comments. */
export interface ParsedBlock {
  /** The declaration that the block's first statement in column 0 makes; absent in a file's head. */
  readonly declaration?: Statement;
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
}
