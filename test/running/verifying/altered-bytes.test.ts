/** What is said of two messages' bytes, and whether they are taken for one message. */
import { expect, test } from 'vitest';
import { alteration } from '../../../server/running/verifying/altered-bytes.ts';

const mail = 'Subject: a\r\nX-One: 1\r\nX-Two: 2\r\n\r\none\r\ntwo\r\n';

test.each([
  ['only line ends differ', mail, mail.replaceAll('\r\n', '\n')],
  ['only line ends differ', 'A: b\r\n\r\none\r\r\n', 'A: b\r\n\r\none\r\n'],
  ['NUL bytes became 0x80', 'A: b\r\n\r\n\0x\0', 'A: b\r\n\r\n\x80x\x80'],
  ['NUL bytes were left out', 'A: b\r\n\r\n\0x\0', 'A: b\r\n\r\nx'],
  ['a header field was added: X-TUID', mail, `X-TUID: 1\r\n${mail}`],
  ['2 header fields were added: X-A, X-B', mail, `X-A: 1\r\n folded\r\nX-B: 2\r\n${mail}`],
  ['a header field was left out: X-One', mail, mail.replace('X-One: 1\r\n', '')],
  ['a header field was changed: X-One', mail, mail.replace('X-One: 1', 'X-One: 2')],
  [
    'header fields stand in another order',
    mail,
    mail.replace('X-One: 1\r\nX-Two: 2', 'X-Two: 2\r\nX-One: 1'),
  ],
  ['what it has more stands at its end', mail, `${mail}more`],
  ['it is cut off after byte 40', mail, mail.slice(0, 40)],
  ['the first that differs is byte 41', mail, mail.replace('two', 'tWO').replace('one', 'one')],
  ['a header field was added: Bcc', 'A: b\r\n', 'A: b\r\nBcc: c\r\n'],
])('%s', (how, source, target) => {
  const told = alteration(Buffer.from(source, 'latin1'), Buffer.from(target, 'latin1'));
  expect({ ...told, how: told.how.en }).toEqual({ isAlike: true, how });
});

test('two messages that have little in common are two', () => {
  const stranger = 'From: x\r\nSubject: something else\r\n\r\nquite another text\r\n';
  expect(alteration(Buffer.from(mail), Buffer.from(stranger)).isAlike).toBe(false);
});
