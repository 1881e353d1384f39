/** A fix that finds out what to write says it in its title, in both languages: nobody has to choose it to see. */
import { expect, test } from 'vitest';
import { codeActions } from '../../server/language/features/code-actions.ts';
import type { Locale } from '../../server/language/rules/rule.ts';
import { analyse } from '../support/check.ts';

const PLAN = `
licence E1 { quota 50 GB }
licence E3 { quota 100 GB }
domain a.example
lot first { date 2025-01-20; mailbox anna@a.example }
lot last { date 2025-02-03; mailbox ben@a.example, eva@a.example, max@aa.example }
mailbox anna@a.example F3 "Anna"
mailbox ben@a.example "Ben"
mailbox eva@a.example E1 "Eva"
mailbox max@aa.example E1 "Max"
mailbox zoe@a.example E1 "Zoe"
list all@a.example "All" { member ana@a.example }
# inventory: anna@a.example 1 GB
# inventory: ben@a.example 70 GB
# inventory: eva@a.example 63 GB
# inventory: evaa@a.example 1 GB
# inventory: zoe@a.example 1 GB
`;

function titles(locale: Locale): string[] {
  const everywhere = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  return codeActions(analyse(PLAN, { locale }), '/plan.migplan', everywhere).map(({ title }) => title);
}

test('in English', () => {
  expect(titles('en')).toEqual(
    expect.arrayContaining([
      'Replace F3 by E3',
      'Give it E3, the smallest licence that holds its mail',
      'Take E3, the smallest licence that holds it',
      'Replace aa.example by a.example',
      'Put it in the last lot, last',
      'Replace ana@a.example by anna@a.example',
      'Make evaa@a.example an alias of eva@a.example',
    ]),
  );
});

test('in French', () => {
  expect(titles('fr')).toEqual(
    expect.arrayContaining([
      'Remplacer F3 par E3',
      'Lui donner E3, la plus petite licence qui suffit',
      'Prendre E3, la plus petite licence qui suffit',
      'Remplacer aa.example par a.example',
      'La mettre dans le dernier lot, last',
      'Remplacer ana@a.example par anna@a.example',
      'Faire de evaa@a.example un alias de eva@a.example',
    ]),
  );
});
