/**
 * Remembers who read what, so that a change re-does the work that depends on it and no other. A reader is anything that
 * is computed from the plan: the check of a block, or a value derived for many of them.
 */
import { Multimap } from './multimap.ts';

export interface Reader {
  /** The keys it read when it was last computed, each once. */
  dependencies: readonly string[];
  /** Keys that it is told of anyway, so that they need not be kept: the names it defines itself. */
  isToldOf(key: string): boolean;
}

const NOTHING_READ: readonly string[] = [];

/** Up to here a list is looked through faster than a set is filled. */
const SHORT = 32;

/** The keys read by one computation, each once, in the order they were first read. */
class Reading {
  readonly keys: string[] = [];
  private seen: Set<string> | undefined;

  add(key: string): void {
    if (this.seen ? this.seen.has(key) : this.keys.includes(key)) return;
    this.keys.push(key);
    if (this.seen) this.seen.add(key);
    else if (this.keys.length > SHORT) this.seen = new Set(this.keys);
  }
}

/** A value that many readers share. It passes a change on only when it comes out different. */
class Derived<T> implements Reader {
  dependencies = NOTHING_READ;
  readonly isToldOf = () => false;
  readonly key: string;
  readonly compute: () => T;
  value: T | undefined;
  fingerprint = '';

  constructor(key: string, compute: () => T) {
    this.key = key;
    this.compute = compute;
  }
}

export class Tracker<R extends Reader> {
  private readonly readers = new Multimap<string, R | Derived<unknown>>();
  private readonly derived = new Map<string, Derived<unknown>>();
  private readonly outdated = new Set<Derived<unknown>>();
  private readonly onOutdated: (reader: R) => void;
  private reading: Reading | undefined;

  constructor(onOutdated: (reader: R) => void) {
    this.onOutdated = onOutdated;
  }

  /** Notes that whoever is computed now depends on `key`. */
  read(key: string): void {
    this.reading?.add(key);
  }

  /** Computes for `reader`, and replaces what it is known to depend on. */
  track<T>(reader: R | Derived<unknown>, compute: () => T): T {
    const outer = this.reading;
    const reading = new Reading();
    this.reading = reading;
    try {
      return compute();
    } finally {
      this.reading = outer;
      this.depend(reader, reading.keys);
    }
  }

  forget(reader: R): void {
    this.depend(reader, NOTHING_READ);
  }

  /** A value shared by its readers, computed at most once until something it read changes. `T` must be plain data. */
  derive<T>(key: string, compute: () => T): T {
    this.read(key);
    let derived = this.derived.get(key) as Derived<T> | undefined;
    if (!derived) {
      derived = new Derived(key, compute);
      this.derived.set(key, derived as Derived<unknown>);
      this.recompute(derived as Derived<unknown>);
    } else if (this.outdated.delete(derived as Derived<unknown>)) this.recompute(derived as Derived<unknown>);
    return derived.value as T;
  }

  /** Something changed under `key`: its readers are out of date. */
  touch(key: string): void {
    for (const reader of this.readers.get(key)) {
      if (reader instanceof Derived) this.outdated.add(reader);
      else this.onOutdated(reader);
    }
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

  private recompute(derived: Derived<unknown>): void {
    const before = derived.fingerprint;
    derived.value = this.track(derived, derived.compute);
    derived.fingerprint = JSON.stringify(derived.value);
    if (before !== '' && before !== derived.fingerprint) this.touch(derived.key);
  }

  private depend(reader: R | Derived<unknown>, read: readonly string[]): void {
    const keys = read.some((key) => reader.isToldOf(key))
      ? read.filter((key) => !reader.isToldOf(key))
      : read;
    const before = reader.dependencies;
    reader.dependencies = keys;
    if (before.length === 0) {
      for (const key of keys) this.readers.add(key, reader);
    } else if (!isSame(before, keys)) {
      const [kept, known] = [new Set(keys), new Set(before)];
      for (const key of before) if (!kept.has(key)) this.readers.delete(key, reader);
      for (const key of keys) if (!known.has(key)) this.readers.add(key, reader);
    }
  }
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((key, index) => key === other[index]);
