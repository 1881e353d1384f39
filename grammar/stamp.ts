/**
 * A template's text made into a domain's: addresses without a domain get it, placeholders their values. Works on tokens, so
 * that nothing in a string or a comment is taken for an address.
 */
import { tokenize } from './lexer.ts';
import { Address, Placeholder, Text } from './tokens.ts';

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
  for (const { tokenType, image, startOffset } of tokenize(text).tokens) {
    const filled =
      tokenType === Address && image.endsWith('@')
        ? image + domain
        : tokenType === Placeholder
          ? (filling(image.slice(1, -1)) ?? image)
          : tokenType === Text
            ? image.replace(IN_STRING, (whole, name: string) => quoted(filling(name)) ?? whole)
            : image;
    stamped += text.slice(from, startOffset) + filled;
    from = startOffset + image.length;
  }
  return { text: stamped + text.slice(from), unfilled: [...unfilled] };
}

const IN_STRING = /\{([a-z]+\.[a-z-]+)\}/g;

const quoted = (value: string | undefined): string | undefined =>
  value?.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n');
