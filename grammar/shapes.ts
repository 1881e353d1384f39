/**
 * The shapes a value can take, each a small reader over the atoms of a statement. They are combined by the vocabulary,
 * which gives the declarations their types. A reader that does not fit consumes nothing and says what it wanted.
 */
import type { Atom, Located, Span } from './tree.ts';

/** What a reader wanted where it failed; the wrong-value rule has the words for each. */
export type Expected =
  | 'name'
  | 'domain'
  | 'address'
  | 'text'
  | 'integer'
  | 'size'
  | 'rate'
  | 'money'
  | 'date'
  | 'time'
  | 'offset'
  | 'duration'
  | 'share'
  | 'range'
  | 'quiet-hours'
  | 'host'
  | 'timezone'
  | 'secret'
  | 'arrow'
  | 'end'
  | { readonly words: readonly string[] };

/** Reads atoms one after another and remembers the furthest failure, the last of equals: what is required follows what is optional. */
export class Cursor {
  readonly atoms: readonly Atom[];
  index = 0;
  failure: { index: number; expected: Expected } | undefined;

  constructor(atoms: readonly Atom[]) {
    this.atoms = atoms;
  }

  get here(): Atom | undefined {
    return this.atoms[this.index];
  }

  peek(distance = 1): Atom | undefined {
    return this.atoms[this.index + distance];
  }

  fail(expected: Expected, distance = 0): undefined {
    const index = this.index + distance;
    if (!this.failure || index >= this.failure.index) this.failure = { index, expected };
    return undefined;
  }

  take<T>(value: T, count = 1): Located<T> {
    const start = this.atoms[this.index]?.start ?? 0;
    this.index += count;
    return { value, start, end: this.atoms[this.index - 1]?.end ?? start };
  }
}

/** Reads one value; `undefined` and nothing consumed when it is not there. */
export type Shape<T> = (cursor: Cursor) => Located<T> | undefined;
export type ValueOf<S> = S extends Shape<infer T> ? T : never;

const matching =
  <T>(expected: Expected, read: (atom: Atom) => T | undefined): Shape<T> =>
  (cursor) => {
    const value = cursor.here && read(cursor.here);
    return value === undefined ? cursor.fail(expected) : cursor.take(value);
  };

/** `grand-est`, `E3`: a name, or a number used as one (`site 2689`). */
export const name: Shape<string> = matching('name', ({ kind, text }) =>
  kind === 'word' || kind === 'number' || kind === 'placeholder' ? text : undefined,
);

/** `spf55.org`; a single label counts, since a host or a domain may be one. */
export const domain: Shape<string> = matching('domain', ({ kind, text }) =>
  kind === 'domain' ? text : undefined,
);

export const host: Shape<string> = matching('host', ({ kind, text }) =>
  kind === 'domain' || kind === 'word' ? text : undefined,
);

/** `camille.dupont@spf55.org`; in a template also `contact@` and `{unit.admin}`. */
export const address: Shape<string> = matching('address', ({ kind, text }) =>
  kind === 'address' || kind === 'placeholder' ? text : undefined,
);

