/** A small seeded generator (mulberry32): the same seed gives the same story on every machine. Not for secrets. */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.next() * from.length)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  }

  /** `count` different ones, in the order they stand in; all of them where there are fewer. */
  sample<T>(from: readonly T[], count: number): T[] {
    const chosen = new Set(this.shuffle(from.map((_, index) => index)).slice(0, count));
    return from.filter((_, index) => chosen.has(index));
  }

  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.whole(0, last);
      [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
    }
    return shuffled;
  }

  /** Log-normal, the shape of mailbox sizes: most are small, a few are huge. */
  skewed(median: number, spread: number): number {
    // Twelve uniform draws less six are near enough to a normal one, and use no function whose last digit differs by machine.
    let normal = -6;
    for (let draw = 0; draw < 12; draw++) normal += this.next();
    return median * 2 ** (normal * spread);
  }
}
