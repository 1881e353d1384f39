/**
 * Remembers who read what, so that a change re-does the work that depends on it and no other. A reader is anything that
 * is computed from the plan: the check of a block, or a value derived for many of them.
 */
import { Reads } from './reads.ts';

export interface Reader {
  /** What it read when it was last computed. */
  reads: Reads<Reader> | undefined;
  /** Keys that it is told of anyway, so that they need not be kept: the names it defines itself. */
  isToldOf(key: string): boolean;
}

/** A value that many readers share. It passes a change on only when it comes out different. */
class Derived<T> implements Reader {
  reads: Reads<Reader> | undefined;
  readonly key: string;
  readonly compute: () => T;
  value: T | undefined;
  fingerprint = '';

  constructor(key: string, compute: () => T) {
    this.key = key;
    this.compute = compute;
  }

  isToldOf(): boolean {
    return false;
  }
}

/** So many are not worth looking through. */
const FEW_DERIVED = 1000;

export class Tracker<R extends Reader> {
  private readonly root = Reads.root<Reader>();
  private readonly derived = new Map<string, Derived<unknown>>();
  private readonly outdated = new Set<Derived<unknown>>();
  private readonly onOutdated: (reader: R) => void;
  /**
   * A number for the computation that is going on, another whenever a further one begins or ends; 0 outside of any. What was
   * answered once in a turn has been noted, and comes out the same until the turn is over.
   */
  turn = 0;
  /** Whether anything was ever read: until then nobody needs to be told of a change. */
  wasRead = false;
  private turns = 0;
  /** How many shared values were left after the last sweep. */
  private kept = 0;
  private reader: Reader | undefined;
  private reads: Reads<Reader> = this.root;

  constructor(onOutdated: (reader: R) => void) {
    this.onOutdated = onOutdated;
  }

  /** Notes that whoever is computed now depends on `key`. */
  read(key: string): void {
    this.wasRead = true;
    if (this.reader && !this.reader.isToldOf(key)) this.reads = this.reads.and(key);
  }

  /** Computes for `reader`, and replaces what it is known to depend on. */
  track<T>(reader: R | Derived<unknown>, compute: () => T): T {
    const { reader: outer, reads } = this;
    this.reader = reader;
    this.reads = this.root;
    this.turn = ++this.turns;
    try {
      return compute();
    } finally {
      const now = this.reads;
      this.reader = outer;
      this.turn = outer ? ++this.turns : 0;
      this.reads = reads;
      if (now !== reader.reads) {
        reader.reads?.leave(reader);
        reader.reads = now === this.root ? undefined : now.join(reader);
      }
    }
  }

  forget(reader: R): void {
    reader.reads?.leave(reader);
    reader.reads = undefined;
  }

  /** A value shared by its readers, computed at most once until something it read changes. `T` must be plain data. */
  derive<T>(key: string, compute: () => T): T {
    this.read(key);
    let derived = this.derived.get(key) as Derived<T> | undefined;
    if (!derived) {
      derived = new Derived(key, compute);
      this.derived.set(key, derived as Derived<unknown>);
      this.recompute(derived as Derived<unknown>);
    } else if (this.outdated.size > 0 && this.outdated.delete(derived as Derived<unknown>))
      this.recompute(derived as Derived<unknown>);
    return derived.value as T;
  }

  /** Something changed under `key`: its readers are out of date. */
  touch(key: string): void {
    this.root.forEachReaderOf(key, (reader) => {
      if (reader instanceof Derived) this.outdated.add(reader);
      else this.onOutdated(reader as R);
    });
  }

  /** Whether every shared value is up to date. */
  get isSettled(): boolean {
    return this.outdated.size === 0;
  }

  /** Brings the shared values up to date; readers of those that came out different are told. */
  settle(): void {
    for (const derived of this.outdated) {
      this.outdated.delete(derived);
      this.recompute(derived);
    }
  }

  /** Gives up the shared values that nobody reads any more, from time to time: each spelling of a name that is typed has some. */
  sweep(): void {
    if (this.derived.size < 2 * this.kept + FEW_DERIVED) return;
    let before: number;
    do {
      before = this.derived.size;
      for (const [key, derived] of this.derived) if (!this.root.isRead(key)) this.giveUp(derived);
    } while (this.derived.size < before);
    this.kept = this.derived.size;
  }

  private giveUp(derived: Derived<unknown>): void {
    derived.reads?.leave(derived);
    derived.reads = undefined;
    this.derived.delete(derived.key);
    this.outdated.delete(derived);
  }

  private recompute(derived: Derived<unknown>): void {
    const before = derived.fingerprint;
    derived.value = this.track(derived, derived.compute);
    derived.fingerprint = JSON.stringify(derived.value);
    if (before !== '' && before !== derived.fingerprint) this.touch(derived.key);
  }
}