/** A string between quotes, its escapes resolved. */
export const text: Shape<string> = matching('text', ({ kind, text }) =>
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

export const integer: Shape<number> = matching('integer', ({ kind, text }) =>
  kind === 'number' && !text.includes('.') ? Number(text) : undefined,
);

const SIZES: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

const sizeOf = (cursor: Cursor): number | undefined => {
  const unit = cursor.peek()?.text.toLowerCase().replace(/o$/, 'b');
  const factor = unit === undefined ? undefined : SIZES[unit];
  return cursor.here?.kind === 'number' && factor !== undefined
    ? Math.round(Number(cursor.here.text) * factor)
    : undefined;
};

/** Bytes: `50 GB` is 50·10⁹, `50 GiB` 50·2³⁰; French `Go` is read as `GB`. */
export const size: Shape<number> = (cursor) => {
  const bytes = sizeOf(cursor);
  return bytes === undefined ? cursor.fail('size') : cursor.take(bytes, 2);
};

/** Bytes a second: `20 MB/s`. */
export const rate: Shape<number> = (cursor) => {
  const bytes = sizeOf(cursor);
  const perSecond = cursor.peek(2)?.text === '/' && cursor.peek(3)?.text === 's';
  return bytes === undefined || !perSecond ? cursor.fail('rate') : cursor.take(bytes, 4);
};

/** An exact amount: ten-thousandths of the currency's unit, so that no price ever meets a binary fraction. */
export interface Money {
  readonly tenThousandths: number;
  readonly currency: string;
  readonly per: 'month' | 'year' | 'once';
}

/** `2.76 EUR/month`, `99 EUR/year`, `250 EUR`; at most four decimals. */
export const money: Shape<Money> = (cursor) => {
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
};

/** A day that exists, as `YYYY-MM-DD`: ISO dates compare as text. */
export const date: Shape<string> = matching('date', ({ kind, text }) =>
  kind === 'date' && isDay(text) ? text : undefined,
);

function isDay(written: string): boolean {
  const day = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(written);
}

/** Time of day as `HH:MM`. */
export const time: Shape<string> = matching('time', ({ kind, text }) =>
  kind === 'time' && /^(?:[01]?\d|2[0-3]):[0-5]\d$/.test(text) ? text.padStart(5, '0') : undefined,
);

/** Days from a lot's date: `D-14` is -14, `D` 0; `J` (jour) is read for `D`. */
export const offset: Shape<number> = matching('offset', ({ text }) =>
  /^[DJ](?:[+-]\d{1,4})?$/.test(text) ? Number(text.slice(1) || 0) : undefined,
);

export interface Duration {
  readonly count: number;
  readonly unit: 'minutes' | 'hours' | 'days';
}

const DURATIONS: Readonly<Record<string, Duration['unit']>> = {
  minute: 'minutes',
  minutes: 'minutes',
  hour: 'hours',
  hours: 'hours',
  day: 'days',
  days: 'days',
};

/** `60 days`, `8 hours`. */
export const duration: Shape<Duration> = (cursor) => {
  const unit = DURATIONS[cursor.peek()?.text ?? ''];
  const count = cursor.here?.kind === 'number' ? Number(cursor.here.text) : Number.NaN;
  return unit && Number.isInteger(count) ? cursor.take({ count, unit }, 2) : cursor.fail('duration');
};

export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

/** A part of the whole, at most all of it: `1/3`, `33 %`. */
export const share: Shape<Share> = (cursor) => {
  const [first, sign, second] = [cursor.here, cursor.peek(), cursor.peek(2)];
  const numerator = first?.kind === 'number' ? Number(first.text) : Number.NaN;
  if (sign?.text === '%' && numerator <= 100) return cursor.take({ numerator, denominator: 100 }, 2);
  const denominator = second?.kind === 'number' ? Number(second.text) : Number.NaN;
  const fits = sign?.text === '/' && numerator <= denominator && denominator > 0;
  return fits ? cursor.take({ numerator, denominator }, 3) : cursor.fail('share');
};

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** `300..350`, the smaller end first. */
export const range: Shape<Range> = (cursor) => {
  const [first, dots, second] = [cursor.here, cursor.peek(), cursor.peek(2)];
  const isRange = first?.kind === 'number' && dots?.text === '..' && second?.kind === 'number';
  const [from, to] = [Number(first?.text), Number(second?.text)];
  return isRange && from <= to ? cursor.take({ from, to }, 3) : cursor.fail('range');
};

/** `08:00..18:00`; an end before the start runs over midnight. */
export const quietHours: Shape<{ from: string; to: string }> = (cursor) => {
  const [first, dots, second] = [cursor.here, cursor.peek(), cursor.peek(2)];
  const from = first && time(new Cursor([first]))?.value;
  const to = second && time(new Cursor([second]))?.value;
  return from && to && dots?.text === '..' ? cursor.take({ from, to }, 3) : cursor.fail('quiet-hours');
};

/** `Europe/Paris`: a name of the IANA time zone database, known to this machine's. */
export const timezone: Shape<string> = (cursor) => {
  let count = 1;
  let written = cursor.here?.kind === 'word' ? cursor.here.text : '';
  while (count < 5 && cursor.peek(count)?.text === '/' && cursor.peek(count + 1)) {
    written += `/${cursor.peek(count + 1)?.text}`;
    count += 2;
  }
  return written !== '' && isTimezone(written) ? cursor.take(written, count) : cursor.fail('timezone');
};

function isTimezone(written: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: written }));
  } catch {
    return false;
  }
}

