/** What a plan means: where mailboxes belong, what policies say, what it adds up to. */
import { describe, expect, test } from 'vitest';
import { nearest } from '../../server/language/model/editing/nearest.ts';
import { includes, resolvedFrom } from '../../server/language/model/include.ts';
import { keyOf } from '../../server/language/model/names.ts';
import type { Rule } from '../../server/language/rules/rule.ts';
import { analyse } from '../support/check.ts';

const PLAN = `
plan "P" { source old; target new }
endpoint old archive { path "old" }
endpoint other archive { path "other" }
endpoint new archive { path "new" }
licence E1 { quota 50 GB }
licence E3 { quota 100 GB }
unit france "France"
unit east "East" { parent france }
unit meuse "Meuse" { parent east }
policy { alias-scope any; inactive-after 60 days }
policy for unit east { alias-scope domain }
lot pilot { date 2024-12-09; pilot; mailbox anna@a.example }
lot one { date 2025-01-20; unit east }
lot two { date 2025-02-03; domain town.a.example, b.example }
domain a.example { unit meuse; subdomain town.a.example }
domain b.example { source other }
mailbox anna@a.example E1 "Anna" { was anna@old.example }
mailbox jean@A.example E1 "Jean" { quota 80 GB }
mailbox lea@town.a.example E3 "Léa"
mailbox omar@b.example E3 "Omar" { unit france }
shared contact@a.example "Contact"
resource room@a.example room "Room"
# inventory: anna@a.example 10 GB [120 messages]
# inventory: jean@a.example 5 GB [30 messages]
# inventory: contact@a.example 1 GB [3 messages]
`;

describe('placement', () => {
  const { model } = analyse(PLAN);

  test('a mailbox is in its domain, or in the one that has its sub-domain', () => {
    expect(model.placementOf('anna@a.example')).toEqual({
      domain: 'a.example',
      unit: 'meuse',
      units: ['meuse', 'east', 'france'],
      lots: ['one'],
      source: 'old',
      target: 'new',
      sourceKind: 'archive',
      targetKind: 'archive',
      hasListed: true,
    });
    expect(model.placementOf('x@town.a.example')).toMatchObject({ domain: 'a.example', lots: ['two'] });
    expect(model.placementOf('x@b.example')).toMatchObject({ source: 'other', units: [], lots: ['two'] });
    expect(model.placementOf('x@nowhere.example')).toEqual({
      units: [],
      lots: [],
      source: 'old',
      target: 'new',
      sourceKind: 'archive',
      targetKind: 'archive',
    });
  });

  test('its own unit goes before its domain’s', () => {
    expect(model.placementOf('x@a.example', 'france').units).toEqual(['france']);
  });

  test('a lot that names a mailbox goes before its domain’s', () => {
    const anna = model.declared('mailbox', 'Anna@A.example');
    expect(anna && model.lotsOf(anna)).toEqual(['pilot']);
    const jean = model.declared('mailbox', 'jean@a.example');
    expect(jean && model.lotsOf(jean)).toEqual(['one']);
  });

  test('units in a circle are followed once round', () => {
    const circle = analyse('unit a { parent b }\nunit b { parent a }\ndomain a.example { unit a }\n');
    expect(circle.model.placementOf('x@a.example').units).toEqual(['a', 'b']);
  });
});

describe('policies', () => {
  const { model } = analyse(PLAN);

  test('the nearest unit’s, else the plan’s, property by property', () => {
    expect(model.policy('alias-scope', ['meuse', 'east', 'france'])?.value).toBe('domain');
    expect(model.policy('inactive-after', ['meuse', 'east', 'france'])?.value).toEqual({
      count: 60,
      unit: 'days',
    });
    expect(model.policy('alias-scope', ['france'])?.value).toBe('any');
    expect(model.policy('lot-size')).toBeUndefined();
  });
});

describe('totals', () => {
  const analysis = analyse(PLAN);
  const { model } = analysis;

  test('of the plan, of lots, units, domains and licences', () => {
    expect(model.totals('plan', '')).toMatchObject({ mailboxes: 4, shared: 1, bytes: 16e9, messages: 153 });
    expect(model.totals('lot', 'one')).toMatchObject({ mailboxes: 1, shared: 1, bytes: 6e9 });
    expect(model.totals('lot', 'pilot')).toMatchObject({ mailboxes: 1, bytes: 10e9 });
    expect(model.totals('unit', 'france')).toMatchObject({ mailboxes: 4, shared: 1 });
    expect([...model.totals('unit', 'france').units]).toEqual(
      expect.arrayContaining([
        ['meuse', 4],
        ['france', 1],
      ]),
    );
    expect(model.totals('licence', 'E3')).toMatchObject({ mailboxes: 2 });
    expect(model.totals('domain', 'a.example')).toMatchObject({ mailboxes: 3, shared: 1 });
  });

  test('an edit changes them by its part', () => {
    const line = PLAN.split('\n').findIndex((text) => text.startsWith('mailbox jean'));
    const change = {
      range: { start: { line, character: 0 }, end: { line: line + 1, character: 0 } },
      text: '',
    };
    const changing = analyse(`\n${PLAN}`);
    changing.edit('/plan.migplan', [change]);
    changing.settle();
    expect(changing.model.totals('plan', '')).toMatchObject({ mailboxes: 3, bytes: 11e9 });
    expect(changing.model.totals('unit', 'east')).toMatchObject({ mailboxes: 2, bytes: 11e9 });
  });
});

