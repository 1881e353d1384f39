/** Cuts the text of one block into tokens. Total: every text has tokens, what nothing fits is `Unreadable`. */
import { type IToken, Lexer } from 'chevrotain';
import { TOKENS } from './tokens.ts';
import type { Comment } from './tree.ts';

/** That the tokens are sound is the tests' business, not each start's. */
const lexer = lexerOf({ skipValidations: true });

export function lexerOf({ skipValidations }: { skipValidations: boolean }): Lexer {
  return new Lexer(TOKENS, { positionTracking: 'onlyOffset', skipValidations });
}

export interface Tokens {
  readonly tokens: IToken[];
  readonly comments: readonly Comment[];
}

const NO_COMMENTS: readonly Comment[] = [];

/** The tokens and comments of `text`, with offsets from its start. Never throws. */
export function tokenize(text: string): Tokens {
  const { tokens, groups } = lexer.tokenize(text);
  const found = groups['comments'];
  return { tokens, comments: found?.length ? found.map(toComment) : NO_COMMENTS };
}

const toComment = (token: IToken): Comment => ({
  start: token.startOffset,
  end: token.startOffset + token.image.length,
  text: token.image,
});
