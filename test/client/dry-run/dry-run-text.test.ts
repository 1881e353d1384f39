/** A dry run as a text: what the command really says of the quickstart and of more than it, read, shown and marked. */
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { addressesIn } from '../../../client/features/dry-run/addresses-in.ts';
import grammar from '../../../client/features/dry-run/dry-run.tmLanguage.json' with { type: 'json' };
import { dryRunText, type Shown } from '../../../client/features/dry-run/dry-run-text.ts';
import { type DryRun, readDryRun, type Step } from '../../../client/infrastructure/dry-run.ts';
import { speak } from '../../support/fake-vscode.ts';
import { migplan } from '../../support/migplan.ts';

const QUICKSTART = join(import.meta.dirname, '../../../examples/quickstart');

let inEnglish: DryRun;
let inFrench: DryRun;

async function ask(lang: string): Promise<DryRun> {
  const ended = await migplan(['dry-run', QUICKSTART, '--lot', 'pilot', '--offline', '--format', 'json'], {
    lang,
  });
  const read = readDryRun(ended.out);
  if (!read) throw new Error(`Not a dry run: ${ended.out}${ended.err}`);
  return read;
}

beforeAll(async () => {
  [inEnglish, inFrench] = await Promise.all([ask('en'), ask('fr_FR.UTF-8')]);
});
afterEach(() => speak('en'));

const fresh = (dryRun: DryRun): Shown => ({
  lot: 'pilot',
  freshness: { is: 'fresh' },
  found: { dryRun, at: '14:03' },
});

test('a line a lot, then a mailbox, then a step', () => {
  expect(dryRunText(fresh(inEnglish), 'en')).toBe(
    `Workshop to its new mail host · lot pilot · 2027-03-08
2 mailboxes · 23,630 messages · 11.7 GB
◉ Looked at 14:03; nothing was changed.
◌ not checked against both ends

lot pilot  by hand 1, to copy 2
  alice.moreau@atelier.example  by hand 1, to copy 1
    ? account     not checked → it is there  — the target was not read
    ✎ alias       not checked → mail to a.moreau@atelier.example arrives here  — to be done by hand: this target has no supported call for it
    > mail        not checked → 18420 messages  — from old to new; what is there already is recognised and not copied again
    = comparison  not checked → source and target compared from nothing  — nothing is believed that was not compared
  karim.haddad@atelier.example  to copy 1
    ? account     not checked → it is there  — the target was not read
    > mail        not checked → 5210 messages  — from old to new; what is there already is recognised and not copied again
    = comparison  not checked → source and target compared from nothing  — nothing is believed that was not compared
`,
  );
});

test('the same in French, with the same marks', () => {
  speak('fr');
  const lines = dryRunText(fresh(inFrench), 'fr').split('\n');
  expect(lines[1]).toBe('2 boîtes · 23\u202F630 messages · 11,7 Go');
  expect(lines[5]).toBe('lot pilot  à la main 1, à copier 2');
  expect(lines.filter((line) => /^ {4}/.test(line)).map((line) => line.slice(4, 18))).toEqual([
    '? compte      ',
    '✎ alias       ',
    '> courrier    ',
    '= comparaison ',
    '? compte      ',
    '> courrier    ',
    '= comparaison ',
  ]);
});

