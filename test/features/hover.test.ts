import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { hover } from '../../server/language/features/hover.ts';
import type { SeenRuns } from '../../server/language/model/runs/seen-runs.ts';
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
shared team@a.example "Team" { access anna@a.example full, send-as }
resource room@a.example room "Room" { capacity 12 }
list all@a.example "All" { member anna@a.example, ben@a.example }
forward gone@a.example -> anna@a.example until 2027-12-31
drop old@a.example "agreed"
`;

function shown(text: string, locale: Locale = 'en', runs?: SeenRuns): string[] | undefined {
  const { analysis, path, position } = atCursor(`${PLAN}//- /asked.migplan\n${text}\n`, { locale });
  return hover(analysis, path, position, runs)?.markdown.split('\n').filter(Boolean);
}

const at = (address: string): string => `alias x@a.example -> $0${address}`;

test('a mailbox: label, licence, unit, lot, what the source holds, other names', () => {
  assert.deepEqual(shown(at('anna@a.example')), [
    '**mailbox** `anna@a.example` · Anna \\* Berg',
    '- licence E1, 2.76 EUR/month, quota 50 GB',
    '- unit north (The North), by its domain a.example',
    '- lot first (2027-01-04), by its domain a.example',
    '- in the source: 12.3 GB, 4,500 messages, 32 folders, newest 2026-11-02',
    '- also `a.berg@a.example`',
    '- formerly `anna@old.example`, `ab@old.example`',
  ]);
});

test('the same in French', () => {
  assert.deepEqual(shown(at('anna@a.example'), 'fr'), [
    '**boîte** `anna@a.example` · Anna \\* Berg',
    '- licence E1, 2,76 EUR/mois, quota 50 Go',
    '- unité north (The North), par son domaine a.example',
    '- lot first (2027-01-04), par son domaine a.example',
    '- à la source\u00A0: 12,3 Go, 4\u202f500 messages, 32 dossiers, le dernier du 2026-11-02',
    '- aussi `a.berg@a.example`',
    '- anciennement `anna@old.example`, `ab@old.example`',
  ]);
});

