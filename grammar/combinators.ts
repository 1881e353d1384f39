/**
 * What a shape is, and how shapes are put together: each is a small reader over the atoms of a statement, and describes
 * itself. A reader that does not fit consumes nothing and says what it wanted.
 */
import type { Cursor, Expected } from './cursor.ts';
import { choiceOf, type Description, namedValue, optionally, sequenceOf, wordsOf } from './description.ts';
import type { Atom, Located, Span } from './tree.ts';

/** Reads one value; `undefined` and nothing consumed when it is not there. */
export interface Shape<T> {
  (cursor: Cursor): Located<T> | undefined;
  readonly description: Description;
}
export type ValueOf<S> = S extends Shape<infer T> ? T : never;

/** The shape that `read` reads. */
export const described = <T>(
  description: Description,
  read: (cursor: Cursor) => Located<T> | undefined,
): Shape<T> => Object.assign(read, { description });

/** A value of one atom, by the name it has in messages. */
export const single = <T>(
  name: Extract<Expected, string>,
  of: Description,
  read: (atom: Atom) => T | undefined,
  note?: string,
): Shape<T> =>
  described(namedValue(name, of, note), (cursor) => {
    const value = cursor.here && read(cursor.here);
    return value === undefined ? cursor.fail(name) : cursor.take(value);
  });

/** One of the words given, as written. */
export const word = <const W extends string>(...words: W[]): Shape<W> =>
  described(wordsOf(...words), (cursor) => {
    const found = words.find((candidate) => candidate === cursor.here?.text);
    return found === undefined ? cursor.fail({ words }) : cursor.take(found);
  });

/** A value that may be left out. */
export const optional = <T>(shape: Shape<T>): Shape<T | undefined> =>
  described<T | undefined>(optionally(shape.description), (cursor) => shape(cursor) ?? ABSENT);

const ABSENT: Located<undefined> = { value: undefined, start: 0, end: 0 };

/** A value announced by a word (`port 993`): left out with it, but not without it. */
export const after = <T>(announcement: string, shape: Shape<T>): Shape<T | undefined> =>
  described<T | undefined>(
    optionally(sequenceOf({ announcement: wordsOf(announcement), value: shape.description })),
    (cursor) => {
      if (cursor.here?.text !== announcement) {
        cursor.fail({ words: [announcement] });
        return ABSENT;
      }
      const { start } = cursor.take(announcement);
      const found = shape(cursor);
      return found && { value: found.value, start, end: found.end };
    },
  );

/** A value behind words that are all there or none (`for unit fd55`); it stands where it is itself written. */
export const behind = <T>(words: readonly string[], shape: Shape<T>): Shape<T | undefined> => {
  const parts = [...words.map((written) => wordsOf(written)), shape.description];
  return described<T | undefined>(
    optionally(sequenceOf(Object.fromEntries(parts.map((part, index) => [words[index] ?? 'value', part])))),
    (cursor) => {
      const missing = words.findIndex((written, distance) => cursor.peek(distance)?.text !== written);
      if (missing >= 0) {
        cursor.fail({ words: words.slice(missing, missing + 1) }, missing);
        return missing === 0 ? ABSENT : undefined;
      }
      cursor.take(words, words.length);
      return shape(cursor);
    },
  );
};

/** The first of several shapes that fits. */
export const either = <A, B>(first: Shape<A>, second: Shape<B>): Shape<A | B> =>
  described<A | B>(
    choiceOf(first.description, second.description),
    (cursor) => first(cursor) ?? second(cursor),
  );

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
  const descriptions = entries.map(([key, { description }]) => [key, description] as const);
  return described(sequenceOf(Object.fromEntries(descriptions)), (cursor) => {
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
  });
};

function spanBetween(cursor: Cursor, begin: number): Span {
  const start = cursor.atoms[begin]?.start ?? 0;
  return { start, end: cursor.index > begin ? (cursor.atoms[cursor.index - 1]?.end ?? start) : start };
}
