/**
 * Addresses of one domain that are one letter, dot or hyphen apart, kept up address by address. One slip leaves the first
 * or the second half of a name as it is, so that only names which share a half are compared.
 */

/** Shorter names are too often meant: `dg` and `dt`, `anna` and `anne`. */
const SHORTEST = 8;

export class LookAlikes {
  /** The addresses by the hash of a half, of the name's length and of the domain. */
  private readonly halves = new Map<number, string | string[]>();
  /** How often more than once an address is declared. */
  private readonly more = new Map<string, number>();
  /** What was found, both ways round. */
  private readonly alike = new Map<string, readonly string[]>();

  /** Takes an address in; returns those that look like it. */
  add(address: string): readonly string[] {
    const at = localLength(address);
    if (at < SHORTEST) return NONE;
    const seed = seedOf(address, at);
    const front = frontOf(address, at, seed);
    if (has(this.halves.get(front), address)) {
      this.more.set(address, (this.more.get(address) ?? 0) + 1);
      return NONE;
    }
    const alike = this.search(address, at, seed);
    this.put(front, address);
    this.put(backOf(address, at, at, seed), address);
    if (alike.length > 0) this.alike.set(address, alike);
    for (const other of alike) this.alike.set(other, [...this.of(other), address].sort());
    return alike;
  }

  /** Takes an address out; returns those that looked like it. */
  remove(address: string): readonly string[] {
    const at = localLength(address);
    if (at < SHORTEST) return NONE;
    const more = this.more.get(address) ?? 0;
    if (more > 1) this.more.set(address, more - 1);
    else this.more.delete(address);
    if (more > 0) return NONE;
    const seed = seedOf(address, at);
    this.take(frontOf(address, at, seed), address);
    this.take(backOf(address, at, at, seed), address);
    const alike = this.of(address);
    this.alike.delete(address);
    for (const other of alike) this.leave(other, address);
    return alike;
  }

  /** The addresses that look like this one, in the order of the alphabet. */
  of(address: string): readonly string[] {
    return this.alike.size === 0 ? NONE : (this.alike.get(address) ?? NONE);
  }

  private leave(address: string, gone: string): void {
    const left = this.of(address).filter((other) => other !== gone);
    if (left.length > 0) this.alike.set(address, left);
    else this.alike.delete(address);
  }

  private search(address: string, at: number, seed: number): readonly string[] {
    let found: string[] | undefined;
    for (let length = at - 1; length <= at + 1; length++) {
      found = this.among(frontOf(address, length, seed), address, found);
      found = this.among(backOf(address, at, length, seed), address, found);
    }
    return found ? [...new Set(found)].sort() : NONE;
  }

  private among(half: number, address: string, found: string[] | undefined): string[] | undefined {
    const candidates = this.halves.get(half);
    if (candidates === undefined) return found;
    let all = found;
    for (const candidate of typeof candidates === 'string' ? [candidates] : candidates) {
      if (!lookAlike(address, candidate)) continue;
      all ??= [];
      all.push(candidate);
    }
    return all;
  }

  private put(half: number, address: string): void {
    const known = this.halves.get(half);
    if (known === undefined) this.halves.set(half, address);
    else if (typeof known === 'string') this.halves.set(half, [known, address]);
    else known.push(address);
  }

  private take(half: number, address: string): void {
    const known = this.halves.get(half);
    if (typeof known === 'string') {
      if (known === address) this.halves.delete(half);
    } else if (known?.includes(address)) {
      known.splice(known.indexOf(address), 1);
      if (known.length === 0) this.halves.delete(half);
    }
  }
}

const NONE: readonly string[] = [];

const has = (known: string | string[] | undefined, address: string): boolean =>
  typeof known === 'string' ? known === address : (known?.includes(address) ?? false);

const localLength = (address: string): number => address.lastIndexOf('@');

/** A number for the domain; those of the halves go on from it (FNV-1a). */
const seedOf = (address: string, at: number): number => hashed(address, at, address.length, 0x811c9dc5);

/** A number for the first half of a name of this length. */
const frontOf = (address: string, length: number, seed: number): number =>
  hashed(address, 0, length >> 1, seed ^ length) >>> 2;

/** A number for the second half of a name of this length, where the name ends at `at`. */
const backOf = (address: string, at: number, length: number, seed: number): number =>
  hashed(address, Math.max(0, at - length + (length >> 1)), at, seed ^ length ^ 0x5bd1e995) >>> 2;

function hashed(text: string, start: number, end: number, seed: number): number {
  let hash = Math.imul(seed, 0x01000193);
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** Whether two addresses of one domain differ by one letter, dot or hyphen that was added, left out or replaced. */
export function lookAlike(one: string, other: string): boolean {
  if (one.length > other.length) return lookAlike(other, one);
  const longer = other.length - one.length;
  if (longer > 1 || one === other) return false;
  let start = 0;
  while (start < one.length && one.charCodeAt(start) === other.charCodeAt(start)) start++;
  let end = one.length;
  while (end > start && one.charCodeAt(end - 1) === other.charCodeAt(end - 1 + longer)) end--;
  if (end - start > 1 - longer) return false;
  const at = one.lastIndexOf('@');
  if (start > at || end > at) return false;
  return isSlip(other.charAt(start)) && (longer === 1 || isSlip(one.charAt(start)));
}

/** Digits tell namesakes and rooms apart: `accueil1` and `accueil2` are meant. */
const isSlip = (character: string): boolean => !/[0-9]/.test(character);
