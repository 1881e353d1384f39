/** Folders compared side by side: as one after the other, however many connections there are. */
import { beforeEach, expect, test } from 'vitest';
import { type TwinMessage, Twins } from './twins.ts';

const message = (folder: number, number: number): TwinMessage => ({
  content: `Message-ID: <${number}@${folder}>\r\nSubject: no ${number}\r\n\r\n${'x'.repeat(number)}\r\n`,
  receivedAt: new Date(1e12 + number * 86_400_000),
});

let twins: Twins;

/** Thirty folders, each with something of its own that is not as it was; what one lacks, another has. */
beforeEach(() => {
  const folders = Array.from({ length: 30 }, (_, folder) => ({
    path: folder === 0 ? 'INBOX' : `folder ${String(folder).padStart(2, '0')}`,
    messages: Array.from({ length: 20 + folder }, (_, number) => message(folder, number)),
  }));
  twins = new Twins(folders);
  for (const [folder, { path }] of folders.entries()) {
    const { messages } = twins.to.folder(path);
    Object.assign(messages[folder % 20] ?? {}, { flags: ['\\Flagged'] });
    const [moved] = messages.splice((folder + 5) % 20, 1);
    const { path: next = 'INBOX' } = folders[(folder + 1) % 30] ?? {};
    if (moved && folder % 2 === 0) twins.to.put(next, moved.content, moved);
  }
});

test.each([
  ['sample', 63],
  ['all', 60],
] as const)('the same is found, in the same order (%s)', async (content, differences) => {
  const { folders, ...alone } = await twins.verify(content);
  expect(alone.differences).toHaveLength(differences);
  expect(alone.outcome).toBe('different');
  const several = await twins.verify(content, {}, twins.lanes(3));
  expect(several).toEqual({ folders, ...alone });
});

test('connections are opened as there is work for them', async () => {
  const opened = async (content: 'sample' | 'all', most: number): Promise<number> => {
    const lanes = twins.lanes(most);
    await twins.verify(content, {}, lanes);
    return lanes.open;
  };
  expect(await opened('sample', 7)).toBe(2);
  expect(await opened('all', 7)).toBe(4);
  expect(await opened('all', 1)).toBe(1);
});

test('of folders so large that two would not fit in memory, one is compared at a time', async () => {
  const paths = ['INBOX', 'Archive'];
  const messages = Array.from({ length: 25_000 }, (_, number) => ({ content: `X: ${number}\r\n\r\n` }));
  const large = new Twins(paths.map((path) => ({ path, messages })));
  const read: string[] = [];
  large.from.faults.beforeRead = (folder) => {
    if (folder !== read.at(-1)) read.push(folder);
  };
  const lanes = large.lanes(1);
  await lanes.each(large.ends(), [['opened'], ['by what came before']], 1, async () => undefined);
  expect(await large.verify('all', {}, lanes)).toMatchObject({ outcome: 'equal' });
  expect(read).toEqual(paths);
});