describe('an analysis', () => {
  test('tells which files changed: those checked, those that lost a finding, all where a severity changed', () => {
    const analysis = analyse(
      '//- /plan.migplan\npolicy {}\n//- /a.migplan\nmailbox x@a.example "X"\n//- /b.migplan\ntimeline b {}\n',
    );
    analysis.edit('/plan.migplan', [{ text: 'policy { severity undeclared-domain hint }\n' }]);
    expect([...analysis.settle()].toSorted()).toEqual(['/a.migplan', '/plan.migplan']);
    analysis.edit('/b.migplan', [{ text: 'domain a.example\n' }]);
    expect([...analysis.settle()].toSorted()).toEqual(['/a.migplan', '/b.migplan']);
    expect(analysis.diagnostics('/a.migplan').total).toBe(0);
  });

  test('publishes so many diagnostics and counts the rest', () => {
    const analysis = analyse(Array.from({ length: 30 }, (_, i) => `mailbox x${i}@a.example "X"\n`).join(''));
    const { diagnostics, total } = analysis.diagnostics('/plan.migplan', 10);
    expect([diagnostics.length, total]).toEqual([10, 30]);
    expect(diagnostics.map(({ range }) => range.start.line)).toEqual([...Array(10).keys()]);
  });

  test('a declaration taken away with nothing in its place leaves the others right', () => {
    const analysis = analyse('unit a\nunit x "1"\nunit b\nunit x "2"\nunit c\nunit x "3"\n');
    const lines = () =>
      analysis.diagnostics('/plan.migplan').diagnostics.map(({ range }) => range.start.line);
    expect(lines()).toEqual([3, 5]);
    const without = { range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } }, text: '' };
    analysis.edit('/plan.migplan', [without]);
    analysis.settle();
    expect(lines()).toEqual([4]);
  });

  test('what is told of a whole file follows its head', () => {
    const analysis = analyse('unit a\nunit b\n', { root: null });
    const start = { line: 0, character: 0 };
    analysis.edit('/plan.migplan', [{ range: { start, end: start }, text: 'unit z\n' }]);
    analysis.settle();
    const told = analysis.diagnostics('/plan.migplan').diagnostics;
    expect(told.map(({ code, range }) => `${code} ${range.start.line}`)).toEqual(['MP103 0']);
  });

  test('goes on where a rule throws, and says so', () => {
    const analysis = analyse('domain a.example\nmailbox x@b.example "X"\n', { rules: [broken] });
    const messages = analysis.diagnostics('/plan.migplan').diagnostics.map(({ message }) => message);
    expect(messages).toEqual([
      'rule broken failed here (no luck); please report it, the other rules have run',
    ]);
  });
});

const broken: Rule = {
  code: 'MP999',
  name: 'broken',
  severity: 'error',
  on: ['mailbox'],
  why: { en: '', fr: '' },
  bad: '',
  good: '',
  message: { en: () => '', fr: () => '' },
  check: () => {
    throw new Error('no luck');
  },
};

describe('names', () => {
  test('are compared by namespace: addresses and domains without case, composed, in ASCII form', () => {
    expect(keyOf('address', 'Zoe\u0301@B\u00DCCHER.example')).toBe(
      keyOf('address', 'zo\u00E9@xn--bcher-kva.example'),
    );
    expect(keyOf('unit', 'Nord')).not.toBe(keyOf('unit', 'nord'));
  });

  test('the nearest is offered: the least distance, then the alphabet, never one too far', () => {
    expect(nearest('qouta', ['quota', 'alias'])).toBe('quota');
    expect(nearest('E2', ['E3', 'E1'])).toBe('E1');
    expect(nearest('grand-ets', ['grand-est', 'grand-nord'])).toBe('grand-est');
    expect(nearest('anna@a.example', ['jean@a.example', 'ana@a.example'])).toBe('ana@a.example');
    expect(nearest('pilot', ['everyone', 'last'])).toBeUndefined();
  });
});

describe('include patterns', () => {
  test.each([
    ['*.migplan', 'a.migplan', true],
    ['*.migplan', 'b/a.migplan', false],
    ['**/*.migplan', 'a.migplan', true],
    ['**/*.migplan', 'b/c/a.migplan', true],
    ['b/**', 'b/c/a.migplan', true],
    ['b/?.migplan', 'b/a.migplan', true],
    ['./b/[a].migplan', 'b/[a].migplan', true],
    ['sp*.migplan', 'sp55.migplan', true],
    ['', 'a.migplan', false],
  ])('%s and %s: %s', (pattern, path, fits) => {
    expect(includes(pattern, path)).toBe(fits);
  });

  test('a hostile pattern costs no time', () => {
    const pattern = `${'*a'.repeat(60)}b`;
    expect(includes(pattern, 'a'.repeat(400))).toBe(false);
  });

  test('are relative to the file they stand in', () => {
    expect(resolvedFrom('north/plan.migplan', '../units.migplan')).toBe('units.migplan');
    expect(resolvedFrom('plan.migplan', '../units.migplan')).toBe('../units.migplan');
  });
});
