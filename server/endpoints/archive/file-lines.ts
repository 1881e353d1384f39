/** Hands out a file's lines one after the other, whatever its size, in one piece of memory, and lets others work in between. */
import { closeSync, readSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { stopIfAsked } from '../../running/failures.ts';
import { type DiskPath, openPlain } from './disk.ts';
import { LF } from './line-ends.ts';
import type { Line } from './message-scan.ts';

const PIECE = 1_000_000;

/** A line that is longer comes in parts. */
const LONGEST = 100_000;

/** Calls `take` for each line from a place on; its bytes are there only until it returns. Returns how long the file was. */
export async function eachLine(
  file: DiskPath,
  start: number,
  signal: AbortSignal,
  take: (line: Line) => void,
): Promise<number> {
  const { fd, size } = openPlain(file);
  try {
    const lines = new Lines(Buffer.allocUnsafe(Math.min(PIECE, size - start + 1) + LONGEST), start, take);
    while (lines.read(fd)) {
      await turn();
      stopIfAsked(signal);
    }
    return lines.end();
  } finally {
    closeSync(fd);
  }
}

class Lines {
  readonly #bytes: Buffer;
  readonly #take: (line: Line) => void;
  /** Where the bytes held begin in the file, and how many they are. */
  #at: number;
  #held = 0;
  #isStart = true;

  constructor(bytes: Buffer, start: number, take: (line: Line) => void) {
    this.#bytes = bytes;
    this.#at = start;
    this.#take = take;
  }

  /** False at the end of the file. */
  read(fd: number): boolean {
    const room = this.#bytes.length - this.#held;
    const count = readSync(fd, this.#bytes, this.#held, room, this.#at + this.#held);
    if (count > 0) this.#handLines(this.#held + count);
    return count > 0;
  }

  end(): number {
    if (this.#held > 0) this.#hand(this.#bytes.subarray(0, this.#held), 0, this.#held);
    return this.#at + this.#held;
  }

  #handLines(length: number): void {
    const bytes = this.#bytes.subarray(0, length);
    let from = 0;
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, from)) {
      this.#hand(bytes, from, end + 1);
      from = end + 1;
      this.#isStart = true;
    }
    if (length - from >= LONGEST) {
      this.#hand(bytes, from, length);
      this.#isStart = false;
      from = length;
    }
    bytes.copyWithin(0, from);
    this.#at += from;
    this.#held = length - from;
  }

  #hand(bytes: Buffer, from: number, to: number): void {
    this.#take({ bytes, from, to, at: this.#at + from, isStart: this.#isStart });
  }
}
