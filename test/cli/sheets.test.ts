/** `sheets` as a person runs it: what is written and where, what is refused, how it ends, what its JSON says. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sheetsExportSchema, sheetsImportSchema } from '../../server/cli/schemas/sheets-schemas.ts';
import { statusSchema } from '../../server/cli/schemas/status-schema.ts';
import { type Answer, filledIn } from '../documents/sheets/filled-in.ts';
import { expectFrench } from '../support/both-languages.ts';
import { migplan } from '../support/migplan.ts';

const ROOT = `plan "Two units" { locale en; include "units/*.migplan" }
licence E1 { price 2 EUR/month }
licence E3 { price 8 EUR/month }
unit north "North" { kind region; admin anna@a.example }
unit south "South" { kind region }
timeline usual {
  D-14 send-sheets
  D-7 sheets-due
  D open
}
lot first { date 2027-03-08; unit north, south }
lot later { date 2027-05-08 }
`;
const NORTH = `domain a.example { unit north }
# Her own desk.
mailbox anna@a.example E1 "Anna"
mailbox jean@a.example E1 "Jean"
`;
const SOUTH = `domain b.example { unit south }
mailbox zoe@b.example E1 "Zoé"
`;

let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migplan sheets é-'));
  const { mkdirSync } = await import('node:fs');
  mkdirSync(join(folder, 'units'));
  writeFileSync(join(folder, 'plan.migplan'), ROOT);
  writeFileSync(join(folder, 'units/north.migplan'), NORTH);
  writeFileSync(join(folder, 'units/south.migplan'), SOUTH);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (path: string): string => join(folder, path);
const read = (path: string): string => readFileSync(at(path), 'utf8');

async function answer(path: string, answers: readonly Answer[]): Promise<string> {
  writeFileSync(at(path), await filledIn(readFileSync(at(path)), answers));
  return at(path);
}

test('exported a unit a file, filled in, looked at, imported, imported again', async () => {
  const exported = await migplan(['sheets', 'export', folder, '--lot', 'first']);
  expect(exported).toMatchObject({ code: 0, err: '' });
  expect(exported.out).toContain(
    `${at('sheets/first/north.xlsx')}          2          0  anna@a.example  North`,
  );
  expect(exported.out).toContain('To come back by 2027-03-01\n');
  expect(exported.out).toContain('Of 1 the plan does not say whom to send it to');
  const north = await answer('sheets/first/north.xlsx', [
    { address: 'jean@a.example', set: { licence: 'E3' } },
    { address: 'new@a.example', set: { licence: 'E9', given: 'Nina' } },
  ]);
  const south = await answer('sheets/first/south.xlsx', [
    { address: 'zoe@b.example', set: { fate: 'not kept', note: 'left' } },
  ]);

  const looked = await migplan(['sheets', 'import', folder, north, south, '--check', '--format', 'json']);
  const report = sheetsImportSchema.parse(JSON.parse(looked.out));
  expect(looked.code).toBe(3);
  expect(report).toMatchObject({ written: false, files: ['units/north.migplan', 'units/south.migplan'] });
  expect(report.errors).toMatchObject([{ file: 'units/north.migplan', code: 'MP401' }]);
  expect([read('units/north.migplan'), read('units/south.migplan')]).toEqual([NORTH, SOUTH]);

  const imported = await migplan(['sheets', 'import', folder, north, south]);
  expect(imported).toMatchObject({ code: 3, err: '' });
  expect(imported.out).toBe(`${north} (unit north)
  Mailboxes:4 jean@a.example: licence E1 → E3
  Mailboxes:5 new@a.example: becomes personal, given name Nina, name shown Nina
  Mailboxes:D5 new@a.example: the plan has no licence E9; did you mean E1?
${south} (unit south)
  Mailboxes:3 zoe@b.example: becomes personal → not kept, reason left

3 addresses changed
cells not taken: 1
units/north.migplan
units/south.migplan
The plan now has these errors:
  units/north.migplan:5: MP401 new@a.example has no licence; write one after its address, or make the mailbox shared
Look through them with git diff
`);
  expect(read('units/north.migplan')).toBe(
    `${NORTH.replace('jean@a.example E1', 'jean@a.example E3')}mailbox new@a.example "Nina" {\n  given "Nina"\n}\n`,
  );
  expect(read('units/south.migplan')).toBe(SOUTH.replace(/mailbox.*/, 'drop zoe@b.example "left"'));

  const again = await migplan(['sheets', 'import', folder, north, south], { lang: 'fr_FR.UTF-8' });
  expect(again.out).toContain('0 adresse changée\ncellules non prises\u00A0: 1\n');
  expectFrench(again.out.replaceAll(folder, '').replaceAll(/sheets|first|north|south|Mailboxes/g, ''));
});

