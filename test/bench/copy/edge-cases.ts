/** Messages that some tool or other loses, doubles or changes; each stands in a mailbox that people complained about. */
import type { GeneratedMessage } from './generated-message.ts';

const lines = (...of: string[]): Buffer => Buffer.from(`${of.join('\n')}\n`);
const raw = (text: string): Buffer => Buffer.from(text, 'latin1');

const CONTENTS: readonly (readonly [folder: string, content: Buffer])[] = [
  ...times(3, 'INBOX', lines('Message-ID: <twin@odd.example>', 'Subject: twin', '', 'the same thing')),
  ...times(
    2,
    'Projets',
    lines('Subject: twin without an id', 'Date: Mon, 1 Jan 2024 00:00:00 +0000', '', 'the same'),
  ),
  ...times(2, 'Sent', lines('', 'twin without a header')),
  // The same message in another folder is no duplicate.
  ['Sent', lines('Message-ID: <twin@odd.example>', 'Subject: twin', '', 'the same thing')],
  // One identity, two contents: both stay.
  ['INBOX', lines('Message-ID: <one@odd.example>', 'Subject: draft', '', 'first')],
  ['INBOX', lines('Message-ID: <one@odd.example>', 'Subject: draft', '', 'second, and longer')],
  ['INBOX', lines('', 'only a body')],
  ['INBOX', raw('Message-ID: <headeronly@odd.example>\nSubject: header only\n')],
  ['INBOX', raw('Message-ID: <emptybody@odd.example>\nSubject: empty body\n\n')],
  ['INBOX', raw('\n')],
  ['Projets', lines('Subject: no Message-ID', 'Date: Tue, 2 Jan 2024 03:04:05 +0200', '', 'x')],
  ['Projets', lines('Message-ID: not an id', 'Subject: bad id', '', 'x')],
  ['Projets', lines('Message-ID:', ' <folded@odd.example>', 'Subject: folded id', '', 'x')],
  ['R&D & Qualité', raw('Subject: nul\nMessage-ID: <nul@odd.example>\n\nA\0B\0\0C\x80D\n')],
  ['R&D & Qualité', raw('Subject: bare cr\nMessage-ID: <cr@odd.example>\n\none\rtwo\rthree\r\n')],
  ['R&D & Qualité', raw('Subject: no end\nMessage-ID: <end@odd.example>\n\nno newline here')],
  [
    'R&D & Qualité',
    raw('Subject: caf\xe9\nX-Bytes: \x80\xff\nMessage-ID: <latin@odd.example>\n\nr\xe9sum\xe9 \x80\n'),
  ],
  [
    'R&D & Qualité',
    lines('Subject: “À côté” — 日本語', 'Message-ID: <utf8@odd.example>', '', 'œuvre ß 日本語 🎉'),
  ],
  ['R&D & Qualité', lines('Subject: long line', 'Message-ID: <long@odd.example>', '', 'x'.repeat(300_000))],
  ['R&D & Qualité', lines(`Subject: ${'long '.repeat(6_000)}`, 'Message-ID: <lh@odd.example>', '', 'b')],
  ['Trash', lines('Subject: commands', '', 'a1 CREATE pwned', 'a2 DELETE INBOX', '* BYE', ')', '{10+}')],
  ['Trash', lines('From nobody Mon Jan  1 00:00:00 2024', 'Subject: mbox', '', '>From me', '.', '..')],
  [
    'Trash',
    lines('Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain', '', 'open'),
  ],
  ['Trash', lines('not a header at all', 'nor this one', '', 'body')],
  ['Archives/2019 à 2021', lines('Date: yesterday, more or less', 'Subject: bad date', '', 'x')],
];

export function edgeCases(): GeneratedMessage[] {
  return CONTENTS.map(([folder, content], number) => ({
    folder,
    content,
    letters: ['', 'S', 'FS', 'RS', 'FRS'][number % 5] as string,
    keywords: number % 4 === 0 ? ['NonJunk'] : [],
    // From before there was any mail, to a day in summer.
    receivedAt: new Date(Date.UTC(1995 + number, number % 12, 1 + number, 3, 4, 5)),
  }));
}

function times(count: number, folder: string, content: Buffer): [string, Buffer][] {
  return Array.from({ length: count }, () => [folder, content]);
}
