/**
 * What a shape says of itself: the values it reads, as data. The grammar in the documents and its diagrams are made from
 * these, beside the very functions that read.
 */
import type { AtomKind } from './tree.ts';

export type Description =
  | { readonly kind: 'atom'; readonly atom: AtomKind }
  /** One of these words or signs, as written. */
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** A value with a name of its own. `note` is what its parts do not say: `a day that exists`. */
  | { readonly kind: 'value'; readonly name: string; readonly of: Description; readonly note?: string }
  | { readonly kind: 'optional'; readonly of: Description }
  | { readonly kind: 'repeated'; readonly of: Description }
  | { readonly kind: 'choice'; readonly of: readonly Description[] }
  /** Parts one after another, each by the name it has in what is read. */
  | { readonly kind: 'sequence'; readonly of: Readonly<Record<string, Description>> }
  /** All that is left, whatever it is. */
  | { readonly kind: 'rest' };

export const atomOf = (atom: AtomKind): Description => ({ kind: 'atom', atom });

export const wordsOf = (...words: string[]): Description => ({ kind: 'words', words });

export const namedValue = (name: string, of: Description, note?: string): Description => ({
  kind: 'value',
  name,
  of,
  ...(note === undefined ? {} : { note }),
});

export const optionally = (of: Description): Description => ({ kind: 'optional', of });

export const choiceOf = (...of: Description[]): Description => ({ kind: 'choice', of });

export const sequenceOf = (of: Readonly<Record<string, Description>>): Description => ({
  kind: 'sequence',
  of,
});
