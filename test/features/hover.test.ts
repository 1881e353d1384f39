import assert from 'node:assert/strict';
import { test } from 'vitest';
import { hover } from '../../server/language/features/hover.ts';
import type { Locale } from '../../server/language/rules/rule.ts';
import { atCursor } from './fixture.ts';

const PLAN = `
//- /plan.migplan
plan "Big move" { source old; target new; include "*.migplan" }
endpoint old imap { host imap.a.example port 993 tls; login each; connections 8; rate 20 MB/s }
endpoint new imap { host localhost; login each }
licence E1 "Web" { price 2.76 EUR/month; quota 50 GB; seats 120 }
unit north "The North" { kind region; parent all; admin anna@a.example }
unit all
policy { licence-share E3 <= 1/3 per unit surcharge }
timeline standard { D-14 send-sheets; D open; D+60 retire }
lot first "First ones" { date 2027-01-04; pilot; domain a.example; hold "waiting for the contract" until 2027-01-01 }
template common { shared contact@ "Contact" }
domain a.example { unit north; use common; limit 60 mailboxes }
mailbox anna@a.example E1 "Anna * Berg" { alias a.berg@a.example; was anna@old.example, ab@old.example }
# inventory: anna@a.example 12.3 GB 4500 messages 32 folders newest 2026-11-02
mailbox ben@a.example
shared team@a.example "Team" { access anna@a.example full }
resource room@a.example room "Room" { capacity 12 }
list all@a.example "All" { member anna@a.example, ben@a.example }
forward gone@a.example -> anna@a.example until 2027-12-31
drop old@a.example "agreed"
`;

function shown(text: string, locale: Locale = 'en'): string[] | undefined {
  const { analysis, path, position } = atCursor(`${PLAN}//- /asked.migplan\n${text}\n`, { locale });
  return hover(analysis, path, position)?.markdown.split('\n').filter(Boolean);
}

const at = (address: string): string => `alias x@a.example -> $0${address}`;

test('a mailbox: label, licence, unit, lot, what the source holds, other names', () => {
  assert.deepEqual(shown(at('anna@a.example')), [
    '**mailbox** `anna@a.example` · Anna \\* Berg',
    '- licence E1, 2.76 EUR/month, quota 50 GB',
    '- unit north (The North), lot first (2027-01-04)',
    '- in the source: 12.3 GB, 4,500 messages, 32 folders, newest 2026-11-02',
    '- also `a.berg@a.example`',
    '- formerly `anna@old.example`, `ab@old.example`',
  ]);
});

test('the same in French', () => {
  assert.deepEqual(shown(at('anna@a.example'), 'fr'), [
    '**boîte** `anna@a.example` · Anna \\* Berg',
    '- licence E1, 2,76 EUR/mois, quota 50 Go',
    '- unité north (The North), lot first (2027-01-04)',
    '- à la source\u00A0: 12,3 Go, 4\u202f500 messages, 32 dossiers, le dernier du 2026-11-02',
    '- aussi `a.berg@a.example`',
    '- anciennement `anna@old.example`, `ab@old.example`',
  ]);
});

test.each([
  [at('ben@a.example'), ['**mailbox** `ben@a.example`', '- unit north (The North), lot first (2027-01-04)']],
  [
    at('a.berg@a.example'),
    ['**`a.berg@a.example`** · alias of `anna@a.example`', '**mailbox** `anna@a.example` · Anna \\* Berg'],
  ],
  [at('anna@old.example'), ['**`anna@old.example`** · old address of `anna@a.example`']],
  [
    at('team@a.example'),
    [
      '**shared mailbox** `team@a.example` · Team',
      '- unit north (The North), lot first (2027-01-04)',
      '- open to 1 person',
    ],
  ],
  [at('room@a.example'), ['**resource** `room@a.example` · Room', '- room']],
  [at('all@a.example'), ['**list** `all@a.example` · All', '- 2 members']],
  [at('gone@a.example'), ['**forward** `gone@a.example` → `anna@a.example`, until 2027-12-31']],
  [at('old@a.example'), ['**dropped address** `old@a.example`', '- agreed']],
  [
    'mailbox c@a.example $0E1',
    ['**licence** E1 · Web', '- 2.76 EUR/month', '- quota 50 GB', '- 2 mailboxes / 120 seats'],
  ],
  [
    'unit west { parent $0north }',
    [
      '**unit** north · The North',
      '- region, parent all',
      '- admin `anna@a.example`',
      '- 2 mailboxes, 2 shared mailboxes',
      '- in the source: 12.3 GB, 4,500 messages',
      '- cost: 2.76 EUR/month',
      '- 0 E3 of 1 licence, 0 allowed',
    ],
  ],
  [
    'lot next { date 2027-02-01; after $0first }',
    [
      '**lot** first · First ones',
      '- 2027-01-04, pilot',
      '- 2 mailboxes, 2 shared mailboxes',
      '- in the source: 12.3 GB, 4,500 messages',
      '- cost: 2.76 EUR/month',
      '- on hold: waiting for the contract, until 2027-01-01',
    ],
  ],
  [
    'lot next { date 2027-02-01; domain $0a.example }',
    [
      '**domain** `a.example`',
      '- unit north (The North), lot first (2027-01-04), next (2027-02-01)',
      '- old → new',
      '- 2 mailboxes, 2 shared mailboxes',
      '- in the source: 12.3 GB, 4,500 messages',
      '- cost: 2.76 EUR/month',
      '- limit 60 mailboxes',
      '- inventory of 2025-01-01',
    ],
  ],
  [
    'domain b.example { source $0old }',
    ['**endpoint** old · imap', '- imap.a.example:993 tls', '- 8 connections', '- 20 MB/s'],
  ],
  [
    'lot next { date 2027-02-01; timeline stand$0ard }',
    ['**timeline** standard', '- 3 steps', '- D-14 … D+60'],
  ],
  ['domain b.example { use com$0mon }', ['**template** common', '- 1 address', '- used by 2 domains']],
])('%s', (text, expected) => {
  const lines = shown(text) ?? [];
  assert.deepEqual(lines.slice(0, expected.length), expected);
});

test('the plan: from where to where, and how much', () => {
  const { analysis, path, position } = atCursor(PLAN.replace('"Big', '"$0Big'));
  assert.match(
    hover(analysis, path, position)?.markdown ?? '',
    /\*\*plan\*\* Big move\n\n- old → new\n- 2 mailboxes/,
  );
});

test.each([
  'mail$0box c@a.example',
  'policy { severity alias-outside-$0domain off }',
  'mailbox c@a.example NO$0NE',
])('nothing to say at %s', (text) => assert.equal(shown(text), undefined));