test('a sheet that is there is not overwritten, unless it is said; --unit and --out', async () => {
  const once = ['sheets', 'export', folder, '--lot', 'first', '--unit', 'north', '--out', at('out')];
  const first = await migplan([...once, '--format', 'json']);
  const report = sheetsExportSchema.parse(JSON.parse(first.out));
  expect(report.sheets).toEqual([
    {
      file: at('out/north.xlsx'),
      unit: 'north',
      admin: 'anna@a.example',
      due: '2027-03-01',
      addresses: 2,
      undecided: 0,
    },
  ]);
  writeFileSync(at('out/north.xlsx'), 'filled in');
  const second = await migplan(once);
  expect(second).toMatchObject({ code: 4, out: '' });
  expect(second.err).toContain('already there, perhaps filled in. Nothing was written');
  expect(read('out/north.xlsx')).toBe('filled in');
  expect(await migplan([...once, '--overwrite'])).toMatchObject({ code: 0 });
  expect(read('out/north.xlsx').startsWith('PK')).toBe(true);
  expect(existsSync(at('out/south.xlsx'))).toBe(false);
});

test('refused: one sheet of another lot keeps all from being taken', async () => {
  await migplan(['sheets', 'export', folder, '--lot', 'first']);
  const north = await answer('sheets/first/north.xlsx', [
    { address: 'jean@a.example', set: { licence: 'E3' } },
  ]);
  writeFileSync(at('other.xlsx'), 'mail;licence\n');
  const mixed = await migplan(['sheets', 'import', folder, north, at('other.xlsx')]);
  expect(mixed).toMatchObject({ code: 4, out: '' });
  expect(mixed.err).toBe(
    `${at('other.xlsx')}: it is no sheet that migplan sheets export made; to make a plan of another list there is migplan import\nNothing was changed.\n`,
  );
  const later = await migplan(['sheets', 'import', folder, north, '--lot', 'later']);
  expect(later).toMatchObject({
    code: 4,
    err: expect.stringContaining('it is of the lot first, not of later'),
  });
  expect(read('units/north.migplan')).toBe(NORTH);
});

test('what went out and came back is on record: check is quiet, status and its JSON know', async () => {
  const day = new Date(Date.now() + 10 * 24 * 3600_000).toISOString().slice(0, 10);
  writeFileSync(
    at('plan.migplan'),
    ROOT.replace('2027-03-08', day).replace('D-7 sheets-due', 'D-12 sheets-due'),
  );
  const reminders = async (): Promise<string[]> => {
    const { out } = await migplan(['check', folder, '--format', 'json']);
    const { diagnostics } = JSON.parse(out) as { diagnostics: { code: string; message: string }[] };
    return diagnostics
      .filter(({ code }) => code === 'MP708')
      .map(({ message }) => message.split(' was')[0] ?? '');
  };
  const statusOf = async () =>
    statusSchema.parse(JSON.parse((await migplan(['status', folder, '--format', 'json'])).out));
  expect(await reminders()).toEqual(['lot first: send-sheets']);
  expect((await statusOf()).lots[0]).not.toHaveProperty('sheets');
  await migplan(['sheets', 'export', folder, '--lot', 'first', '--unit', 'north']);
  expect(await reminders()).toEqual(['lot first: send-sheets']);
  await migplan(['sheets', 'export', folder, '--lot', 'first', '--unit', 'south']);
  expect(await reminders()).toEqual(['lot first: sheets-due']);
  const sheets = ['north', 'south'].map((unit) => at(`sheets/first/${unit}.xlsx`));
  await migplan(['sheets', 'import', folder, ...sheets, '--check']);
  expect(await reminders()).toEqual(['lot first: sheets-due']);
  expect((await migplan(['status', folder])).out).toContain(
    'Sheets of lot first: sent to 2 of 2 units, 0 back\n',
  );
  await migplan(['sheets', 'import', folder, ...sheets]);
  expect(await reminders()).toEqual([]);
  expect((await statusOf()).lots[0]).toMatchObject({
    lot: 'first',
    sheets: { units: 2, sent: 2, returned: 2 },
  });
  const french = await migplan(['status', folder], { lang: 'fr_FR.UTF-8' });
  expect(french.out).toContain('Feuilles du lot first\u00A0: envoyées à 2 unités sur 2, 2 revenues\n');
});

test('where nothing can be put on record the sheets are written all the same, and it is said', async () => {
  writeFileSync(at('.migplan'), 'no folder');
  const exported = await migplan(['sheets', 'export', folder, '--lot', 'first']);
  expect(exported).toMatchObject({ code: 0, out: expect.stringContaining('north.xlsx') });
  expect(exported.err).toContain('could not be put on record beside the plan');
  expect(existsSync(at('sheets/first/north.xlsx'))).toBe(true);
});

test.each([
  [['export', '--lot', 'later'], 2, 'the lot later moves no address'],
  [['export', '--lot', 'frist'], 2, 'did you mean first?'],
  [['export', '--lot', 'first', '--unit', 'norht'], 2, 'did you mean north?'],
  [['import'], 2, "missing required argument 'files'"],
  [['import', 'absent.xlsx'], 2, 'absent.xlsx'],
])(
  'misused: %j',
  async (values, code, said) => {
    const [what = '', ...rest] = values;
    const plan = what === 'import' && rest.length === 0 ? [] : [folder];
    const ended = await migplan(['sheets', what, ...plan, ...rest]);
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.err).toContain(said);
  },
  60_000,
);
