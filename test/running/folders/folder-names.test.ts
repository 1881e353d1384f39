/** Folder names that the target refuses, while mail is copied: a plainer name, and nobody left in the dark about it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusal } from '../../support/memory-failures.ts';
import { held, MemoryCopy } from '../copying/memory-copy.ts';

let mail: MemoryCopy;

beforeEach(async () => {
  mail = await MemoryCopy.begin();
});
afterEach(() => mail.end());

test('a folder that is refused takes a plainer name, or is told, and the others go on', async () => {
  mail.from.put('a:b', 'x');
  mail.from.put('c', 'y');
  mail.to.faults.beforeCreate = (path) => {
    if (path === 'a:b' || path === 'c') throw refusal('NO not that name');
  };
  const result = await mail.copy();
  expect(held(mail.to, 'a_b')).toEqual(held(mail.from, 'a:b'));
  expect(result).toMatchObject({ outcome: 'incomplete', messages: { copied: 1, failed: 1 } });
  expect(result.folderFailures).toMatchObject([{ folder: 'c', failure: { words: 'NO not that name' } }]);
  expect((await mail.copy()).messages).toMatchObject({ copied: 0, already: 1 });
  expect((await mail.verify()).differences).toMatchObject([
    { folder: 'c', kind: 'folder-missing' },
    { folder: 'c', kind: 'missing' },
  ]);
});

test.each([
  ['each other', ['a?b', 'a*b']],
  ['a folder that is called so', ['a?b', 'a_b']],
])(
  'a refused name whose plainer one would fall together with %s is told, run after run',
  async (_, folders) => {
    for (const folder of folders) mail.from.put(folder, `Subject: ${folder}\r\n\r\n`);
    mail.to.faults.beforeCreate = (path) => {
      if (/[?*]/.test(path)) throw refusal('NO not that name');
    };
    const first = await mail.copy();
    expect(first).toMatchObject({ outcome: 'incomplete', messages: { copied: 1, failed: 1 } });
    expect(first.folderFailures).toMatchObject([{ failure: { words: 'NO not that name' } }]);
    expect(mail.to.folder('a_b').messages).toHaveLength(1);
    const second = await mail.copy();
    expect(second).toMatchObject({ outcome: 'incomplete', messages: { copied: 0, already: 1, failed: 1 } });
    expect(mail.to.folder('a_b').messages).toHaveLength(1);
  },
);

test('the plan can give such a folder a name of its own', async () => {
  for (const folder of ['a?b', 'a*b']) mail.from.put(folder, `Subject: ${folder}\r\n\r\n`);
  mail.to.faults.beforeCreate = (path) => {
    if (/[?*]/.test(path)) throw refusal('NO not that name');
  };
  await mail.copy();
  expect(await mail.copy({ folders: [{ from: 'a?b', to: 'Questions' }] })).toMatchObject({
    outcome: 'complete',
  });
  expect(['a_b', 'Questions'].map((folder) => mail.to.folder(folder).messages.length)).toEqual([1, 1]);
});
