/** Where secrets are found, and what is never done with them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { missingSecrets, secretLookup } from '../../server/documents/secrets.ts';
import { secretPurpose } from '../../server/planning/secret-purpose.ts';

const oldEnd = secretPurpose('old', 'endpoint old', 'point d’accès old');
const newEnd = secretPurpose('new', 'endpoint new', 'point d’accès new');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-secrets-'));
  writeFileSync(join(folder, 'secret.txt'), 'with spaces \n');
  writeFileSync(join(folder, 'empty.txt'), '\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('what is typed for one endpoint is never given to another, and is asked for once', async () => {
  const asked: string[] = [];
  const ask = async (question: { en: string }): Promise<string> => {
    asked.push(question.en);
    return `answer ${asked.length}`;
  };
  const lookUp = secretLookup({ folder, env: {}, ask });
  const answers = [oldEnd, newEnd, oldEnd].map((purpose) => lookUp({ kind: 'prompt' }, purpose));
  expect(await Promise.all(answers)).toEqual(['answer 1', 'answer 2', 'answer 1']);
  expect(asked).toHaveLength(2);
});

test('one question is asked at a time, and one without an answer keeps nobody from asking', async () => {
  let open = 0;
  const ask = async (question: { en: string }): Promise<string> => {
    open++;
    await new Promise(setImmediate);
    const together = open--;
    if (question.en.includes('old')) throw new Error('closed');
    return `${question.en}${together}`;
  };
  const lookUp = secretLookup({ folder, env: {}, ask });
  const answers = await Promise.allSettled([oldEnd, newEnd].map((end) => lookUp({ kind: 'prompt' }, end)));
  expect(answers).toMatchObject([{ status: 'rejected' }, { status: 'fulfilled', value: 'endpoint new: 1' }]);
});

test('a file is read beside the plan, without its last line end alone', async () => {
  const lookUp = secretLookup({ folder, env: { SECRET: 'from the environment' } });
  expect(await lookUp({ kind: 'file', path: 'secret.txt' }, oldEnd)).toBe('with spaces ');
  expect(await lookUp({ kind: 'env', name: 'SECRET' }, oldEnd)).toBe('from the environment');
});

test('what is handed in counts before what is on this machine, each by its own key', async () => {
  const given = new Map([
    ['env SECRET', 'handed in'],
    ['file secret.txt', 'another'],
    ['keychain old', 'third'],
    ['prompt new', 'for new'],
  ]);
  const lookUp = secretLookup({ folder, env: { SECRET: 'from the environment' }, given });
  expect(await lookUp({ kind: 'env', name: 'SECRET' }, oldEnd)).toBe('handed in');
  expect(await lookUp({ kind: 'file', path: 'secret.txt' }, oldEnd)).toBe('another');
  expect(await lookUp({ kind: 'keychain', name: 'old' }, oldEnd)).toBe('third');
  expect(await lookUp({ kind: 'prompt' }, newEnd)).toBe('for new');
  await expect(lookUp({ kind: 'prompt' }, oldEnd)).rejects.toThrow(/terminal/);
});

test('what is handed in is not missing', async () => {
  const given = new Map([['env ABSENT', 'handed in']]);
  const named = [{ kind: 'env', name: 'ABSENT' } as const, { kind: 'env', name: 'GONE' } as const];
  expect([...(await missingSecrets(named, { folder, env: {}, given }))]).toEqual(['env GONE']);
});

test.each([
  [{ kind: 'env', name: 'MISSING' } as const, 'MISSING'],
  [{ kind: 'file', path: 'nowhere.txt' } as const, 'nowhere.txt'],
  [{ kind: 'file', path: 'empty.txt' } as const, 'empty.txt'],
  [{ kind: 'prompt' } as const, 'terminal'],
])('%o that is not there is one line that names the endpoint and the place', async (reference, place) => {
  const lookUp = secretLookup({ folder, env: {} });
  await expect(lookUp(reference, oldEnd)).rejects.toThrow(new RegExp(`^endpoint old.*${place}[^\\n]*$`));
});

test('what is not there is told without asking anybody, and without reading what is', async () => {
  const env = { THERE: 'x', EMPTY: '' };
  const missing = await missingSecrets(
    [
      { kind: 'env', name: 'THERE' },
      { kind: 'env', name: 'EMPTY' },
      { kind: 'env', name: 'ABSENT' },
      { kind: 'file', name: 'secret.txt' },
      { kind: 'file', name: 'empty.txt' },
      { kind: 'file', name: 'nowhere.txt' },
      { kind: 'file', name: '.' },
      { kind: 'file', name: '/proc/self/status' },
      { kind: 'file', name: '/dev/null' },
      { kind: 'file', name: '\\\\server\\share\\secret.txt' },
      { kind: 'file', name: '//server/share/secret.txt' },
      { kind: 'keychain', name: 'mail' },
      { kind: 'prompt' },
      { kind: 'literal' },
    ],
    { folder, env },
  );
  expect([...missing]).toEqual([
    'env EMPTY',
    'env ABSENT',
    'file empty.txt',
    'file nowhere.txt',
    'file .',
    'file /dev/null',
  ]);
});

test('an empty one is none, typed or handed in', async () => {
  const typed = secretLookup({ folder, env: {}, ask: async () => '' });
  await expect(typed({ kind: 'prompt' }, oldEnd)).rejects.toThrow(
    'endpoint old: the secret handed in is empty',
  );
  const given = secretLookup({ folder, env: { SECRET: 'x' }, given: new Map([['env SECRET', '']]) });
  await expect(given({ kind: 'env', name: 'SECRET' }, newEnd)).rejects.toThrow('endpoint new: ');
});
