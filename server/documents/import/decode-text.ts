/**
 * The text in a file's bytes. Byte order marks are believed; without one the encoding is told from the bytes: UTF-16 by
 * its zeros, UTF-8 by its form, and what is neither is what Windows in Western Europe writes (Windows-1252, of which
 * Latin-1 is the most part).
 */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
  /** How many places could not be decoded; each is U+FFFD in the text. */
  readonly damaged: number;
}

/** The text, or nothing where the bytes are no text. */
export function decodeText(bytes: Uint8Array): Decoded | undefined {
  const decoded = decodedAs(bytes, markedEncoding(bytes) ?? unmarkedEncoding(bytes));
  return isText(decoded) ? decoded : undefined;
}

const MARKS: readonly (readonly [Encoding, ...number[]])[] = [
  ['utf-8', 0xef, 0xbb, 0xbf],
  ['utf-16le', 0xff, 0xfe],
  ['utf-16be', 0xfe, 0xff],
];

const markedEncoding = (bytes: Uint8Array): Encoding | undefined =>
  MARKS.find(([, ...mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];

function unmarkedEncoding(bytes: Uint8Array): Encoding {
  return zerosEncoding(bytes.subarray(0, 4096)) ?? (looksLikeUtf8(bytes) ? 'utf-8' : 'windows-1252');
}

/** Text of Western languages in UTF-16 has a zero in most of its pairs, always on the same side. */
function zerosEncoding(sample: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = sample.length / 5;
  if (odd > many && even < odd / 10) return 'utf-16le';
  return even > many && odd < even / 10 ? 'utf-16be' : undefined;
}

/** Also UTF-8 in which a few characters were broken: Latin-1 hardly ever looks like UTF-8 by accident. */
function looksLikeUtf8(bytes: Uint8Array): boolean {
  const { text, damaged } = decodedAs(bytes, 'utf-8');
  return damaged === 0 || count(text, /[\u0080-\uFFFC\uFFFE-\uFFFF]/g) > 2 * damaged;
}

function decodedAs(bytes: Uint8Array, encoding: Encoding): Decoded {
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, encoding, damaged: count(text, /\uFFFD/g) };
}

/** A text has hardly any control characters; what a decoder finds in pictures and programs is full of them. */
function isText({ text, damaged }: Decoded): boolean {
  const sample = text.slice(0, 65_536);
  return count(sample, CONTROLS) <= sample.length / 100 && damaged <= text.length / 10;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]/g;

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found++;
  return found;
}
