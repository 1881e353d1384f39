/** A file that grows, line by line: what has been added to it since it was last looked at. Knows nothing of what is in it. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export class GrownFile {
  private readonly path: string;
  private offset = 0;
  private rest = '';

  constructor(path: string) {
    this.path = path;
  }

  /** The lines that have come; the last is held back until it is whole, but for at the end. */
  lines(isEnd = false): string[] {
    const lines = `${this.rest}${this.read()}`.split(/[\r\n]+/);
    this.rest = isEnd ? '' : (lines.pop() ?? '');
    return lines.filter((line) => line !== '');
  }

  private read(): string {
    try {
      const file = openSync(this.path, 'r');
      try {
        const bytes = Buffer.alloc(Math.min(MOST, Math.max(0, fstatSync(file).size - this.offset)));
        const length = readSync(file, bytes, 0, bytes.length, this.offset);
        this.offset += length;
        return bytes.toString('utf8', 0, length);
      } finally {
        closeSync(file);
      }
    } catch {
      return '';
    }
  }
}

/** Bytes at once. */
const MOST = 1_000_000;
