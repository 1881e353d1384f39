/** What a ManageSieve server sends, read the same however it is cut into pieces. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Answer, AnswerReader, asString } from '../../../server/endpoints/sieve/sieve-answers.ts';

function readAll(pieces: readonly Buffer[]): Answer[] {
  const reader = new AnswerReader();
  const answers: Answer[] = [];
  for (const piece of pieces) {
    reader.add(piece);
    for (let answer = reader.next(); answer; answer = reader.next()) answers.push(answer);
  }
  return answers;
}

/** As a server sends it: quoted, or as a literal without `+` (RFC 5804, 4). */
const sent = (text: string, literally: boolean): string =>
  literally ? `{${Buffer.byteLength(text)}}\r\n${text}` : `"${text.replace(/["\\]/g, '\\$&')}"`;

const line = fc.record({
  text: fc.string({ unit: 'grapheme' }),
  literally: fc.boolean(),
  isActive: fc.boolean(),
});
const answer = fc.record({ lines: fc.array(line), words: fc.string({ unit: 'grapheme-ascii' }) });

test('strings come out as they went in, quoted or as literals, whatever the pieces', () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(answer, { minLength: 1 }), cuts, (answers, sizes) => {
      const said = answers.map(({ lines, words }) => {
        const body = lines.map(
          ({ text, literally, isActive }) =>
            `${sent(text, literally || /[\r\n]/.test(text))}${isActive ? ' ACTIVE' : ''}\r\n`,
        );
        return `${body.join('')}NO (QUOTA/MAXSIZE) ${sent(words, false)}\r\n`;
      });
      const bytes = Buffer.from(said.join(''));
      const pieces: Buffer[] = [];
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const size = sizes[turn % sizes.length] ?? 1;
        pieces.push(bytes.subarray(at, at + size));
        at += size;
      }
      const read = readAll(pieces);
      expect(read).toEqual(readAll([bytes]));
      expect(read.map(({ words }) => words)).toEqual(answers.map(({ words }) => words));
      expect(read.map(({ lines }) => lines.map(([name]) => name?.text))).toEqual(
        answers.map(({ lines }) => lines.map(({ text }) => text)),
      );
      expect(new Set(read.map(({ status, code }) => `${status} ${code}`))).toEqual(
        new Set(['NO QUOTA/MAXSIZE']),
      );
    }),
  );
});

test('a script whose lines look like answers is a script', () => {
  const script = 'OK\r\nNO "really"\r\n';
  expect(readAll([Buffer.from(`{${script.length}}\r\n${script}\r\nOK "Getscript completed."\r\n`)])).toEqual([
    { status: 'OK', code: '', words: 'Getscript completed.', lines: [[{ kind: 'string', text: script }]] },
  ]);
});

test('what no such server sends is told, and not waited for', () => {
  const reader = new AnswerReader();
  reader.add(Buffer.from('{many}\r\n'));
  expect(() => reader.next()).toThrow(SyntaxError);
});

test('what a quoted string may not hold is sent as a literal that is not waited for', () => {
  expect(asString('a "b" \\ c')).toBe('"a \\"b\\" \\\\ c"');
  expect(asString('é\r\n')).toBe('{4+}\r\né\r\n');
});
