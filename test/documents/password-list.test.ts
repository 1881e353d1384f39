/** Everybody's own password: which files are used, what they say, and what is never said of them. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PasswordList, passwordLookup } from '../../server/documents/password-list.ts';
import { secretLookup } from '../../server/documents/secrets.ts';
import { secretPurpose } from '../../server/planning/secret-purpose.ts';

const purpose = secretPurpose('old', 'endpoint old', 'point d’accès old');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-passwords-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

function put(written: string | Buffer, mode = 0o600, path = `${++files}.csv`): string {
  writeFileSync(join(folder, path), written);
  chmodSync(join(folder, path), mode);
  return path;
}

const look = (path: string, env: Record<string, string> = {}): Promise<PasswordList> =>
  passwordLookup(folder, secretLookup({ folder, env }))({ kind: 'file', path }, purpose);

test('a list that was handed in is read from there, and its file is not looked at', async () => {
  const given = new Map([['file nowhere.csv', 'anna@a.example;hers']]);
  const secret = secretLookup({ folder, env: {}, given });
  const list = await passwordLookup(folder, secret, given)({ kind: 'file', path: 'nowhere.csv' }, purpose);
  expect(list.passwordOf('Anna@a.example')).toBe('hers');
});

describe('a list of addresses and passwords', () => {
  test.each([
    ['with commas', 'ada@a.example,pass word\nbob@a.example,b\n'],
    ['with semicolons and a title', 'adresse;mot de passe\r\nada@a.example;pass word\r\nbob@a.example;b\r\n'],
    ['with tabs', 'ada@a.example\tpass word\n\nbob@a.example\tb'],
    ['as Excel names the separator', 'sep=;\nada@a.example;pass word\nbob@a.example;b\n'],
    ['with a byte order mark', '\uFEFFada@a.example,pass word\nbob@a.example,b\n'],
    ['in UTF-16', Buffer.from('\uFEFFada@a.example;pass word\nbob@a.example;b\n', 'utf16le')],
    ['with quotes', '"ada@a.example","pass word"\n"bob@a.example","b"\n'],
    ['twice the same', 'ada@a.example,pass word\nada@a.example,pass word\nbob@a.example,b\n'],
  ])('%s', async (_, written) => {
    const list = await look(put(written));
    expect(
      ['ada@a.example', 'ADA@A.example', 'bob@a.example', 'eve@a.example'].map((one) => list.passwordOf(one)),
    ).toEqual(['pass word', 'pass word', 'b', undefined]);
  });

  test.each([
    ['ada@a.example,"a,b;c""d"', 'a,b;c"d'],
    ['ada@a.example; leading and trailing ', ' leading and trailing '],
    ['ada@a.example,#€é', '#€é'],
    ['ada@a.example,p@ss:word', 'p@ss:word'],
  ])('keeps every sign of %s', async (written, password) => {
    expect((await look(put(written))).passwordOf('ada@a.example')).toBe(password);
  });

  test('may be a variable’s, and is read once', async () => {
    const env: Record<string, string> = { LIST: 'ada@a.example,x' };
    const lookUp = passwordLookup(folder, secretLookup({ folder, env }));
    const [one, two] = [
      await lookUp({ kind: 'env', name: 'LIST' }, purpose),
      await lookUp({ kind: 'env', name: 'LIST' }, purpose),
    ];
    expect([one.place, one.passwordOf('ada@a.example'), one === two]).toEqual(['LIST', 'x', true]);
  });

  const secretWords = 'hunter2';
  test.each([
    ['ada@a.example,hunter2,rest', 'line 1 has more than two columns'],
    ['ada@a.example,x\nbob@a.example,', 'line 2 has no password'],
    ['ada@a.example,x\nhunter2,bob@a.example', 'line 2 has no address'],
    ['ada@a.example,x\nada@a.example,hunter2', 'line 2 gives an address a second password'],
    [Buffer.from([0, 1, 2, 0xff]), 'is no text'],
    ['age-encryption.org/v1\n-> scrypt x 18\nhunter2', 'is sealed with age'],
    ['-----BEGIN AGE ENCRYPTED FILE-----\nhunter2', 'is sealed with age'],
  ])('that cannot be used (%j) is one line without a password', async (written, words) => {
    const error: Error = await look(put(written)).then(
      () => new Error('used'),
      (thrown: Error) => thrown,
    );
    expect(error.message).toMatch(new RegExp(`^endpoint old: [^\\n]*${words}[^\\n]*$`));
    expect(error.message).not.toContain(secretWords);
  });

  test('that is not there', async () => {
    await expect(look('nowhere.csv')).rejects.toThrow(
      /^endpoint old: the passwords in .*nowhere\.csv cannot be read \(ENOENT\)$/,
    );
  });
});

describe('a list is kept to oneself', () => {
  test.each([0o644, 0o640, 0o604, 0o660])('mode %o is refused', async (mode) => {
    const path = put('ada@a.example,hunter2', mode);
    await expect(look(path)).rejects.toThrow(
      /^endpoint old: the passwords in .* may be read by others; .*chmod 600/,
    );
  });

  test('one that git would take is refused, until it is ignored', async () => {
    const repository = join(folder, 'repository');
    mkdirSync(join(repository, 'secrets'), { recursive: true });
    execFileSync('git', ['-C', repository, 'init', '-q']);
    const path = put('ada@a.example,x', 0o600, 'repository/secrets/old.csv');
    await expect(look(path)).rejects.toThrow(/^endpoint old: git would take .*old\.csv.*\.gitignore/);
    writeFileSync(join(repository, '.gitignore'), 'secrets/\n');
    expect((await look(path)).passwordOf('ada@a.example')).toBe('x');
    execFileSync('git', ['-C', repository, 'add', '-f', 'secrets/old.csv']);
    await expect(look(path)).rejects.toThrow(/git would take/);
  });
});
