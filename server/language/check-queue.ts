/**
 * What waits to be checked, in the order of the text: first what was just typed, then what counts in totals before what may
 * read them, and of each the file that somebody looks at before the others. Knows nothing of what a check is.
 */

/** First come, first served. */
class Line<T> {
  private items: T[] = [];
  private head = 0;

  get isEmpty(): boolean {
    return this.head === this.items.length;
  }

  push(item: T): void {
    this.items.push(item);
  }

  next(): T | undefined {
    const item = this.items[this.head++];
    if (this.head >= this.items.length) this.clear();
    return item;
  }

  /** Takes out all that are waiting. */
  clear(): T[] {
    const waiting = this.head === 0 ? this.items : this.items.slice(this.head);
    this.items = [];
    this.head = 0;
    return waiting;
  }
}

export interface Waiting {
  readonly path: string;
  /** Whether totals depend on it. */
  readonly counts: boolean;
}

export class CheckQueue<T extends Waiting> {
  private readonly typed = new Line<T>();
  private readonly counted = { near: new Line<T>(), far: new Line<T>() };
  private readonly others = { near: new Line<T>(), far: new Line<T>() };
  /** In the order in which they are served, what was typed first. */
  private readonly lines = [
    ...[this.typed, this.counted.near, this.counted.far],
    ...[this.others.near, this.others.far],
  ];
  private near = '';

  get isEmpty(): boolean {
    return this.lines.every(({ isEmpty }) => isEmpty);
  }

  get hasTyped(): boolean {
    return !this.typed.isEmpty;
  }

  /** The file that is looked at from now on. */
  lookAt(path: string): void {
    if (this.near === path) return;
    this.near = path;
    const waiting = this.lines.slice(1).flatMap((line) => line.clear());
    for (const item of waiting) this.push(item);
  }

  push(item: T): void {
    const line = item.counts ? this.counted : this.others;
    (item.path === this.near ? line.near : line.far).push(item);
  }

  /** Before all the others. */
  pushTyped(item: T): void {
    this.typed.push(item);
  }

  next(): T | undefined {
    for (const line of this.lines) if (!line.isEmpty) return line.next();
    return undefined;
  }
}
