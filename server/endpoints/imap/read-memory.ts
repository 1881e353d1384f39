/**
 * Has a connection's bytes written into one piece of memory instead of a new one for each chunk: of a large mailbox, a good part of
 * what reading costs. Whoever takes a chunk copies what it keeps.
 */
import type { Readable } from 'node:stream';

const READ_AT_ONCE = 262_144;

export class ReadMemory {
  readonly #stream: () => Readable;
  #take: ((chunk: Buffer) => void) | undefined;

  /** `stream`: the connection itself, once there is one; it hands out what comes before `handTo`. */
  constructor(stream: () => Readable) {
    this.#stream = stream;
  }

  /** For `net.connect` and `tls.connect` (`onread`). */
  readonly onread = {
    buffer: Buffer.allocUnsafeSlow(READ_AT_ONCE),
    callback: (length: number, buffer: Uint8Array): boolean =>
      this.#arrived(Buffer.from(buffer.buffer, buffer.byteOffset, length)),
  };

  /** From now on chunks go straight to `take`, after what the stream still holds; they are overwritten once it returns. */
  handTo(take: (chunk: Buffer) => void): void {
    this.#take = take;
  }

  /** False where the stream is full. */
  #arrived(chunk: Buffer): boolean {
    const stream = this.#stream();
    if (!this.#take || stream.readableLength > 0) return stream.push(Buffer.from(chunk));
    this.#take(chunk);
    return true;
  }
}
