/** How far a lot's sheets are, by what is on record of each, and which steps of its timeline that makes done. */
import { expect, test } from 'vitest';
import { doneSteps } from '../../server/language/model/calendar/recorded-runs.ts';
import { type RecordedSheet, sheetsByLot } from '../../server/language/model/calendar/recorded-sheets.ts';
import { analyse } from '../support/check.ts';

const PLAN = `plan "P"
unit north "North" { kind region }
unit south "South" { kind region }
unit empty "Empty" { kind region }
domain a.example { unit north }
domain b.example { unit south }
domain c.example
lot one { date 2025-01-20; domain a.example, b.example, c.example }
lot two { date 2025-02-20 }
mailbox anna@a.example
shared info@b.example { access anna@a.example full }
mailbox zoe@c.example
`;

/** `north+` went out, `north-` came back, `+` is the sheet of what no unit has. */
const sheetsOf = (written: string, of: Partial<RecordedSheet> = {}): RecordedSheet[] =>
  written.split(' ').map((each) => ({
    event: each.endsWith('+') ? 'sent' : 'returned',
    unit: each.slice(0, -1),
    ...{ plan: 'P', lot: 'one', ...of },
  }));

test.each([
  ['north+', { units: 3, sent: 1, returned: 0 }, []],
  ['north+ north+ south+', { units: 3, sent: 2, returned: 0 }, []],
  ['north+ south+ +', { units: 3, sent: 3, returned: 0 }, ['send-sheets']],
  ['north+ south+ empty+', { units: 3, sent: 2, returned: 0 }, []],
  ['north+ south+ + north- south-', { units: 3, sent: 3, returned: 2 }, ['send-sheets']],
  ['north+ south+ + north- south- -', { units: 3, sent: 3, returned: 3 }, ['send-sheets', 'sheets-due']],
  // Exported on another machine: what came back had gone out.
  ['north- south- -', { units: 3, sent: 3, returned: 3 }, ['send-sheets', 'sheets-due']],
  ['north- south- - north+', { units: 3, sent: 3, returned: 2 }, ['send-sheets']],
])('%s', (written, standing, done) => {
  const { model } = analyse(PLAN);
  const sheets = sheetsOf(written);
  expect([...sheetsByLot(model, sheets)]).toEqual([['one', standing]]);
  expect([...doneSteps(model, [], sheets)].map(([lot, steps]) => [lot, ...steps])).toEqual([
    ['one', ...done],
  ]);
});

test('sheets of a plan that was called otherwise, or lies beside it, are not this one’s', () => {
  const { model } = analyse(PLAN);
  expect(sheetsByLot(model, sheetsOf('north+ south+ +', { plan: 'Q' })).size).toBe(0);
});

test('a lot that moves no mailbox has no sheets to wait for', () => {
  const { model } = analyse(PLAN);
  expect([...(doneSteps(model, [], sheetsOf('north+', { lot: 'two' })).get('two') ?? [])]).toEqual([]);
});

test('what runs have done comes beside it', () => {
  const { model } = analyse(PLAN);
  const recorded = ['anna@a.example', 'info@b.example', 'zoe@c.example'].map((address) => ({
    ...{ address, reached: 'copied' as const, stands: 'done' as const },
    at: Date.parse('2025-01-17T08:00Z'),
  }));
  const done = doneSteps(model, recorded, sheetsOf('north+ south+ +'));
  expect([...(done.get('one') ?? [])]).toEqual(['send-sheets', 'stage']);
});
