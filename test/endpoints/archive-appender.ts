/** Appends to an archive until it is killed, and says how many of each batch were acknowledged: a process of its own for the crash test. */
import { writeSync } from 'node:fs';
import { openArchiveTarget } from '../../server/endpoints/archive/open-archive.ts';
import { archive, type Format, signal } from './archive-mailbox.ts';

const [root = '', format = 'maildir', mailbox = '', from = '0'] = process.argv.slice(2);
const target = await openArchiveTarget(archive(root, format as Format), root, mailbox);
await target.openForWriting('INBOX', signal);
for (let number = Number(from); ; number += 3) {
  const batch = [number, number + 1, number + 2].map((one) => ({
    content: Buffer.from(`Subject: ${one}\r\n\r\n${`From ${one}\r\n`.repeat(500)}`),
    flags: ['\\Seen'],
    receivedAt: new Date(one * 1000),
  }));
  const outcomes = await target.append('INBOX', batch, signal);
  writeSync(1, `${outcomes.filter(({ kind }) => kind === 'appended').length}\n`);
}
