/**
 * The plan's addresses by how they begin, so that the few that go on from some letters are found among hundreds of
 * thousands. Made when it is first asked for, and kept up from then on.
 */
import type { Key } from '../names.ts';

const BEFORE = 'address:'.length;

/** So many first characters share a shelf. */
const LETTERS = 3;

/** More than this are not looked at for one answer; more letters will be typed. */
const MOST_SEEN = 20_000;

export class AddressBeginnings {
  private readonly shelves = new Map<string, Key[]>();

  constructor(keys: Iterable<Key>) {
    for (const key of keys) this.add(key);
  }

  add(key: Key): void {
    const beginning = beginningOf(key);
    const shelf = this.shelves.get(beginning);
    if (shelf) shelf.push(key);
    else this.shelves.set(beginning, [key]);
  }

  remove(key: Key): void {
    const beginning = beginningOf(key);
    const shelf = this.shelves.get(beginning);
    const at = shelf?.indexOf(key) ?? -1;
    if (!shelf || at < 0) return;
    const last = shelf.pop();
    if (last !== undefined && last !== key) shelf[at] = last;
    if (shelf.length === 0) this.shelves.delete(beginning);
  }

  /** Addresses that begin with `typed`, which is compared as it is; not all of them where they are very many. */
  *beginningWith(typed: string): Generator<Key> {
    const wanted = `address:${typed}`;
    let left = MOST_SEEN;
    for (const shelf of this.shelvesFor(typed)) {
      for (const key of shelf) {
        if (left-- === 0) return;
        if (key.startsWith(wanted)) yield key;
      }
    }
  }

  private *shelvesFor(typed: string): Generator<readonly Key[]> {
    if (typed.length >= LETTERS) {
      const shelf = this.shelves.get(typed.slice(0, LETTERS));
      if (shelf) yield shelf;
      return;
    }
    for (const [beginning, shelf] of this.shelves) if (beginning.startsWith(typed)) yield shelf;
  }
}

const beginningOf = (key: Key): string => key.slice(BEFORE, BEFORE + LETTERS);