test.each([
  [
    at('ben@a.example'),
    [
      '**mailbox** `ben@a.example`',
      '- unit north (The North), by its domain a.example',
      '- lot first (2027-01-04), by its domain a.example',
    ],
  ],
  [
    at('a.berg@a.example'),
    ['**`a.berg@a.example`** · alias of `anna@a.example`', '**mailbox** `anna@a.example` · Anna \\* Berg'],
  ],
  [at('anna@old.example'), ['**`anna@old.example`** · old address of `anna@a.example`']],
  [
    at('team@a.example'),
    [
      '**shared mailbox** `team@a.example` · Team',
      '- unit north (The North), by its domain a.example',
      '- lot first (2027-01-04), by its domain a.example',
      '- open to 1 person',
    ],
  ],
  [at('room@a.example'), ['**resource** `room@a.example` · Room', '- room']],
  [at('all@a.example'), ['**list** `all@a.example` · All', '- 2 members']],
  [at('gone@a.example'), ['**forward** `gone@a.example` → `anna@a.example`, until 2027-12-31']],
  [at('old@a.example'), ['**dropped address** `old@a.example`', '- agreed']],
  [
    'mailbox c@a.example $0E1',
    ['**licence** E1 · Web', '- 2.76 EUR/month', '- quota 50 GB', '- 2 mailboxes / 120 seats, 118 left'],
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

test.each([
  ['en', 2, '- unit: north, 2 E3 of 3 licences, 1 allowed, 1 over (5.48 EUR/month)'],
  ['fr', 2, '- unité\u00A0: north, 2 E3 sur 3 licences, 1 admise, 1 en trop (5,48 EUR/mois)'],
  ['fr', 5, '- unité\u00A0: north, 5 E3 sur 6 licences, 2 admises, 3 en trop (16,44 EUR/mois)'],
] as const)('the share of a licence, in %s, of %i', (locale, count, expected) => {
  const licence = 'licence E3 { price 8.24 EUR/month }';
  const others = Array.from({ length: count - 1 }, (_, i) => `mailbox m${i}@a.example E3`).join('\n');
  says(`${licence}\n${others}\nmailbox $0c@a.example E3`, [expected], locale);
});

test('the plan: from where to where, and how much', () => {
  const { analysis, path, position } = atCursor(PLAN.replace('"Big', '"$0Big'));
  assert.match(
    hover(analysis, path, position)?.markdown ?? '',
    /\*\*plan\*\* Big move\n\n- old → new\n- 2 mailboxes/,
  );
});

test.each(['policy { severity alias-outside-$0domain off }', 'mailbox c@a.example NO$0NE'])(
  'nothing to say at %s',
  (text) => assert.equal(shown(text), undefined),
);

/** Fails unless all of these lines are said, in this order. */
function says(text: string, expected: readonly string[], locale: Locale = 'en', runs?: SeenRuns): void {
  const lines = shown(text, locale, runs) ?? [];
  assert.deepEqual(
    lines.filter((line) => expected.includes(line)),
    expected,
    lines.join('\n'),
  );
}

describe('where values come from', () => {
  test.each([
    [
      'a quota of its own',
      'mailbox $0c@a.example E1 { quota 80 GB }',
      ['- licence E1, 2.76 EUR/month', '- quota 80 GB, its own, where licence E1 gives 50 GB'],
    ],
    ['a quota without a licence', 'shared $0c@a.example { quota 5 GB }', ['- quota 5 GB, its own']],
    [
      'a unit and a lot of its own',
      'mailbox $0c@a.example { unit all; lot first }',
      ['- unit all', '- lot first (2027-01-04)'],
    ],
    [
      'a lot that lists it',
      'lot x { date 2027-03-01; mailbox c@b.example }\ndomain b.example\nmailbox $0c@b.example',
      ['- in no unit', '- lot x (2027-03-01), which lists it'],
    ],
    [
      'a lot through a unit above',
      'lot x { date 2027-03-01; unit all }\ndomain b.example { unit north }\nmailbox $0c@b.example',
      ['- unit north (The North), by its domain b.example', '- lot x (2027-03-01), by its unit all'],
    ],
    ['a template', at('contact@a.example'), ['- made by template common']],
    [
      'that nothing came for long',
      'policy for unit north { inactive-after 60 days }\nmailbox $0c@a.example\n# inventory: c@a.example 1 GB newest 2024-01-01',
      ['- unused, as the policy counts (inactive-after 60 days)'],
    ],
  ])('%s', (_, text, expected) => says(text, expected));

  test('in French', () => {
    says(
      'mailbox $0c@a.example E1 { quota 80 GB }',
      ['- quota 80 Go, le sien, quand la licence E1 donne 50 Go'],
      'fr',
    );
    says(at('contact@a.example'), ['- vient du modèle common'], 'fr');
  });
});

describe('what is left of a licence’s shares', () => {
  const E3 = 'licence E3 { price 8.24 EUR/month }\nmailbox d@a.example E1\nmailbox e@a.example E1\n';

  test.each([
    [
      'where a mailbox takes it',
      'mailbox $0f@a.example E3',
      ['- licence E3, 8.24 EUR/month', '- unit: north, 1 E3 of 4 licences, 1 allowed'],
    ],
    [
      'where the licence stands',
      'mailbox f@a.example E1 { unit north }\nmailbox g@a.example $0E3',
      ['- unit: north, 1 E3 of 5 licences, 1 allowed'],
    ],
    [
      'where none is taken',
      'mailbox f@a.example E1\npolicy for unit north { licence-share $0E3 <= 1/2 }',
      ['- unit: north, 0 E3 of 4 licences, 2 allowed, 2 left'],
    ],
  ])('%s', (_, text, expected) => says(E3 + text, expected));
});

describe('what comes next of a lot, and what is due', () => {
  const on = (clock: string, done = '') =>
    `# clock: ${clock}\n${done}timeline late { D-14 send-sheets; D-7 stage; D-1 18:00 cutover; D+3 verify }\n` +
    'lot x { date 2027-03-15; timeline late; domain b.example }\ndomain b.example\n';

  test.each([
    ['before all of it', on('2027-02-01T08:00Z'), ['- next: send-sheets on 2027-03-01']],
    [
      'behind a step',
      on('2027-03-05T08:00Z'),
      ['- due: send-sheets since 2027-03-01', '- next: stage on 2027-03-08'],
    ],
    [
      'behind one that is done',
      on('2027-03-09T08:00Z', '# done: x stage\n'),
      ['- done: stage', '- next: cutover on 2027-03-14 18:00'],
    ],
    ['after all of it', on('2027-04-01T08:00Z', '# done: x verify\n'), ['- done: verify']],
  ])('%s', (_, plan, expected) => {
    const lines = shown(`${plan}lot y { after $0x }`) ?? [];
    assert.deepEqual(
      lines.filter((line) => /^- (?:next|due|done)/.test(line)),
      expected,
    );
  });

  test('is told of a mailbox in it too, in French', () => {
    says(
      `${on('2027-02-01T08:00Z')}mailbox $0c@b.example`,
      ['- prochaine étape\u00A0: send-sheets le 2027-03-01'],
      'fr',
    );
  });
});

describe('what the last run did', () => {
  const seen = (left: object, live?: SeenRuns['live']): SeenRuns => ({
    recordedOf: (address) =>
      address === 'anna@a.example'
        ? { address, stands: 'done', at: Date.parse('2026-12-01T10:00Z'), ...left }
        : undefined,
    live,
  });
  const live = { pid: 1, lot: 'first', underWay: new Set(['anna@a.example']) };

  test.each([
    ['verified', seen({ reached: 'verified' }), '- last run: verified on 2026-12-01'],
    ['copied', seen({ reached: 'copied' }), '- last run: copied on 2026-12-01'],
    ['failed', seen({ stands: 'failed' }), '- last run: not all of it came over on 2026-12-01'],
    ['stopped', seen({ stands: 'stopped' }), '- last run: stopped half-way on 2026-12-01'],
    ['killed', seen({ stands: 'working' }), '- last run: broken off without a word on 2026-12-01'],
    ['at work', seen({}, live), '- a run is at work on it'],
    [
      'at work a moment ago',
      seen({ stands: 'working' }, { ...live, underWay: new Set<string>() }),
      '- a run is at work on it',
    ],
  ])('%s', (_, runs, expected) => says(at('anna@a.example'), [expected], 'en', runs));

  test('of a lot that is being run, and of a mailbox that none has begun', () => {
    says('lot next { after $0first }', ['- a run is at work on it'], 'en', seen({}, live));
    assert(!shown(at('ben@a.example'), 'en', seen({}))?.some((line) => /run/.test(line)));
  });
});
