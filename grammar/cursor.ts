/** The atoms of a statement being read one after another, and what was wanted where a reader failed. */
import type { Atom, Located } from './tree.ts';

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
