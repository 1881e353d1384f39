/**
 * Looks through one message of a file that another program wrote, line by line, for what a mail store tells of it without its bytes:
 * its size as it will be handed out, what its header says, and what is no part of it. Holds no more than its header.
 */
import { isQuotedFromLine } from './from-lines.ts';
import { CR, LF } from './line-ends.ts';
import { flagsOf, isProgramField, type ProgramFlags } from './program-fields.ts';

/** More of a header is not kept; flags are found all the same. */
const MOST_HEADER = 65_536;

/** A line, or a part of one that is too long to hold. */
export interface Line {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
  /** Where it begins in the file. */
  readonly at: number;
  readonly isStart: boolean;
}

export interface Scanned extends ProgramFlags {
  /** Of what is handed out, with CRLF line ends. */
  readonly size: number;
  readonly header: string;
  /** Parts of the file that are the message. */
  readonly ranges: readonly (readonly [number, number])[];
}

export class MessageScan {
  readonly #start: number;
  readonly #isQuoted: boolean;
  readonly #ranges: [number, number][] = [];
  readonly #header: Buffer[] = [];
  #headerBytes = 0;
  #fields = '';
  #size = 0;
  #from: number;
  #isInHeader = true;
  #isSkipping = false;
  #last = LF;

  constructor(start: number, isQuoted: boolean) {
    this.#start = start;
    this.#from = start;
    this.#isQuoted = isQuoted;
  }

  take(line: Line): void {
    if (this.#isInHeader && this.#takeHeaderLine(line)) return;
    const { bytes, from, to, isStart } = line;
    this.#size += to - from;
    const before = to - from > 1 ? bytes[to - 2] : this.#last;
    if (bytes[to - 1] === LF && before !== CR) this.#size++;
    if (this.#isQuoted && isStart && isQuotedFromLine(bytes, from)) this.#size--;
    this.#last = bytes[to - 1] ?? LF;
  }

  /** `end`: where the message ends in the file. */
  end(end: number): Scanned {
    if (this.#from < end) this.#ranges.push([this.#from, end]);
    const ranges = this.#ranges.length > 0 ? this.#ranges : ([[this.#start, this.#start]] as const);
    const header = Buffer.concat(this.#header).toString('latin1');
    return { ...flagsOf(this.#fields), size: this.#size, header, ranges };
  }

  /** True where the line is no part of the message. */
  #takeHeaderLine(line: Line): boolean {
    const { bytes, from, to, isStart } = line;
    const first = bytes[from];
    if (isStart && (first === LF || (first === CR && bytes[from + 1] === LF))) {
      this.#isInHeader = false;
      this.#isSkipping = false;
      return false;
    }
    const isFolded = first === 32 || first === 9;
    if (isStart && !isFolded)
      this.#isSkipping = isProgramField(bytes.toString('latin1', from, Math.min(to, from + 40)));
    if (this.#isSkipping) this.#skip(line);
    if (!this.#isSkipping && this.#headerBytes < MOST_HEADER) {
      this.#headerBytes += to - from;
      this.#header.push(Buffer.from(bytes.subarray(from, to)));
    }
    return this.#isSkipping;
  }

  #skip({ bytes, from, to, at }: Line): void {
    if (this.#from < at) this.#ranges.push([this.#from, at]);
    this.#from = at + to - from;
    if (this.#fields.length < MOST_HEADER) this.#fields += bytes.toString('latin1', from, to);
  }
}
