/** A folder that the source never tells whole: nothing of it is taken for gone, and the others go on. */
import { expect, test } from 'vitest';
import { text } from '../../../server/planning/text.ts';
import { copyMailbox } from '../../../server/running/copying/copy-mailbox.ts';
import { type Failure, MailFailure } from '../../../server/running/failures.ts';
import type { MailSource } from '../../../server/running/ports.ts';
import { held, job, MemoryCopy } from './memory-copy.ts';

const short: Failure = {
  kind: 'transient',
  reach: 'message',
  where: text('memory', 'mémoire'),
  what: text('did not list all', 'n’a pas tout listé'),
  words: '2 of 3',
};

test('a folder that comes short fails alone, after so many tries; the next run goes on', async () => {
  const mail = await MemoryCopy.begin();
  mail.fill(3);
  mail.fill(3, 'Archive');
  const source = mail.from.asSource();
  const entries: MailSource['entries'] = async function* (folder, which, signal) {
    for await (const entry of source.entries(folder, which, signal)) {
      if (folder === 'Archive' && entry.uid === 3) throw new MailFailure(short);
      yield entry;
    }
  };
  const options = { signal: new AbortController().signal, clock: mail.clock };
  const result = await copyMailbox(job, { ...source, entries }, mail.to.asTarget(), mail.ledger, options);
  expect(result).toMatchObject({
    outcome: 'incomplete',
    folderFailures: [{ folder: 'Archive', failure: short }],
  });
  expect(mail.waits).toHaveLength(5);
  expect(held(mail.to)).toEqual(held(mail.from));
  expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 3, already: 3 } });
  await mail.end();
});
