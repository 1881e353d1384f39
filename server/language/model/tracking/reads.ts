/**
 * What readers read, as a tree: a node stands for the keys on its way from the root, in the order they were first read.
 * The mailboxes of a domain read the same keys in the same order, so they share one node instead of a list each.
 */
import { Multimap } from '../multimap.ts';

/** A way this long is nobody else's: what is read beyond it is kept in a set of the reader's own. */
const LONG = 48;

/** Numbers the ways that nobody shares. */
let ownWays = 0;

type Index<R extends object> = Multimap<string, Reads<R>>;

export class Reads<R extends object> {
  private readonly parent: Reads<R> | undefined;
  private readonly key: string;
  private readonly depth: number;
  /** The nodes by the keys they add to their parent's, over the whole tree. */
  private readonly index: Index<R>;
  /** By the key read next: a node below, or itself where the key is on its way already. */
  private next: Map<string, Reads<R>> | undefined;
  private branches = 0;
  /** All that is read past a long way, by one reader. */
  private rest: Set<string> | undefined;
  private readers: R | Set<R> | undefined;
  private isAttached: boolean;

  private constructor(parent: Reads<R> | undefined, key: string, index: Index<R>) {
    this.parent = parent;
    this.key = key;
    this.depth = parent ? parent.depth + 1 : 0;
    this.index = index;
    this.isAttached = parent?.isAttached ?? true;
  }

  static root<R extends object>(): Reads<R> {
    return new Reads<R>(undefined, '', new Multimap());
  }

  /** The node for these keys and one more. */
  and(key: string): Reads<R> {
    const known = this.next?.get(key);
    if (known) return known;
    if (this.rest || this.depth === LONG) return this.isOnTheWay(key) ? this : this.further(key);
    this.next ??= new Map();
    const node = this.isOnTheWay(key) ? this : this.branch(key);
    this.next.set(key, node);
    return node;
  }

  /** Puts a reader here; returns where it stands, which is another node if this one was given up meanwhile. */
  join(reader: R): Reads<R> {
    if (!this.isAttached) return this.again().join(reader);
    if (this.readers === undefined) this.readers = reader;
    else if (this.readers instanceof Set) this.readers.add(reader);
    else if (this.readers !== reader) this.readers = new Set([this.readers, reader]);
    return this;
  }

  leave(reader: R): void {
    if (this.readers === reader) this.readers = undefined;
    else if (this.readers instanceof Set) {
      this.readers.delete(reader);
      if (this.readers.size === 0) this.readers = undefined;
    }
    this.prune();
  }

  /** Whether anybody, anywhere in the tree, read `key`. */
  isRead(key: string): boolean {
    return this.index.has(key);
  }

  /** Every reader, anywhere in the tree, that read `key`. */
  forEachReaderOf(key: string, tell: (reader: R) => void): void {
    for (const node of this.index.get(key)) node.forEachReader(tell);
  }

  private forEachReader(tell: (reader: R) => void): void {
    if (this.readers instanceof Set) for (const reader of this.readers) tell(reader);
    else if (this.readers !== undefined) tell(this.readers);
    if (this.branches === 0 || !this.next) return;
    for (const node of this.next.values()) if (node !== this) node.forEachReader(tell);
  }

  private isOnTheWay(key: string): boolean {
    if (this.rest?.has(key)) return true;
    for (let node: Reads<R> | undefined = this; node?.parent; node = node.parent) {
      if (node.key === key) return true;
    }
    return false;
  }

  private branch(key: string): Reads<R> {
    const node = new Reads(this, key, this.index);
    this.branches++;
    if (this.isAttached) this.index.add(key, node);
    return node;
  }

  /** Past a long way: a node that only this reading uses, and that takes every further key. */
  private further(key: string): Reads<R> {
    if (!this.rest) {
      this.next ??= new Map();
      const own = `\0${++ownWays}`;
      const node = new Reads(this, own, this.index);
      node.rest = new Set();
      this.branches++;
      this.next.set(own, node);
      return node.further(key);
    }
    this.rest.add(key);
    if (this.isAttached) this.index.add(key, this);
    return this;
  }

  /** Gives up nodes that stand for nobody's reading. */
  private prune(): void {
    for (let node: Reads<R> = this; node.parent && node.isAttached; node = node.parent) {
      if (node.readers !== undefined || node.branches > 0) return;
      node.isAttached = false;
      for (const key of node.rest ?? [node.key]) node.index.delete(key, node);
      node.parent.next?.delete(node.key);
      node.parent.branches--;
    }
  }

  /** The node for the same keys that is in the tree now: whoever is reading may stand on one that was given up. */
  private again(): Reads<R> {
    if (!this.parent) return this;
    let node = this.parent.again();
    for (const key of this.rest ?? [this.key]) node = node.and(key);
    return node;
  }
}
