/**
 * Line ends as IMAP hands them out: files hold lines that end in LF alone, and RFC 3501 knows CRLF only. Piece by piece, so that
 * no message need be held whole.
 */

/** Changes bytes as they pass. */
export interface ByteFilter {
  push(piece: Buffer): Buffer;
  /** What was still held back. */
  end(): Buffer;
}

export const NOTHING = Buffer.alloc(0);
export const LF = 10;
export const CR = 13;

/** Puts a CR before each LF that has none. */
export function withCarriageReturns(): ByteFilter {
  let last = LF;
  return {
    push(piece) {
      const bare = bareLineFeeds(piece, last);
      last = piece.at(-1) ?? last;
      return bare.length === 0 ? piece : insertBefore(piece, bare);
    },
    end: () => NOTHING,
  };
}

/** Where they are. `before` is the byte before the piece. */
export function bareLineFeeds(piece: Buffer, before: number): number[] {
  const found: number[] = [];
  for (let at = piece.indexOf(LF); at >= 0; at = piece.indexOf(LF, at + 1)) {
    if ((at === 0 ? before : piece[at - 1]) !== CR) found.push(at);
  }
  return found;
}

function insertBefore(piece: Buffer, places: readonly number[]): Buffer {
  const out = Buffer.allocUnsafe(piece.length + places.length);
  let from = 0;
  let to = 0;
  for (const place of places) {
    to += piece.copy(out, to, from, place);
    out[to++] = CR;
    from = place;
  }
  piece.copy(out, to, from);
  return out;
}
