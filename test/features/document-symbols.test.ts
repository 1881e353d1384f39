import assert from 'node:assert/strict';
import { test } from 'vitest';
import { documentSymbols, type PlanSymbol } from '../../server/language/features/document-symbols.ts';
import { analyse } from '../support/check.ts';

const shown = ({ declares, name, detail, range, selection }: PlanSymbol): string =>
  `${range.start.line}-${range.end.line} ${declares} ${name}${detail ? ` (${detail})` : ''} @${selection.start.character}`;

test('the outline has every declaration that can be read, where it stands, addresses under their domain', () => {
  const analysis = analyse(`
# a head
plan "P" {
  source old
}
endpoint old imap { host localhost; login each }
licence E1 "Web"
unit north "North"
policy { alias-scope any }
policy for unit north { alias-scope domain }
timeline standard { D open }
# above
lot first "Lot" { date 2027-01-04 }
domain a.example { unit north }
mailbox anna@a.example E1 "Anna"
shared team@a.example
mailbox
resource room@a.example room "Room"
list all@a.example
alias x@a.example -> anna@a.example
drop y@a.example "gone"
`);
  const outline = documentSymbols(analysis, '/plan.migplan');
  assert.deepEqual(outline.map(shown), [
    '1-3 plan P @5',
    '4-4 endpoint old (imap) @9',
    '5-5 licence E1 (Web) @8',
    '6-6 unit north (North) @5',
    '7-7 policy policy @0',
    '8-8 policy north @16',
    '9-9 timeline standard @9',
    '11-11 lot first (2027-01-04 · Lot) @4',
    '12-19 domain a.example (north) @7',
  ]);
  const domain = outline.at(-1);
  assert.deepEqual(domain?.children.map(shown), [
    '13-13 mailbox anna@a.example (E1 · Anna) @8',
    '14-14 shared team@a.example @7',
    '16-16 resource room@a.example (room · Room) @9',
    '17-17 list all@a.example @5',
    '18-18 alias x@a.example (-> anna@a.example) @6',
    '19-19 drop y@a.example (gone) @5',
  ]);
});

test("a template's contents stand within it", () => {
  const analysis = analyse('template t {\n  shared contact@ "Contact"\n  alias info@ -> contact@\n}\n');
  const [template] = documentSymbols(analysis, '/plan.migplan');
  assert.deepEqual(template?.children.map(shown), [
    '1-1 shared contact@ (Contact) @9',
    '2-2 alias info@ (-> contact@) @8',
  ]);
});

test('an address is under the domain that it belongs to, and else by itself', () => {
  const analysis = analyse(`
domain a.example { subdomain sub.a.example; was old.example }
mailbox anna@A.example
shared team@sub.a.example
alias x@old.example -> anna@a.example
drop y@b.example
unit north
mailbox ben@a.example
domain b.example
mailbox carl@a.example
domain c.example
alias z@a.example -> anna@a.example
`);
  const tree = documentSymbols(analysis, '/plan.migplan').map(({ name, children, range }) =>
    [name, ...children.map((child) => child.name), range.end.line].join(' '),
  );
  assert.deepEqual(tree, [
    'a.example anna@A.example team@sub.a.example x@old.example y@b.example 4',
    'north 5',
    'ben@a.example 6',
    'b.example 7',
    'carl@a.example 8',
    'c.example 9',
    'z@a.example 10',
  ]);
});

test('of an unknown file there is none', () => {
  assert.deepEqual(documentSymbols(analyse(''), '/other.migplan'), []);
});
