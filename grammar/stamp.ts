/**
 * A template's text made into a domain's: addresses without a domain get it, placeholders their values. Works on tokens, so
 * that nothing in a string or a comment is taken for an address.
 */
import { tokenize } from './lexer.ts';
import { plainBlock } from './plain-block.ts';
import { Address, Placeholder, Text } from './tokens.ts';
import type { Atom, Statement } from './tree.ts';

export interface StampValues {
  readonly domain: string;
  /** By placeholder without its braces: `unit.title`. */
  readonly values: ReadonlyMap<string, string>;
}

export interface Stamped {
  readonly text: string;
  /** The placeholders that have no value; they are left as they stand. */
  readonly unfilled: readonly string[];
}

/** The text of one declaration with its gaps filled. */
export function stamp(text: string, { domain, values }: StampValues): Stamped {
  const unfilled = new Set<string>();
  const filling = (placeholder: string): string | undefined => {
    const value = values.get(placeholder);
    if (value === undefined) unfilled.add(placeholder);
    return value;
  };
  let stamped = '';
  let from = 0;
  for (const { kind, text: written, start, end } of gapsIn(text)) {
    const filled =
      kind === 'address'
        ? written + domain
        : kind === 'placeholder'
          ? (filling(written.slice(1, -1)) ?? written)
          : written.replace(IN_STRING, (whole, name: string) => quoted(filling(name)) ?? whole);
    stamped += text.slice(from, start) + filled;
    from = end;
  }
  return { text: stamped + text.slice(from), unfilled: [...unfilled] };
}

type Gap = Pick<Atom, 'text' | 'start' | 'end'> & { readonly kind: 'address' | 'placeholder' | 'string' };

/** What may have a gap, in its order: addresses without a domain, placeholders, strings. */
function* gapsIn(text: string): Generator<Gap> {
  const plain = plainBlock(text)?.declaration;
  for (const { kind, text: image, start, end } of plain ? atomsOf(plain) : tokensOf(text)) {
    if (kind === 'placeholder' || kind === 'string' || (kind === 'address' && image.endsWith('@')))
      yield { kind, text: image, start, end };
  }
}

function* atomsOf({ keyword, items, body }: Statement): Generator<Atom> {
  yield keyword;
  for (const atoms of items) yield* atoms;
  for (const statement of body ?? []) yield* atomsOf(statement);
}

const KINDS = new Map([
  [Address, 'address'],
  [Placeholder, 'placeholder'],
  [Text, 'string'],
] as const);

function* tokensOf(text: string) {
  for (const { tokenType, image, startOffset: start } of tokenize(text).tokens)
    yield { kind: KINDS.get(tokenType), text: image, start, end: start + image.length };
}

/**
 * The opposite of `stamp`: a domain's text made into a template's, with a placeholder wherever one of the values stands. Undefined where
 * stamping would not give the text back.
 */
export function unstamp(text: string, { domain, values }: StampValues): string | undefined {
  const placeholder = (value: string): string | undefined =>
    [...values].find(([, known]) => known.toLowerCase() === value.toLowerCase())?.[0];
  let template = '';
  let from = 0;
  for (const { tokenType, image, startOffset } of tokenize(text).tokens) {
    const name = tokenType === Address ? placeholder(image) : undefined;
    const gap =
      name !== undefined
        ? `{${name}}`
        : tokenType === Address && image.endsWith(`@${domain}`)
          ? image.slice(0, -domain.length)
          : tokenType === Text
            ? withPlaceholders(image, values)
            : image;
    template += text.slice(from, startOffset) + gap;
    from = startOffset + image.length;
  }
  template += text.slice(from);
  return stamp(template, { domain, values }).text === text ? template : undefined;
}

function withPlaceholders(image: string, values: ReadonlyMap<string, string>): string {
  return [...values].reduce(
    (written, [name, value]) => written.replaceAll(quoted(value) || '\0', `{${name}}`),
    image,
  );
}

const IN_STRING = /\{([a-z]+\.[a-z-]+)\}/g;

const quoted = (value: string | undefined): string | undefined =>
  value?.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n');
