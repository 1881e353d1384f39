/** Cuts the text of one block into tokens. Total: every text has tokens, what nothing fits is `Unreadable`. */
import { type IToken, Lexer } from 'chevrotain';
import { TOKENS } from './tokens.ts';
import type { Comment } from './tree.ts';

export function lexerOf({ skipValidations }: { skipValidations: boolean }): Lexer {
  return new Lexer(TOKENS, { positionTracking: 'onlyOffset', skipValidations });
}

export interface Tokens {
  readonly tokens: IToken[];
  readonly comments: readonly Comment[];
}

const NO_COMMENTS: readonly Comment[] = [];

/** Made when something is to be cut: it looks through its tokens first. */
let lexer: Lexer | undefined;

/** The tokens and comments of `text`, with offsets from its start. Never throws. */
export function tokenize(text: string): Tokens {
  // That the tokens are sound is the tests' business, not each start's.
  lexer ??= lexerOf({ skipValidations: true });
  const { tokens, groups } = lexer.tokenize(text);
  const found = groups['comments'];
  return { tokens, comments: found?.length ? found.map(toComment) : NO_COMMENTS };
}

const toComment = (token: IToken): Comment => ({
  start: token.startOffset,
  end: token.startOffset + token.image.length,
  text: token.image,
});
