/** Message content that comes in pieces, made and gathered. */
import type { Content, LargeContent } from '../../server/running/ports.ts';

export function inPieces(
  bytes: Buffer,
  pieceSize = 65_536,
  beforeLast: () => void = () => undefined,
): LargeContent {
  return {
    size: bytes.length,
    async *pieces() {
      for (let at = 0; at < bytes.length; at += pieceSize) {
        if (at + pieceSize >= bytes.length) beforeLast();
        yield bytes.subarray(at, at + pieceSize);
      }
    },
  };
}

export async function wholeOf(content: Content, signal: AbortSignal): Promise<Buffer> {
  if (Buffer.isBuffer(content)) return content;
  const pieces: Buffer[] = [];
  for await (const piece of content.pieces(signal)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}
