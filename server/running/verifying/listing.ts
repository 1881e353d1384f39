/**
 * The messages of one side in columns of numbers, some 80 bytes each: two sides of 100,000 messages take less memory than one of them
 * would as objects, and leave nothing for the garbage collector to go through. Pure.
 */
import { hash } from 'node:crypto';
import type { MessageLook } from '../ports.ts';
import type { Flags, Place, Sighting } from './sighting.ts';

/** Places in a row of 32-bit numbers. */
const UID = 0;
const SIZE = 1;
const FLAGS = 2;
const PLACE = 3;
const STATE = 4;
const NAME = 5;
const NAME_WORDS = 4;
const SHA = NAME + NAME_WORDS;
const SHA_WORDS = 8;
const ROW = SHA + SHA_WORDS;

const NAMED = 1;
const HASHED = 2;

export class Listing {
  length = 0;
  readonly #places: readonly Place[];
  readonly #flags: FlagTable;
  #rows = new Uint32Array(ROW * 256);
  #dates = new Float64Array(256);

  /** Both sides share the table of flags. */
  constructor(places: readonly Place[], flags: FlagTable) {
    this.#places = places;
    this.#flags = flags;
  }

  add(place: number, look: MessageLook): void {
    const { uid, size, messageId, date, subject } = look;
    this.#makeRoom();
    const at = this.length++;
    const row = at * ROW;
    const named = messageId === '' ? `${date}\n${subject}` : `${messageId}\n${date}`;
    this.#dates[at] = Math.floor(look.receivedAt.getTime() / 1000);
    this.#rows.set([uid, size, this.#flags.numberOf(look.flags), place, messageId === '' ? 0 : NAMED], row);
    // 128 bits: headers may be long, and are not kept.
    writeHex(this.#rows, row + NAME, NAME_WORDS, hash('sha256', named));
  }

  clear(): void {
    this.length = 0;
    this.#rows = new Uint32Array(ROW * 256);
    this.#dates = new Float64Array(256);
  }

  setHash(at: number, sha256: string): void {
    writeHex(this.#rows, at * ROW + SHA, SHA_WORDS, sha256);
    this.#rows[at * ROW + STATE] = this.#number(at, STATE) | HASHED;
  }

  uid = (at: number): number => this.#number(at, UID);
  size = (at: number): number => this.#number(at, SIZE);
  place = (at: number): number => this.#number(at, PLACE);
  receivedAt = (at: number): number => this.#dates[at] ?? 0;
  isNamed = (at: number): boolean => (this.#number(at, STATE) & NAMED) !== 0;
  isHashed = (at: number): boolean => (this.#number(at, STATE) & HASHED) !== 0;
  sha256 = (at: number): string => this.#hex(at, SHA, SHA_WORDS);

  /** By size and name. */
  compareLooks(at: number, other: Listing, there: number): number {
    return this.size(at) - other.size(there) || this.#compare(at, other, there, NAME, NAME_WORDS);
  }

  /** By their bytes' hash, where both have one; one that has none is not the same as one that has. */
  compareIdentities(at: number, other: Listing, there: number): number {
    const isHashed = this.isHashed(at);
    if (isHashed !== other.isHashed(there)) return isHashed ? 1 : -1;
    return isHashed ? this.#compare(at, other, there, SHA, SHA_WORDS) : this.compareLooks(at, other, there);
  }

  compareFlags(at: number, other: Listing, there: number): number {
    return this.#number(at, FLAGS) - other.#number(there, FLAGS);
  }

  compareDates(at: number, other: Listing, there: number): number {
    return this.receivedAt(at) - other.receivedAt(there);
  }

  look(at: number): string {
    return `${this.size(at)} ${this.#hex(at, NAME, NAME_WORDS)}`;
  }

  sighting(at: number): Sighting {
    const name = this.#hex(at, NAME, NAME_WORDS);
    return {
      seenIn: this.#places[this.place(at)] as Place,
      uid: this.uid(at),
      size: this.size(at),
      receivedAt: this.receivedAt(at),
      flags: this.#flags.at(this.#number(at, FLAGS)),
      look: this.look(at),
      name,
      hasMessageId: this.isNamed(at),
      ...(this.isHashed(at) && { sha256: this.sha256(at) }),
    };
  }

  sightings(): Sighting[] {
    return Array.from({ length: this.length }, (_, at) => this.sighting(at));
  }

  /** Keeps only these. */
  filter(isKept: (at: number) => boolean): void {
    let kept = 0;
    for (let at = 0; at < this.length; at++) {
      if (!isKept(at)) continue;
      this.#rows.copyWithin(kept * ROW, at * ROW, (at + 1) * ROW);
      this.#dates[kept++] = this.receivedAt(at);
    }
    this.length = kept;
  }

  #number(at: number, column: number): number {
    return this.#rows[at * ROW + column] ?? 0;
  }

  #compare(at: number, other: Listing, there: number, column: number, words: number): number {
    for (let word = column; word < column + words; word++) {
      const order = this.#number(at, word) - other.#number(there, word);
      if (order !== 0) return order;
    }
    return 0;
  }

  #hex(at: number, column: number, words: number): string {
    const row = this.#rows.subarray(at * ROW + column, at * ROW + column + words);
    return [...row].map((word) => word.toString(16).padStart(8, '0')).join('');
  }

  #makeRoom(): void {
    if (this.length < this.#dates.length) return;
    const [rows, dates] = [this.#rows, this.#dates];
    this.#rows = new Uint32Array(rows.length * 2);
    this.#rows.set(rows);
    this.#dates = new Float64Array(dates.length * 2);
    this.#dates.set(dates);
  }
}

function writeHex(into: Uint32Array, at: number, words: number, hex: string): void {
  for (let word = 0; word < words; word++)
    into[at + word] = Number.parseInt(hex.slice(word * 8, word * 8 + 8), 16);
}

/** Few sets of flags stand on many messages: each has a number, whatever its order and case. */
export class FlagTable {
  readonly #numbers = new Map<string, number>();
  readonly #all: Flags[] = [];

  numberOf(flags: readonly string[]): number {
    const key = flags
      .map((flag) => flag.toLowerCase())
      .sort()
      .join(' ');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#all.length);
    return this.#all.push({ spelled: flags.toSorted(), key }) - 1;
  }

  at(number: number): Flags {
    return this.#all[number] ?? { spelled: [], key: '' };
  }
}
