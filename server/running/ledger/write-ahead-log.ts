/**
 * Whether SQLite's write-ahead log has lost what was committed. SQLite itself stops reading a log at the first frame whose
 * checksum is wrong, and says nothing: right after a power cut, wrong for a log that was damaged later.
 */
import { closeSync, openSync, readSync } from 'node:fs';

// https://www.sqlite.org/fileformat2.html#the_write_ahead_log
const HEADER = 32;
const FRAME_HEADER = 24;
const LITTLE_ENDIAN = 0x377f0682;
const BIG_ENDIAN = 0x377f0683;

type Checksum = readonly [number, number];
type Read = (at: number, length: number) => Buffer | undefined;

/** False where there is no log. */
export function hasLostCommits(path: string): boolean {
  const file = openIfThere(path);
  if (file === undefined) return false;
  try {
    return isBroken((at, length) => {
      const bytes = Buffer.allocUnsafe(length);
      return readSync(file, bytes, 0, length, at) === length ? bytes : undefined;
    });
  } finally {
    closeSync(file);
  }
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isBroken(read: Read): boolean {
  const header = read(0, HEADER);
  if (!header) return false; // a log that was begun and never written
  const magic = header.readUInt32BE(0);
  if (magic !== LITTLE_ENDIAN && magic !== BIG_ENDIAN) return true;
  const add = adder(magic === BIG_ENDIAN);
  const sum = add([0, 0], header.subarray(0, HEADER - 8));
  return isSum(header, HEADER - 8, sum) ? hasLostFrames(read, header, sum, add) : true;
}

/**
 * Each commit was on disk before the next one began. So a transaction that another one follows was there whole; only the
 * last one may have been cut off by a crash. Frames of another salt are left from before the log was begun again.
 */
function hasLostFrames(read: Read, header: Buffer, start: Checksum, add: Adder): boolean {
  const size = FRAME_HEADER + header.readUInt32BE(8);
  const salts = header.subarray(16, 24);
  let sum: Checksum | undefined = start;
  let lost = 0;
  for (let at = HEADER; ; at += size) {
    const frame = read(at, size);
    if (!frame) return lost > 1;
    const isOfThisLog = frame.subarray(8, 16).equals(salts);
    if (sum) {
      sum = add(add(sum, frame.subarray(0, 8)), frame.subarray(FRAME_HEADER));
      if (isOfThisLog && isSum(frame, 16, sum)) continue;
      sum = undefined;
    }
    if (isOfThisLog && frame.readUInt32BE(4) > 0) lost++;
  }
}

const isSum = (bytes: Buffer, at: number, [first, second]: Checksum): boolean =>
  bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second;

type Adder = (sum: Checksum, bytes: Buffer) => Checksum;

/** Over pairs of 32-bit words, whose order of bytes the log's magic number tells. */
function adder(isBigEndian: boolean): Adder {
  return ([first, second], bytes) => {
    const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = 0; at < bytes.length; at += 8) {
      first = (first + words.getUint32(at, !isBigEndian) + second) >>> 0;
      second = (second + words.getUint32(at + 4, !isBigEndian) + first) >>> 0;
    }
    return [first, second];
  };
}
