/** What the contract says of folders and of their state. */
import { expect, test } from 'vitest';
import { type OpenPlace, type Place, signal } from './place.ts';

const CHARACTERS = [...'"\\%*&~#\'({[]})<>|!?:;,+=@$^_`./', 'é', '日', '🎉'];

export function folderContract(place: Place, opened: () => OpenPlace): void {
  const refused = place.notInNames ?? [];

  test('an empty mailbox has an INBOX and nothing in it', async () => {
    expect(await opened().inbox()).toMatchObject({
      path: 'INBOX',
      selectable: true,
      state: { messages: 0 },
    });
    expect(await opened().list()).toEqual([]);
    expect(await opened().uids()).toEqual([]);
  });

  test('a folder is made, subscribed and listed under the name it was given', async () => {
    const { source, target } = opened();
    const { prefix, delimiter } = await target.folders(signal);
    for (const name of ['Été & hiver', `Été & hiver${delimiter}日本 (2024)`]) {
      const path = prefix + name;
      await target.createFolder(path, signal);
      await target.subscribe(path, signal);
      const { folders } = await source.folders(signal);
      expect(folders.find((folder) => folder.path === path)).toMatchObject({
        subscribed: true,
        selectable: true,
      });
    }
  });

  test('a name has any character but those that the place refuses', async () => {
    const { source, target } = opened();
    const { prefix, delimiter } = await target.folders(signal);
    const told = new Map<string, string>();
    for (const character of CHARACTERS.filter((one) => one !== delimiter)) {
      const made = target.createFolder(`${prefix}a${character}b`, signal);
      await made.then(
        () => told.set(character, 'made'),
        (error) => told.set(character, error.failure?.kind ?? error),
      );
    }
    const { folders } = await source.folders(signal);
    const listed = new Set(folders.map(({ path }) => path));
    const expected = [...told.keys()].map((one) => [one, refused.includes(one) ? 'refused' : 'made']);
    expect([...told]).toEqual(expected);
    for (const [one, outcome] of told) expect(listed.has(`${prefix}a${one}b`)).toBe(outcome === 'made');
  });

  test('a folder that is made is not subscribed unasked', async () => {
    const path = await opened().make('Quiet');
    const { folders } = await opened().source.folders(signal);
    expect(folders.find((folder) => folder.path === path)?.subscribed).toBe(false);
  });

  test('a folder is made for a use, which is declared where the place keeps it', async () => {
    const { source, target } = opened();
    const { prefix } = await target.folders(signal);
    for (const name of ['Kept', 'Kept as well']) await target.createFolder(prefix + name, signal, 'archive');
    const { folders } = await source.folders(signal);
    const [first, second] = ['Kept', 'Kept as well'].map((name) =>
      folders.find(({ path }) => path === prefix + name),
    );
    expect(first?.use).toBe(place.keepsUses === false ? undefined : 'archive');
    expect(second).toMatchObject({ selectable: true });
  });

  test('a folder that is there already is refused, and so is one to be opened that is not', async () => {
    const { target } = opened();
    const path = await opened().make('once');
    await expect(target.createFolder(path, signal)).rejects.toMatchObject({ failure: { kind: 'refused' } });
    await expect(target.openForWriting(`${path}-nowhere`, signal)).rejects.toMatchObject({
      failure: { reach: 'message' },
    });
  });

  test('the state changes with mail and with flags, and keeps its UIDVALIDITY', async () => {
    const state = async () => (await opened().inbox())?.state;
    const uid = await opened().put();
    const before = await state();
    await opened().target.changeFlags('INBOX', [uid], { add: ['\\Seen'], remove: [] }, signal);
    const marked = await state();
    await opened().put();
    const grown = await state();
    if (place.changes === 'none') expect(grown).not.toHaveProperty('highestModseq');
    else expect(new Set([before, marked, grown].map((one) => one?.highestModseq)).size).toBe(3);
    expect(grown).toMatchObject({
      messages: 2,
      uidNext: (before?.uidNext ?? 0) + 1,
      uidValidity: before?.uidValidity,
    });
  });

  test('a folder that is opened tells its state, and is read and marked as before', async () => {
    const { source, target } = opened();
    const uid = await opened().put();
    const { state } = await target.openForWriting('INBOX', signal);
    const listed = (await opened().inbox())?.state;
    const told = await source.openForReading('INBOX', signal);
    expect(told).toMatchObject({ uidValidity: listed?.uidValidity, uidNext: uid + 1, messages: 1 });
    expect(state.uidValidity).toBe(listed?.uidValidity);
    await target.changeFlags('INBOX', [uid], { add: ['\\Seen'], remove: [] }, signal);
    expect(await opened().list()).toMatchObject([{ uid, flags: ['\\Seen'] }]);
  });
}
