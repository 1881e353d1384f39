/** A large message that the source cannot hand out whole: told by name, tried again by the next run, and no other one waits for it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { text } from '../../../server/planning/text.ts';
import { type Failure, MailFailure } from '../../../server/running/failures.ts';
import { held, MemoryCopy } from './memory-copy.ts';

let mail: MemoryCopy;

beforeEach(async () => {
  mail = await MemoryCopy.begin();
  mail.from.largeFrom = 1_000;
  for (const size of [10, 5_000, 20, 6_000, 30])
    mail.from.put('INBOX', `Message-ID: <${size}@x>\r\nSubject: ${size}\r\n\r\n${'x'.repeat(size)}\r\n`);
  mail.from.put('Zoo', 'Subject: last\r\n\r\n');
});
afterEach(() => mail.end());

const failure = (kind: 'transient' | 'refused', reach: Failure['reach']): MailFailure =>
  new MailFailure({
    kind,
    reach,
    where: text('it', 'elle'),
    what: text('broke off', 'a coupé'),
    words: 'no',
  });

test.each([
  ['hangs up', failure('transient', 'mailbox')],
  ['breaks off the message', failure('transient', 'message')],
  ['refuses', failure('refused', 'message')],
  ['refuses the mailbox', failure('refused', 'mailbox')],
])('a source that %s in the middle of one', async (_, error) => {
  mail.from.faults.beforeLastPiece = (_folder, uid) => {
    if (uid === 2) throw error;
  };
  const result = await mail.copy();
  expect(result).toMatchObject({ outcome: 'incomplete', messages: { copied: 5, failed: 1 } });
  expect(result.refused).toMatchObject([{ folder: 'INBOX', uid: 2 }]);
  expect([held(mail.to).length, held(mail.to, 'Zoo').length]).toEqual([4, 1]);
  mail.from.faults = {};
  expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 1, already: 5 } });
  expect(held(mail.to).toSorted()).toEqual(held(mail.from).toSorted());
});

test('one that breaks off once is copied all the same', async () => {
  let breaks = 1;
  mail.from.faults.beforeLastPiece = () => {
    if (breaks-- > 0) throw failure('transient', 'mailbox');
  };
  expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 6 } });
  expect(held(mail.to).toSorted()).toEqual(held(mail.from).toSorted());
});
