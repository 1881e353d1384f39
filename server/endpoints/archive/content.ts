/** A message's bytes out of the file that holds them: at once, or piece by piece where they are many. */

import { createHash } from 'node:crypto';
import { closeSync } from 'node:fs';
import { contentHash } from '../../running/content-identity.ts';
import { stopIfAsked } from '../../running/failures.ts';
import type { Content } from '../../running/ports.ts';
import { type DiskPath, openPlain, readable, readRange } from './disk.ts';
import { unquotingFromLines } from './from-lines.ts';
import { type ByteFilter, NOTHING, withCarriageReturns } from './line-ends.ts';

/** Where a message's bytes are, and what is to be done to them. */
export interface Place {
  readonly file: DiskPath;
  /** Of the file, when it was looked at; another one since holds other bytes. Absent where it grows by more messages. */
  readonly fileSize?: number;
  /** From and to, in bytes; absent for the whole file. */
  readonly ranges?: readonly (readonly [number, number])[];
  readonly isQuoted?: boolean;
  /** Whether lone line feeds are to become CRLF. What this program wrote comes as it is. */
  readonly lineEnds: 'as-is' | 'crlf';
  /** Of what is handed out, where it is known. */
  readonly sha256?: string;
}

/** More are not held at once. */
const LARGE = 8_000_000;
const PIECE = 256_000;

/** `size`: of what is handed out. Throws the system's error, or DamagedFile where these are not the bytes that were put there. */
export function readContent(place: Place, size: number): Content {
  if (size > LARGE) return { size, pieces: (signal) => largePieces(place, size, signal) };
  const pieces = [...piecesOf(place)];
  const [only = NOTHING] = pieces;
  const content = pieces.length > 1 ? Buffer.concat(pieces) : only;
  const isRight =
    content.length === size && (place.sha256 === undefined || contentHash(content) === place.sha256);
  if (!isRight) throw new DamagedFile(place.file);
  return content;
}

/** The first bytes, by which a message is recognised. */
export function readBeginning(place: Place, atMost: number): Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  for (const piece of piecesOf(place, atMost)) {
    parts.push(piece);
    length += piece.length;
    if (length >= atMost) break;
  }
  return Buffer.concat(parts).subarray(0, atMost);
}

/** A file does not hold what was put there, or has been changed since it was listed. */
export class DamagedFile extends Error {
  readonly path: string;

  constructor(file: DiskPath) {
    super(`${readable(file)} has other bytes`);
    this.path = readable(file);
  }
}

async function* largePieces(place: Place, size: number, signal: AbortSignal): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let length = 0;
  for (const piece of piecesOf(place)) {
    stopIfAsked(signal);
    if (place.sha256 !== undefined) hash.update(piece);
    length += piece.length;
    yield piece;
  }
  const isSame = place.sha256 === undefined || hash.digest('hex') === place.sha256;
  if (length !== size || !isSame) throw new DamagedFile(place.file);
}

/** None of them empty. */
function* piecesOf(place: Place, pieceSize = PIECE): Generator<Buffer> {
  for (const piece of filteredPieces(place, pieceSize)) if (piece.length > 0) yield piece;
}

function* filteredPieces(place: Place, pieceSize: number): Generator<Buffer> {
  const { fd, size } = openPlain(place.file);
  try {
    if (place.fileSize !== undefined && size !== place.fileSize) throw new DamagedFile(place.file);
    const filters: ByteFilter[] = [];
    if (place.isQuoted) filters.push(unquotingFromLines());
    if (place.lineEnds === 'crlf') filters.push(withCarriageReturns());
    for (const range of place.ranges ?? [[0, size]]) {
      for (const piece of rangePieces(fd, range[0] ?? 0, range[1] ?? 0, pieceSize)) {
        yield filters.reduce((bytes, filter) => filter.push(bytes), piece);
      }
    }
    yield lastPiece(filters);
  } finally {
    closeSync(fd);
  }
}

function* rangePieces(fd: number, from: number, to: number, pieceSize: number): Generator<Buffer> {
  for (let at = from; at < to; ) {
    const piece = readRange(fd, at, Math.min(pieceSize, to - at));
    if (piece.length === 0) return;
    at += piece.length;
    yield piece;
  }
}

/** What each filter held back goes through those after it. */
function lastPiece(filters: readonly ByteFilter[]): Buffer {
  return filters.reduce<Buffer>(
    (bytes, filter) => Buffer.concat([filter.push(bytes), filter.end()]),
    NOTHING,
  );
}