describe('what stands at the top', () => {
  const STATES: [Shown['freshness'], string][] = [
    [{ is: 'awaited' }, '◌ About to look again… What follows is of 14:03.'],
    [{ is: 'looking' }, '◌ Looking again… What follows is of 14:03.'],
    [{ is: 'stale' }, '◌ Stale: the plan has been changed since 14:03. Save it to look again.'],
    [{ is: 'overtaken' }, '◌ Stale: a run has ended since 14:03. Choose “Look Again”.'],
    [{ is: 'failed', why: 'endpoint old refused it' }, '! endpoint old refused it'],
  ];

  test.each(STATES)('%j, over what was seen before', (freshness, line) => {
    const lines = dryRunText({ ...fresh(inEnglish), freshness }, 'en').split('\n');
    expect(lines[2]).toBe(line);
    expect(lines).toContain('lot pilot  by hand 1, to copy 2');
  });

  test.each<[Shown['freshness'], string]>([
    [{ is: 'unseen' }, '◌ Not looked at since this window was opened: choose “Look Again”.'],
    [{ is: 'awaited' }, '◌ About to look at both ends…'],
    [{ is: 'looking' }, '◌ Looking at both ends…'],
    [{ is: 'stale' }, '◌ The plan has been changed. Save it to look.'],
    [{ is: 'failed', why: 'no such host' }, '! no such host'],
  ])('%j, with nothing seen yet', (freshness, line) => {
    expect(dryRunText({ lot: 'pilot', freshness }, 'en')).toBe(`Dry run of lot pilot\n${line}\n`);
  });

  test('what stands against it, before all else', () => {
    const verdict = { errors: ['endpoint new: its host\nis needed'], applicable: false, complete: false };
    const lines = dryRunText(fresh({ ...inEnglish, phase: 'cutover', verdict }), 'en').split('\n');
    expect(lines[0]).toBe('Workshop to its new mail host · lot pilot · 2027-03-08 · phase cutover');
    expect(lines.slice(3, 5)).toEqual(['! endpoint new: its host is needed', '! cannot be run as it stands']);
  });
});

const step = (more: Partial<Step>): Step => ({
  ...{ kind: 'account', subject: 'a@a.example', action: 'none', before: 'not there', after: 'it is there' },
  ...{ reason: '', ...more },
});

const stepLines = (steps: readonly Step[]): string[] =>
  dryRunText(
    fresh({ ...inEnglish, verdict: { errors: [], applicable: true, complete: true }, steps: [...steps] }),
    'en',
  )
    .split('\n')
    .slice(5);

test('each action has a mark of its own, and every line has a colour', () => {
  const actions = ['create', 'grant', 'copy', 'update', 'revoke', 'wait', 'handover', 'none'] as const;
  const lines = stepLines(actions.map((action) => step({ action, reason: 'why' })));
  const steps = lines.filter((line) => line.startsWith('    '));
  expect(steps.map((line) => line[4]).join('')).toBe('++>~-…✎=');
  const patterns = grammar.patterns.map(({ match }) => new RegExp(match.replace('\\A', '^(?!.*\\n)'), 'u'));
  for (const line of lines.filter(Boolean)) {
    const first = patterns.findIndex((pattern) => pattern.test(line));
    expect(first, line).toBeGreaterThanOrEqual(0);
    expect(first, line).toBeLessThan(patterns.length - 1);
  }
});

test('what a server says cannot look like another line', () => {
  const lines = stepLines([step({ before: 'NO [x]\n  evil@a.example  copied', reason: 'a\r\nb' })]);
  expect(lines.filter((line) => line.startsWith('  '))).toEqual([
    '  a@a.example',
    '    = account  NO [x] evil@a.example copied → it is there  — a b',
  ]);
});

test('what no line may break stays together', () => {
  const lines = stepLines([step({ before: '1\u202F244 messages', reason: 'à la main\u00A0: oui' })]);
  expect(lines).toContain('    = account  1\u202F244 messages → it is there  — à la main\u00A0: oui');
});

test('what stays as it is is told once', () => {
  const same = { before: 'it is there', reason: 'it is there' };
  expect(stepLines([step(same)])).toContain('    = account  it is there');
});

test('a kind of step that is newer than this is shown by its own word', () => {
  expect(stepLines([step({ kind: 'calendar', action: 'create' })])).toContain(
    '    + calendar  not there → it is there',
  );
});

test('an address on the line of its mailbox leads to its declaration, one in a step does not', () => {
  const found = addressesIn(dryRunText(fresh(inEnglish), 'en'));
  expect(found).toEqual([
    { line: 6, from: 2, address: 'alice.moreau@atelier.example' },
    { line: 11, from: 2, address: 'karim.haddad@atelier.example' },
  ]);
});

test.each(['', '{}', 'null', '{"schema":"migplan/dry-run/v2"}'])('%j is no dry run', (json) => {
  expect(readDryRun(json)).toBeUndefined();
});
