/**
 * The values of the language: what a name, a size or a secret looks like, and what it is read as. Each says so twice, to
 * the reader and in its description, and a test holds one against the other. The vocabulary combines them.
 */
import { described, type Shape, single } from './combinators.ts';
import type { Cursor } from './cursor.ts';
import { atomOf, choiceOf, namedValue, optionally, sequenceOf, wordsOf } from './description.ts';
import type { Atom } from './tree.ts';

const NUMBER = atomOf('number');
const TEXT = atomOf('string');

/** `grand-est`, `E3`: a name, or a number used as one (`site 2689`). */
export const name: Shape<string> = single(
  'name',
  choiceOf(atomOf('word'), NUMBER, atomOf('placeholder')),
  ({ kind, text }) => (kind === 'word' || kind === 'number' || kind === 'placeholder' ? text : undefined),
);

/** `spf55.org`; a single label counts, since a host or a domain may be one. */
export const domain: Shape<string> = single('domain', atomOf('domain'), ({ kind, text }) =>
  kind === 'domain' ? text : undefined,
);

export const host: Shape<string> = single(
  'host',
  choiceOf(atomOf('domain'), atomOf('word')),
  ({ kind, text }) => (kind === 'domain' || kind === 'word' ? text : undefined),
);

/** `camille.dupont@spf55.org`; in a template also `contact@` and `{unit.admin}`. */
export const address: Shape<string> = single(
  'address',
  choiceOf(atomOf('address'), atomOf('placeholder')),
  ({ kind, text }) => (kind === 'address' || kind === 'placeholder' ? text : undefined),
);

/** A string between quotes, its escapes resolved. */
export const text: Shape<string> = single('text', TEXT, ({ kind, text }) =>
  kind === 'string' ? unquote(text) : undefined,
);

/** The value of a string as written, also of one whose closing quote is missing. */
export function unquote(written: string): string {
  const inner = written.slice(1, written.length > 1 && written.endsWith('"') ? -1 : undefined);
  return inner.includes('\\') ? inner.replace(/\\(?:u\{([0-9A-Fa-f]{1,6})\}|(.))/g, unescapeOne) : inner;
}

function unescapeOne(_: string, code: string | undefined, plain: string | undefined): string {
  if (code !== undefined)
    return Number.parseInt(code, 16) <= 0x10ffff ? String.fromCodePoint(Number.parseInt(code, 16)) : '\uFFFD';
  return plain === 'n' ? '\n' : (plain ?? '');
}

export const integer: Shape<number> = single(
  'integer',
  NUMBER,
  (atom) => wholeNumber(atom),
  'a whole one, of fifteen digits at most',
);

const wholeNumber = (atom: Atom | undefined): number | undefined =>
  atom?.kind === 'number' && /^\d{1,15}$/.test(atom.text) ? Number(atom.text) : undefined;

/** Bytes by the unit as it is best written. */
const SIZES: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

const FACTORS = new Map(Object.entries(SIZES).map(([unit, bytes]) => [unit.toLowerCase(), bytes]));

const sizeOf = (cursor: Cursor): number | undefined => {
  const unit = cursor.peek()?.text.toLowerCase().replace(/o$/, 'b');
  const factor = unit === undefined ? undefined : FACTORS.get(unit);
  return cursor.here?.kind === 'number' && factor !== undefined
    ? Math.round(Number(cursor.here.text) * factor)
    : undefined;
};

/** Bytes: `50 GB` is 50·10⁹, `50 GiB` 50·2³⁰; French `Go` is read as `GB`. */
export const size: Shape<number> = described(
  namedValue(
    'size',
    sequenceOf({ amount: NUMBER, unit: wordsOf(...Object.keys(SIZES)) }),
    'in capitals or not; o is read for B, as in Go',
  ),
  (cursor) => {
    const bytes = sizeOf(cursor);
    return bytes === undefined ? cursor.fail('size') : cursor.take(bytes, 2);
  },
);

/** Bytes a second: `20 MB/s`. */
export const rate: Shape<number> = described(
  namedValue('rate', sequenceOf({ size: size.description, per: wordsOf('/'), second: wordsOf('s') })),
  (cursor) => {
    const bytes = sizeOf(cursor);
    const perSecond = cursor.peek(2)?.text === '/' && cursor.peek(3)?.text === 's';
    return bytes === undefined || !perSecond ? cursor.fail('rate') : cursor.take(bytes, 4);
  },
);

/** An exact amount: ten-thousandths of the currency's unit, so that no price ever meets a binary fraction. */
export interface Money {
  readonly tenThousandths: number;
  readonly currency: string;
  readonly per: 'month' | 'year' | 'once';
}

