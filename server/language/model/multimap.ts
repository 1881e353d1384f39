/** A map from keys to sets of values. A lone value is kept without a set: most names have one definition. */
export class Multimap<K, V extends object> {
  private readonly entries = new Map<K, V | Set<V>>();
  /** What was looked up last: one name is asked for many times in a row, and a large map is slow to find it in. */
  private lastKey: K | undefined;
  private lastFound: V | Set<V> | undefined;

  private find(key: K): V | Set<V> | undefined {
    if (key === this.lastKey) return this.lastFound;
    this.lastFound = this.entries.get(key);
    this.lastKey = key;
    return this.lastFound;
  }

  /** Whether the key had no value before. */
  add(key: K, value: V): boolean {
    this.lastKey = undefined;
    const present = this.entries.get(key);
    if (present === undefined) this.entries.set(key, value);
    else if (present instanceof Set) present.add(value);
    else if (present !== value) this.entries.set(key, new Set([present, value]));
    return present === undefined;
  }

  delete(key: K, value: V): void {
    this.lastKey = undefined;
    const present = this.entries.get(key);
    if (present === value) this.entries.delete(key);
    if (!(present instanceof Set)) return;
    present.delete(value);
    const [first, second] = present;
    if (first !== undefined && second === undefined) this.entries.set(key, first);
  }

  has(key: K): boolean {
    return this.find(key) !== undefined;
  }

  /** The value of a key that has exactly one. */
  only(key: K): V | undefined {
    const present = this.find(key);
    return present instanceof Set ? undefined : present;
  }

  /** The values of a key, in no order that means anything. */
  get(key: K): readonly V[] {
    const present = this.find(key);
    if (present === undefined) return [];
    return present instanceof Set ? [...present] : [present];
  }

  keys(): IterableIterator<K> {
    return this.entries.keys();
  }
}
