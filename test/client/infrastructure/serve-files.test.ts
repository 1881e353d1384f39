/** The files of virtual folders, as they are served to a server that cannot reach them. */
import { beforeEach, expect, test } from 'vitest';
import { serveFiles } from '../../../client/infrastructure/serve-files.ts';
import { fileIndex, texts, Uri } from '../../support/fake-vscode.ts';

const FOLDER = 'vscode-vfs://github/choir/move';

/** Asks as the server does. */
function served() {
  const answers = new Map<string, (asks: object) => Promise<unknown>>();
  const client = {
    onRequest(method: string, answer: (asks: object) => Promise<unknown>) {
      answers.set(method, answer);
      return { dispose: () => answers.delete(method) };
    },
  };
  const disposables = serveFiles(client as never);
  const ask = (method: string, asks: object) => answers.get(method)?.(asks);
  return { answers, disposables, ask };
}

const files = (asks: { folder?: string; ending?: string; isDeep?: boolean } = {}) =>
  served().ask('migplan/files', { folder: FOLDER, ending: 'migplan', isDeep: true, ...asks });

beforeEach(() => {
  texts.clear();
  fileIndex.found = [];
  fileIndex.asked.length = 0;
});

const write = (...paths: string[]): void => {
  for (const path of paths) texts.set(`${FOLDER}/${path}`, `# ${path}`);
};

test('a text is read, whatever its signs; one that cannot be read is absent', async () => {
  const { ask } = served();
  texts.set(`${FOLDER}/plan.migplan`, 'mailbox zoé@a.example "Zoé 📬"\n');
  expect(await ask('migplan/text', { uri: `${FOLDER}/plan.migplan` })).toBe(
    'mailbox zoé@a.example "Zoé 📬"\n',
  );
  expect(await ask('migplan/text', { uri: `${FOLDER}/gone.migplan` })).toBeNull();
});

test('files below a folder come from the editor’s own index, sorted, and without what holds no plan', async () => {
  write('walked.migplan');
  fileIndex.found = ['b/two.migplan', 'a.migplan'].map((path) => Uri.parse(`${FOLDER}/${path}`));
  expect(await files()).toEqual([`${FOLDER}/a.migplan`, `${FOLDER}/b/two.migplan`]);
  const [{ pattern, exclude } = { pattern: undefined, exclude: '' }] = fileIndex.asked;
  expect(pattern?.base.toString()).toBe(FOLDER);
  expect(pattern?.pattern).toBe('**/*.migplan');
  for (const skipped of ['node_modules', 'dist', '.*']) expect(exclude).toContain(skipped);
});

test('where there is no index each folder is looked into, but for those that hold no plan', async () => {
  write('plan.migplan', 'notes.txt', 'more/a.migplan', 'more/deep/b.migplan');
  write('.git/c.migplan', 'node_modules/d.migplan', 'dist/e.migplan', 'more/.migplan/f.migplan');
  expect(await files()).toEqual([
    `${FOLDER}/more/a.migplan`,
    `${FOLDER}/more/deep/b.migplan`,
    `${FOLDER}/plan.migplan`,
  ]);
});

test('a folder by itself is looked into and no further, without asking the index', async () => {
  write('plan.migplan', 'inventory/a.example.yaml', 'inventory/b.example.yml', 'inventory/deep/c.yaml');
  expect(await files({ isDeep: false })).toEqual([`${FOLDER}/plan.migplan`]);
  expect(await files({ folder: `${FOLDER}/inventory`, ending: 'yaml', isDeep: false })).toEqual([
    `${FOLDER}/inventory/a.example.yaml`,
    `${FOLDER}/inventory/b.example.yml`,
  ]);
  expect(fileIndex.asked).toEqual([]);
});

test('a folder that is not there has no files', async () => {
  expect(await files({ folder: `${FOLDER}/gone` })).toEqual([]);
  expect(await files({ folder: `${FOLDER}/gone`, isDeep: false })).toEqual([]);
});

test('many folders are looked into up to a limit: each is a question to a server far away', async () => {
  write(...Array.from({ length: 700 }, (_, number) => `f${number}/plan.migplan`));
  expect(await files()).toHaveLength(499);
});

test('nothing is answered any more once it is given up', () => {
  const { answers, disposables } = served();
  expect(answers.size).toBe(2);
  for (const one of disposables) one.dispose();
  expect(answers.size).toBe(0);
});
