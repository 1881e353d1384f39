/** How many connections the copy of one mailbox opens: as many as there is work for. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FurtherLanes } from '../../../server/running/further-lanes.ts';
import { held, MemoryCopy } from './memory-copy.ts';

const FOLDERS = ['INBOX', 'Sent', 'Projects'];
const { signal } = new AbortController();

let mail: MemoryCopy;
let opened: number;

beforeEach(async () => {
  mail = await MemoryCopy.begin();
  for (const folder of FOLDERS) {
    if (folder !== 'INBOX') mail.from.create(folder);
    mail.fill(10, folder);
  }
});
afterEach(() => mail.end());

/** Beside the first, of seven that it may open. */
async function further(): Promise<number> {
  opened = 0;
  const another = async () => {
    opened++;
    return { source: mail.from.asSource(), target: mail.to.asTarget() };
  };
  const lanes = new FurtherLanes(Array.from({ length: 7 }, () => another));
  const result = await mail.copy({}, signal, undefined, { lanes });
  expect(result.outcome).toBe('complete');
  for (const folder of FOLDERS) expect(held(mail.to, folder)).toEqual(held(mail.from, folder));
  return opened;
}

const receive = (count: number, folder: string): void => {
  for (let number = 0; number < count; number++)
    mail.from.put(folder, `Message-ID: <later${number}@${folder}>\r\n\r\n`);
};

test('a copy from nothing has one for each folder', async () => {
  expect(await further()).toBe(2);
});

test('a day’s mail needs no further one, however many folders it came to', async () => {
  await further();
  for (const folder of FOLDERS) receive(3, folder);
  expect(await further()).toBe(0);
  expect(await further()).toBe(0);
});

test('a month’s mail does', async () => {
  await further();
  receive(700, 'INBOX');
  receive(5, 'Sent');
  expect(await further()).toBe(1);
});

test('so does a target that lost what it had', async () => {
  mail.fill(1000, 'Sent');
  await further();
  mail.to.folder('Sent').messages.splice(0);
  mail.to.folder('INBOX').messages.splice(0);
  expect(await further()).toBe(1);
});
