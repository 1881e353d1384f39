/**
 * Addresses of one domain that are one letter, dot or hyphen apart, kept up address by address. One slip leaves the first
 * or the second half of a name as it is, so that only names which share a half are compared.
 */

/** Shorter names are too often meant: `dg` and `dt`, `anna` and `anne`. */
const SHORTEST = 8;

export class LookAlikes {
  /** The addresses by the hash of a half, of the name's length and of the domain. */
  private readonly halves = new Map<number, string | string[]>();
  /** How often an address is declared. */
  private readonly counts = new Map<string, number>();

  /** Takes an address in; returns those that look like it. */
  add(address: string): readonly string[] {
    const count = (this.counts.get(address) ?? 0) + 1;
    const at = localLength(address);
    if (at < SHORTEST) return NONE;
    this.counts.set(address, count);
    if (count > 1) return NONE;
    const alike = this.of(address);
    for (const half of halvesOf(address, at)) this.put(half, address);
    return alike;
  }

  /** Takes an address out; returns those that looked like it. */
  remove(address: string): readonly string[] {
    const count = (this.counts.get(address) ?? 0) - 1;
    if (count > 0) this.counts.set(address, count);
    if (count !== 0) return NONE;
    this.counts.delete(address);
    for (const half of halvesOf(address, localLength(address))) this.take(half, address);
    return this.of(address);
  }

  /** The addresses that look like this one, in the order of the alphabet. */
  of(address: string): readonly string[] {
    const at = localLength(address);
    if (at < SHORTEST) return NONE;
    let found: string[] | undefined;
    for (let length = at - 1; length <= at + 1; length++) {
      const middle = length >> 1;
      found = this.among(hashOf(address, 0, middle, length, at), address, found);
      found = this.among(hashOf(address, at - (length - middle), at, length, at), address, found);
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
    if (typeof known === 'string') this.halves.delete(half);
    else if (known) {
      known.splice(known.indexOf(address), 1);
      if (known.length === 0) this.halves.delete(half);
    }
  }
}

const NONE: readonly string[] = [];

const localLength = (address: string): number => address.lastIndexOf('@');

function halvesOf(address: string, at: number): [number, number] {
  const middle = at >> 1;
  return [hashOf(address, 0, middle, at, at), hashOf(address, middle, at, at, at)];
}

/** A number for a stretch of the name, the length of the name it is looked for in, and the domain (FNV-1a). */
function hashOf(address: string, start: number, end: number, length: number, at: number): number {
  let hash = Math.imul(0x811c9dc5 ^ length ^ (start === 0 ? 0 : 0x5bd1e995), 0x01000193);
  for (let i = Math.max(0, start); i < end; i++)
    hash = Math.imul(hash ^ address.charCodeAt(i), 0x01000193);
  for (let i = at; i < address.length; i++) hash = Math.imul(hash ^ address.charCodeAt(i), 0x01000193);
  return hash >>> 2;
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
