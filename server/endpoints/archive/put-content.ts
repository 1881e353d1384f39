/** Writes a message's bytes into an open file as they come, and tells their size and hash. */
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { contentHash } from '../../running/content-identity.ts';
import type { Content } from '../../running/ports.ts';
import { writeAll } from './index-writer.ts';
import type { ByteFilter } from './line-ends.ts';

export interface PutContent {
  /** Of the message. */
  readonly size: number;
  readonly sha256: string;
  /** Where its bytes end in the file. */
  readonly end: number;
  /** Its last byte; undefined for an empty message. */
  readonly last: number | undefined;
}

/** `filter` changes the bytes on their way into the file. */
export async function putContent(
  file: FileHandle,
  at: number,
  content: Content,
  signal: AbortSignal,
  filter?: ByteFilter,
): Promise<PutContent> {
  let end = at;
  const put = async (bytes: Buffer): Promise<void> => {
    await writeAll(file, bytes, end);
    end += bytes.length;
  };
  if (Buffer.isBuffer(content)) {
    await put(filter ? Buffer.concat([filter.push(content), filter.end()]) : content);
    return { size: content.length, sha256: contentHash(content), end, last: content.at(-1) };
  }
  const hash = createHash('sha256');
  let size = 0;
  let last: number | undefined;
  for await (const piece of content.pieces(signal)) {
    hash.update(piece);
    size += piece.length;
    last = piece.at(-1) ?? last;
    await put(filter ? filter.push(piece) : piece);
  }
  if (filter) await put(filter.end());
  return { size, sha256: hash.digest('hex'), end, last };
}
