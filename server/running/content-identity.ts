/** What makes two messages on two systems the same: the SHA-256 of their bytes. The first look costs no body. */
import { createHash, hash } from 'node:crypto';
import type { Content, LargeContent, MessageLook } from './ports.ts';

export function contentHash(content: Buffer): string {
  return hash('sha256', content, 'hex');
}

/** Reads a large one through, piece by piece. */
export async function hashContent(content: Content, signal: AbortSignal): Promise<string> {
  if (Buffer.isBuffer(content)) return contentHash(content);
  const reading = createHash('sha256');
  for await (const piece of content.pieces(signal)) reading.update(piece);
  return reading.digest('hex');
}

/** The same without any CR: a server that stores lines its own way cannot keep all of them. */
export async function hashLines(content: Content, signal: AbortSignal): Promise<string> {
  if (Buffer.isBuffer(content)) return contentHash(withoutCarriageReturns(content));
  const reading = createHash('sha256');
  for await (const piece of content.pieces(signal)) reading.update(withoutCarriageReturns(piece));
  return reading.digest('hex');
}

function withoutCarriageReturns(bytes: Buffer): Buffer {
  return bytes.includes(13) ? Buffer.from(bytes.toString('latin1').replaceAll('\r', ''), 'latin1') : bytes;
}

/** Hashes a large content while somebody else reads it; undefined until it has been read to its end. */
export class HashedWhileRead implements LargeContent {
  readonly size: number;
  readonly #content: LargeContent;
  sha256: string | undefined;
  /** The first of it, for what is told of the message. */
  head: Buffer = Buffer.alloc(0);
  /** The last reading broke off: its store did not hand out all of it. */
  isBroken = false;

  constructor(content: LargeContent) {
    this.size = content.size;
    this.#content = content;
  }

  async *pieces(signal: AbortSignal): AsyncIterable<Buffer> {
    const reading = createHash('sha256');
    const pieces = this.#content.pieces(signal)[Symbol.asyncIterator]();
    let read = 0;
    this.isBroken = false;
    try {
      for (let next = await this.#next(pieces); !next.done; next = await this.#next(pieces)) {
        const piece = next.value;
        if (read === 0) this.head = piece;
        if (piece.length > 0) reading.update(piece);
        read += piece.length;
        // Whoever reads may stop at the last byte.
        if (read === this.size && piece.length > 0) this.sha256 = reading.digest('hex');
        yield piece;
      }
    } finally {
      await pieces.return?.();
    }
  }

  /** What goes wrong with whoever takes the pieces is none of the store's. */
  async #next(pieces: AsyncIterator<Buffer>): Promise<IteratorResult<Buffer>> {
    try {
      return await pieces.next();
    } catch (error) {
      this.isBroken = true;
      throw error;
    }
  }
}

/** Two messages with different looks are different; with the same look they may be the same. */
export function firstLook({
  messageId,
  date,
  size,
}: Pick<MessageLook, 'messageId' | 'date' | 'size'>): string {
  return `${size} ${messageId} ${date}`;
}
