/** `import` as a person runs it: what is written and where, what is refused, how it ends. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importSchema } from '../../server/cli/schemas/import-schema.ts';
import { migplan } from '../support/migplan.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan import é-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (text: string, name = 'people.csv'): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const out = (): string => join(folder, 'plan');

const BATCH = 'EmailAddress,UserName,Password\nanna@a.example,anna,Pa55word\ninfo@a.example,info,Pa55word\n';

test('a file that can be read whole: a plan that check finds nothing wrong with, and no password anywhere', async () => {
  const ended = await migplan(['import', file(BATCH), '--out', out()]);
  expect(ended).toMatchObject({
    code: 0,
    out: `${join(out(), 'plan.migplan')}\n${join(out(), 'domains/a.example.migplan')}\n`,
  });
  expect(ended.err).toContain('1 personal mailbox, 1 shared in 1 domain\n');
  expect(ended.err).toContain('guessed from their names: 1 personal, 1 shared');
  const written = readdirSync(out(), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const texts = written.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  expect([ended.out, ended.err, ...texts].join('\n')).not.toContain('Pa55word');
  expect(await migplan(['check', out()])).toMatchObject({ code: 0 });
  expect(await migplan(['fmt', '--check', out()])).toMatchObject({ code: 0, out: '' });
});

test('rows left out: named with file, row and column, and exit code 3; in French too', async () => {
  const path = file('mail;conserver\nanna@a.example;oui\nnobody;oui\n');
  const ended = await migplan(['import', path, '--out', '-'], { lang: 'fr_FR.UTF-8' });
  expect(ended.code).toBe(3);
  expect(ended.err).toContain(`${path}:3: mail: «\u00A0nobody\u00A0» n’a pas de @`);
  expect(ended.err).toContain('laissé de côté\u00A0: 1 ligne, voir plus haut');
  expect(ended.out).toContain('\nmailbox anna@a.example\n');
  expect(ended.out).not.toContain('include');
  const stdin = await migplan(['fmt', '-'], { stdin: ended.out });
  expect(stdin.out).toBe(ended.out);
});

test('nothing is overwritten: exit code 4, and no other file is written', async () => {
  const path = file(BATCH);
  await migplan(['import', path, '--out', out()]);
  rmSync(join(out(), 'plan.migplan'));
  const again = await migplan(['import', path, '--out', out()]);
  expect(again).toMatchObject({ code: 4, out: '' });
  expect(again.err).toContain(join(out(), 'domains/a.example.migplan'));
  expect(readdirSync(out())).toEqual(['domains']);
});

test('what cannot be read, and wrong options: exit code 2', async () => {
  for (const values of [
    [file('no address here', 'a.txt')],
    [join(folder, 'nowhere.csv')],
    [folder],
    [file(BATCH), '--format', 'xml'],
    [file(BATCH), '--domain', 'a@b'],
  ]) {
    const ended = await migplan(['import', ...values, '--out', out()]);
    expect({ values, code: ended.code, out: ended.out }).toEqual({ values, code: 2, out: '' });
    expect(ended.err).not.toMatch(/unexpected|at .*\.ts/);
  }
});

test('JSON is as its schema says, with the plan in it for --out -', async () => {
  const path = file('mail;conserver\nanna@a.example;oui\nnobody;oui\n');
  const printed = JSON.parse((await migplan(['import', path, '--out', '-', '--format', 'json'])).out);
  expect(importSchema.strict().parse(printed)).toMatchObject({
    files: [],
    text: expect.stringContaining('mailbox anna@a.example'),
    counts: { mailboxes: 1, guessed: { personal: 1, shared: 0 } },
    leftOut: { rows: 1, cells: 0 },
    remarks: [{ kind: 'row', row: 3, column: 'mail' }],
  });
  const written = JSON.parse((await migplan(['import', path, '--out', out(), '--format', 'json'])).out);
  expect(importSchema.strict().parse(written).files).toHaveLength(2);
});
