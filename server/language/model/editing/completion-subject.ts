/** What a completion item is about, as far as there is more to say of it than stands beside its name. Plain data: it crosses the wire. */
import type { DeclarationKeyword } from '../../../../grammar/patterns.ts';
import type { Key } from '../names.ts';

export type CompletionSubject =
  | { readonly kind: 'declaration'; readonly keyword: DeclarationKeyword }
  | { readonly kind: 'property'; readonly keyword: DeclarationKeyword; readonly property: string }
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'name'; readonly key: Key };
