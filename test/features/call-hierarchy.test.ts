import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { type Opening, openedBy, opens, partyAt } from '../../server/language/features/call-hierarchy.ts';
import { keyOf } from '../../server/language/model/names.ts';
import { analyse } from '../support/check.ts';
import { atCursor } from './fixture.ts';

const PLAN = `
//- /plan.migplan
plan "P" { include "*.migplan" }
unit north { admin anna@a.example }
template t { shared desk@ "Desk" { access {unit.admin} full } }
domain a.example { unit north; use t }
mailbox anna@a.example "Anna" { alias a@a.example; was anna@old.example }
mailbox ben@a.example "Ben"
shared team@a.example "Team" {
  access anna@a.example full, send-as
  access ben@a.example read, out@b.example
}
resource room@a.example room "Room" { manager A@a.example, ben@a.example }
list all@a.example { member anna@a.example }
alias first@a.example -> a@a.example
alias round@a.example -> about@a.example
alias about@a.example -> round@a.example
//- /more.migplan
shared press@a.example { access first@a.example write; access anna@old.example send-as }
shared own@a.example { access team@a.example read }
`;
const analysis = analyse(PLAN);
const key = (address: string) => keyOf('address', address);

/** `address rights @ lines from 1`, the file named where it is not the root plan's. */
const shown = ({ party, rights, places }: Opening): string =>
  [
    party.address,
    rights.join('+'),
    `@${places.map(({ start }) => start.line + 1).join(',')}`,
    ...(party.path === '/plan.migplan' ? [] : [`in ${party.path}`]),
  ].join(' ');

describe('who opens', () => {
  test.each<[address: string, ...who: string[]]>([
    ['team@a.example', 'anna@a.example full+send-as @8,8', 'ben@a.example read @9', 'out@b.example full @9'],
    ['desk@a.example', 'anna@a.example full @4'],
    ['room@a.example', 'anna@a.example manager @11', 'ben@a.example manager @11'],
    // Given in another file than that of the person: the person's own address is shown.
    ['press@a.example', 'anna@a.example write+send-as @5'],
    ['own@a.example', 'team@a.example read @7'],
    ['anna@a.example'],
    ['all@a.example'],
    ['nobody@a.example'],
  ])('%s', (address, ...who) => assert.deepEqual(openedBy(analysis, key(address)).map(shown), who));
});

describe('what can be opened by', () => {
  test.each<[address: string, ...what: string[]]>([
    [
      'anna@a.example',
      'desk@a.example full @4',
      'press@a.example write+send-as @5 in /more.migplan',
      'room@a.example manager @11',
      'team@a.example full+send-as @8,8',
    ],
    ['ben@a.example', 'room@a.example manager @11', 'team@a.example read @9'],
    ['team@a.example', 'own@a.example read @7 in /more.migplan'],
    ['desk@a.example'],
    ['nobody@a.example'],
  ])('%s', (address, ...what) => assert.deepEqual(opens(analysis, key(address)).map(shown), what));
});

describe('is asked', () => {
  /** Who is meant at a place of another file of the plan. */
  function meant(text: string): string | undefined {
    const { analysis, path, position } = atCursor(`${PLAN}//- /asked.migplan\n${text}\n`);
    const party = partyAt(analysis, path, position);
    return party && `${party.as} ${party.address} ${party.selection.start.line + 1}`;
  }

  test.each([
    ['of a person', 'list l@a.example { member be$0n@a.example }', 'mailbox ben@a.example 6'],
    [
      'of a person by another of their addresses',
      'alias x@a.example -> A$0@a.example',
      'mailbox anna@a.example 5',
    ],
    [
      'by an alias that is declared apart',
      'alias x@a.example -> first$0@a.example',
      'mailbox anna@a.example 5',
    ],
    ['of a shared mailbox', 'list l@a.example { member team@$0a.example }', 'shared team@a.example 7'],
    [
      'of one that a template makes',
      'list l@a.example { member desk@$0a.example }',
      'shared desk@a.example 4',
    ],
    ['of a resource', 'list l@a.example { member room@a.exam$0ple }', 'resource room@a.example 11'],
  ])('%s', (_, text, expected) => assert.equal(meant(text), expected));

  test.each([
    ['of a list', 'list l@a.example { member all$0@a.example }'],
    ['of an alias of itself', 'list l@a.example { member round$0@a.example }'],
    ['of nobody', 'list l@a.example { member nobody$0@a.example }'],
    ['of a licence', 'mailbox x@a.example E$01'],
    ['of nothing', '$0'],
  ])('not %s', (_, text) => assert.equal(meant(text), undefined));
});