/** Where a secret is found, or the fact that somebody wrote one down: its text is never kept. */
export type Secret =
  | { readonly kind: 'env' | 'file' | 'keychain'; readonly name: string }
  | { readonly kind: 'prompt' }
  | { readonly kind: 'literal' };

/** `env NAME`, `file "path"`, `keychain "name"`, `prompt`; anything else is taken for a secret written down. */
export const secret: Shape<Secret> = (cursor) => {
  const [where, what] = [cursor.here, cursor.peek()];
  if (!where) return cursor.fail('secret');
  if (where.text === 'prompt') return cursor.take({ kind: 'prompt' } as const);
  if (where.text === 'env' && what?.kind === 'word')
    return cursor.take({ kind: 'env', name: what.text } as const, 2);
  if ((where.text === 'file' || where.text === 'keychain') && what?.kind === 'string') {
    return cursor.take({ kind: where.text, name: unquote(what.text) } as const, 2);
  }
  return cursor.take({ kind: 'literal' } as const, cursor.atoms.length - cursor.index);
};

/** One of the words given, as written. */
export const word =
  <const W extends string>(...words: W[]): Shape<W> =>
  (cursor) => {
    const found = words.find((candidate) => candidate === cursor.here?.text);
    return found === undefined ? cursor.fail({ words }) : cursor.take(found);
  };

/** A value that may be left out. */
export const optional =
  <T>(shape: Shape<T>): Shape<T | undefined> =>
  (cursor) =>
    shape(cursor) ?? { value: undefined, start: 0, end: 0 };

/** A value announced by a word (`port 993`): left out with it, but not without it. */
export const after =
  <T>(announcement: string, shape: Shape<T>): Shape<T | undefined> =>
  (cursor) => {
    if (cursor.here?.text !== announcement) {
      cursor.fail({ words: [announcement] });
      return { value: undefined, start: 0, end: 0 };
    }
    const { start } = cursor.take(announcement);
    const found = shape(cursor);
    return found && { value: found.value, start, end: found.end };
  };

/** The first of several shapes that fits. */
export const either =
  <A, B>(first: Shape<A>, second: Shape<B>): Shape<A | B> =>
  (cursor) =>
    first(cursor) ?? second(cursor);

type Parts = Readonly<Record<string, Shape<unknown>>>;
/** The parts of a sequence that were written, each where it stands. */
export type Read<P extends Parts> = {
  readonly [K in keyof P as undefined extends ValueOf<P[K]> ? never : K]: Located<ValueOf<P[K]>>;
} & {
  readonly [K in keyof P as undefined extends ValueOf<P[K]> ? K : never]?: Located<
    Exclude<ValueOf<P[K]>, undefined>
  >;
};

/** Several values in the order of the parts; an optional part that is absent leaves no trace. */
export const sequence = <P extends Parts>(parts: P): Shape<Read<P>> => {
  const entries = Object.entries(parts);
  return (cursor) => {
    const begin = cursor.index;
    const found: Record<string, Located<unknown>> = {};
    for (const [key, shape] of entries) {
      const part = shape(cursor);
      if (!part) {
        cursor.index = begin;
        return undefined;
      }
      if (part.value !== undefined) found[key] = part;
    }
    return { value: found as Read<P>, ...spanBetween(cursor, begin) };
  };
};

function spanBetween(cursor: Cursor, begin: number): Span {
  const start = cursor.atoms[begin]?.start ?? 0;
  return { start, end: cursor.index > begin ? (cursor.atoms[cursor.index - 1]?.end ?? start) : start };
}

/** The `->` between an address and where it goes. */
export const arrow: Shape<'->'> = matching('arrow', ({ text }) => (text === '->' ? text : undefined));