/** `2.76 EUR/month`, `99 EUR/year`, `250 EUR`; at most four decimals. */
export const money: Shape<Money> = described<Money>(
  namedValue(
    'money',
    sequenceOf({
      amount: NUMBER,
      currency: namedValue('currency', atomOf('word'), 'three capitals'),
      per: optionally(sequenceOf({ slash: wordsOf('/'), time: wordsOf('month', 'year') })),
    }),
    'at most nine digits before the point and four behind it',
  ),
  (cursor) => {
    const [amount, currency, slash, per] = [cursor.here, cursor.peek(), cursor.peek(2), cursor.peek(3)];
    if (amount?.kind !== 'number' || !currency || !/^[A-Z]{3}$/.test(currency.text))
      return cursor.fail('money');
    const [whole = '0', decimals = ''] = amount.text.split('.');
    if (decimals.length > 4 || whole.length > 9) return cursor.fail('money');
    const tenThousandths = Number(whole) * 10_000 + Number(decimals.padEnd(4, '0'));
    if (slash?.text !== '/')
      return cursor.take({ tenThousandths, currency: currency.text, per: 'once' as const }, 2);
    if (per?.text !== 'month' && per?.text !== 'year') return cursor.fail('money', 3);
    return cursor.take({ tenThousandths, currency: currency.text, per: per.text }, 4);
  },
);

export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

/** A part of the whole, at most all of it: `1/3`, `33 %`. */
export const share: Shape<Share> = described(
  namedValue(
    'share',
    choiceOf(
      sequenceOf({ numerator: NUMBER, slash: wordsOf('/'), denominator: NUMBER }),
      sequenceOf({ numerator: NUMBER, percent: wordsOf('%') }),
    ),
    'at most the whole',
  ),
  (cursor) => {
    const [first, sign, second] = [cursor.here, cursor.peek(), cursor.peek(2)];
    const numerator = first?.kind === 'number' ? Number(first.text) : Number.NaN;
    if (sign?.text === '%' && numerator <= 100) return cursor.take({ numerator, denominator: 100 }, 2);
    const denominator = second?.kind === 'number' ? Number(second.text) : Number.NaN;
    const fits = sign?.text === '/' && numerator <= denominator && denominator > 0;
    return fits ? cursor.take({ numerator, denominator }, 3) : cursor.fail('share');
  },
);

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** `300..350`, the smaller end first. */
export const range: Shape<Range> = described(
  namedValue(
    'range',
    sequenceOf({ from: integer.description, dots: wordsOf('..'), to: integer.description }),
    'the smaller end first',
  ),
  (cursor) => {
    const [from, to] = [wholeNumber(cursor.here), wholeNumber(cursor.peek(2))];
    const isRange = from !== undefined && to !== undefined && from <= to && cursor.peek()?.text === '..';
    return isRange ? cursor.take({ from, to }, 3) : cursor.fail('range');
  },
);

/** Where a secret is found, or the fact that somebody wrote one down: its text is never kept. */
export type Secret =
  | { readonly kind: 'env' | 'file' | 'keychain'; readonly name: string }
  | { readonly kind: 'prompt' }
  | { readonly kind: 'literal' };

/** `env NAME`, `file "path"`, `keychain "name"`, `prompt`; anything else is taken for a secret written down. */
export const secret: Shape<Secret> = described<Secret>(
  namedValue(
    'secret',
    choiceOf(
      sequenceOf({ where: wordsOf('env'), name: atomOf('word') }),
      sequenceOf({ where: wordsOf('file', 'keychain'), name: TEXT }),
      wordsOf('prompt'),
    ),
    'anything else is taken for a secret written down, and refused',
  ),
  (cursor) => {
    const [where, what] = [cursor.here, cursor.peek()];
    if (!where) return cursor.fail('secret');
    if (where.text === 'prompt') return cursor.take({ kind: 'prompt' } as const);
    if (where.text === 'env' && what?.kind === 'word')
      return cursor.take({ kind: 'env', name: what.text } as const, 2);
    if ((where.text === 'file' || where.text === 'keychain') && what?.kind === 'string') {
      return cursor.take({ kind: where.text, name: unquote(what.text) } as const, 2);
    }
    return cursor.take({ kind: 'literal' } as const, cursor.atoms.length - cursor.index);
  },
);

/** The `->` between an address and where it goes. */
export const arrow: Shape<'->'> = described(wordsOf('->'), (cursor) =>
  cursor.here?.text === '->' ? cursor.take('->' as const) : cursor.fail('arrow'),
);
