/**
 * A message as the bytes that go over a stream. A long answer is written piece by piece: in one text, a single sign that is not
 * Latin-1 would have all of it written and read at twice the size, and several times as slowly.
 */
export function messageBytes(message: object): Uint8Array {
  const { result, ...rest } = message as { readonly result?: unknown };
  if (!Array.isArray(result) || result.length < LONG) return Buffer.from(JSON.stringify(message));
  const head = JSON.stringify(rest).slice(0, -1);
  const pieces = [Buffer.from(`${head}${head === '{' ? '' : ','}"result":[`)];
  for (let at = 0; at < result.length; at += PIECE) {
    const items = JSON.stringify(result.slice(at, at + PIECE)).slice(1, -1);
    pieces.push(Buffer.from(at === 0 ? items : `,${items}`));
  }
  pieces.push(Buffer.from(']}'));
  return Buffer.concat(pieces);
}

/** Shorter ones are not worth it. */
const LONG = 200;

/** So many items are written together. */
const PIECE = 8;
