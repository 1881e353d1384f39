import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { codeLenses, type LensOptions, lensTitle } from '../../server/language/features/code-lenses.ts';
import type { Locale } from '../../server/language/rules/rule.ts';
import { analyse } from '../support/check.ts';

const PLAN = `licence E1 { price 2.76 EUR/month; quota 50 GB }
licence E3 { price 8.24 EUR/month }
policy { licence-share E3 <= 1/3 per unit surcharge }
unit all

unit north "North" { parent all }
unit empty
# The pilot
lot first "First" {
  date 2027-01-04
  domain a.example
}
lot later { date 2027-02-01 }
domain a.example { unit north }
mailbox anna@a.example E3 "Anna"
mailbox ben@a.example E1 "Ben"
shared team@a.example "Team"
# inventory: anna@a.example 12.3 GB 4500 messages
# inventory: team@a.example 700 MB
`;

const ALL: LensOptions = { lots: true, units: true, actions: true };

/** `line: title`, lines from 0. */
function shown(options: Partial<LensOptions> = {}, locale: Locale = 'en'): string[] {
  const analysis = analyse(PLAN, { locale });
  const lenses = codeLenses(analysis, '/plan.migplan', { ...ALL, ...options });
  return lenses.map(({ range, about }) => `${range.start.line}: ${lensTitle(analysis, about)}`);
}

const UNITS = [
  '3: 2 mailboxes, 1 shared mailbox · 11.00 EUR/month',
  '5: 2 mailboxes, 1 shared mailbox · 11.00 EUR/month · 1 E3 of 2 licences, 0 allowed, 1 over (5.48 EUR/month)',
];

test('over a lot what can be done and what it moves, over a unit what it costs and its shares', () => {
  assert.deepEqual(shown(), [
    ...UNITS,
    ...['8: Run', '8: Dry run', '8: Sheets'],
    '8: 2027-01-04 · 2 mailboxes, 1 shared mailbox · 13 GB · 11.00 EUR/month',
    ...['12: Run', '12: Dry run', '12: Sheets'],
    '12: 2027-02-01 · 0 mailboxes',
  ]);
});

test('in French', () => {
  assert.deepEqual(shown({ units: false }, 'fr').slice(0, 4), [
    ...['8: Exécuter', '8: Essai à blanc', '8: Feuilles'],
    '8: 2027-01-04 · 2 boîtes, 1 boîte partagée · 13 Go · 11,00 EUR/mois',
  ]);
});

describe('can be turned off', () => {
  test('those of lots', () => assert.deepEqual(shown({ lots: false }), UNITS));
  test('those of units', () => assert(!shown({ units: false }).some((lens) => UNITS.includes(lens))));
});

test('nothing is offered that nobody could do', () => {
  assert.deepEqual(shown({ actions: false, units: false }), [
    '8: 2027-01-04 · 2 mailboxes, 1 shared mailbox · 13 GB · 11.00 EUR/month',
    '12: 2027-02-01 · 0 mailboxes',
  ]);
});

test('a lens of what is no more says nothing', () => {
  const analysis = analyse(PLAN);
  assert.equal(lensTitle(analysis, { of: 'lot', name: 'gone' }), '');
  assert.equal(lensTitle(analysis, { of: 'unit', name: 'gone' }), '');
});

test('a file that nobody knows has none', () => {
  assert.deepEqual(codeLenses(analyse(PLAN), '/none.migplan', ALL), []);
});
