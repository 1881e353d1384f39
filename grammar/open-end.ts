/**
 * How a text that is cut off stands at its end: which statement is being written, in the bodies of which others. The text is
 * a block's, up to where the cursor is; whatever is missing or too much in it, there is an answer.
 */
import type { IToken } from 'chevrotain';
import { tokenize } from './lexer.ts';
import { kindOf } from './parser.ts';
import { Close, Comma, Eol, Open, OpenText, Semicolon, Text } from './tokens.ts';
import type { Atom, Comment } from './tree.ts';

export interface OpenEnd {
  /** The statements in whose bodies the end lies, the outermost first, each as its atoms. */
  readonly bodies: readonly (readonly Atom[])[];
  /** The statement that is being written: its keyword and what follows; empty where one would begin. */
  readonly statement: readonly Atom[];
  /** How many atoms of it stand up to its last comma. */
  readonly itemFrom: number;
  /** The end lies in a comment, in a string that is not closed, or right behind one that is: where that begins. */
  readonly within?: { readonly kind: 'comment' | 'string' | 'closed-string'; readonly start: number };
}

export function openEnd(text: string): OpenEnd {
  const { tokens, comments } = tokenize(text);
  const open = new OpenStatements();
  for (const token of tokens) open.take(token);
  const { bodies, statement, itemFrom } = open;
  const within = withinAt(text.length, tokens.at(-1), comments.at(-1));
  return { bodies, statement, itemFrom, ...(within ? { within } : {}) };
}

class OpenStatements {
  readonly bodies: Atom[][] = [];
  statement: Atom[] = [];
  itemFrom = 0;
  /** Behind a comma the next line belongs to the statement too. */
  private goesOn = false;

  take(token: IToken): void {
    switch (token.tokenType) {
      case Eol:
        if (!this.goesOn) this.begin();
        break;
      case Semicolon:
        this.begin();
        break;
      case Open:
        this.bodies.push(this.statement);
        this.begin();
        break;
      case Close:
        this.bodies.pop();
        this.begin();
        break;
      case Comma:
        this.itemFrom = this.statement.length;
        this.goesOn = true;
        break;
      default:
        this.statement.push(atomOf(token));
        this.goesOn = false;
    }
  }

  private begin(): void {
    this.statement = [];
    this.itemFrom = 0;
    this.goesOn = false;
  }
}

const atomOf = (token: IToken): Atom => ({
  kind: kindOf(token),
  text: token.image,
  start: token.startOffset,
  end: token.startOffset + token.image.length,
});

function withinAt(end: number, last?: IToken, comment?: Comment): OpenEnd['within'] {
  if (comment?.end === end) return { kind: 'comment', start: comment.start };
  if (!last || last.startOffset + last.image.length < end) return undefined;
  if (last.tokenType === OpenText) return { kind: 'string', start: last.startOffset };
  return last.tokenType === Text ? { kind: 'closed-string', start: last.startOffset } : undefined;
}
