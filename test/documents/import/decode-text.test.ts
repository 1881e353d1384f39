/** The encodings that people's files come in, told from their bytes. */
import { expect, test } from 'vitest';
import { decodeText } from '../../../server/documents/import/decode-text.ts';
import { latin1, utf8, utf16le } from './imported.ts';

const TEXT = 'adresse;prénom\r\nanne@a.example;Zoé\r\n';

test.each<[what: string, bytes: Uint8Array, encoding: string]>([
  ['UTF-8', utf8(TEXT), 'utf-8'],
  ['UTF-8 with a BOM', utf8(`\uFEFF${TEXT}`), 'utf-8'],
  ['UTF-16 little-endian with a BOM, as Excel’s Unicode text', utf16le(`\uFEFF${TEXT}`), 'utf-16le'],
  ['UTF-16 little-endian without one', utf16le(TEXT), 'utf-16le'],
  [
    'UTF-16 big-endian with a BOM',
    new Uint8Array(Buffer.from(utf16le(`\uFEFF${TEXT}`)).swap16()),
    'utf-16be',
  ],
  ['Latin-1', latin1(TEXT), 'windows-1252'],
])('%s', (_, bytes, encoding) => {
  expect(decodeText(bytes)).toEqual({ text: TEXT, encoding, damaged: 0 });
});

test('Windows-1252 has the euro and the curly quotes that Latin-1 has not', () => {
  expect(decodeText(new Uint8Array([0x80, 0x92, 0x9c, 0xe9, 0x61]))?.text).toBe('€’œéa');
});

test('UTF-8 with one broken character stays UTF-8, and is said to be damaged', () => {
  const bytes = Buffer.concat([utf8('Zoé, Noël, Anaïs, '), new Uint8Array([0xe9]), utf8(' fin')]);
  expect(decodeText(bytes)).toEqual({ text: 'Zoé, Noël, Anaïs, \uFFFD fin', encoding: 'utf-8', damaged: 1 });
});

test('what is no text is nothing', () => {
  expect(decodeText(Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7_919) % 256))).toBeUndefined();
  expect(
    decodeText(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])),
  ).toBeUndefined();
});

test('nothing is an empty text', () => {
  expect(decodeText(new Uint8Array())?.text).toBe('');
});
