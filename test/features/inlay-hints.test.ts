import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { type HintOptions, type InlayHint, inlayHints } from '../../server/language/features/inlay-hints.ts';
import type { Range } from '../../server/language/model/plan-document.ts';
import type { Locale } from '../../server/language/rules/rule.ts';
import { analyse } from '../support/check.ts';

const PLAN = `
//- /plan.migplan
plan "P" { source old; target new; include "*.migplan" }
endpoint old imap { host old.example; login each }
endpoint new imap { host new.example; login each }
licence E1 { price 2.76 EUR/month; quota 50 GB }
licence E3 { price 8.24 EUR/month; quota 100 GB }
unit all
unit north { parent all }
lot first "First" { date 2027-01-04; domain a.example; mailbox eve@c.example }
lot second { date 2027-02-01; unit all }
domain a.example { subdomain sub.a.example }
domain b.example { unit north }
domain c.example
domain d.example { lot second }
# inventory taken: 2026-11-02
`;

const ALL: HintOptions = { licence: true, lot: true, quota: true };
const EVERYTHING: Range = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

interface Asking {
  readonly options?: Partial<HintOptions>;
  readonly range?: Range;
  readonly locale?: Locale;
}

/** The hints of a text; those marked `⟪…⟫` in it are taken out first. */
function hintsOf(marked: string, { options, range = EVERYTHING, locale = 'en' }: Asking = {}): InlayHint[] {
  const text = marked.replace(/⟪[^⟫]*⟫/g, '');
  const analysis = analyse(`${PLAN}//- /asked.migplan\n${text}`, { locale });
  return inlayHints(analysis, '/asked.migplan', range, { ...ALL, ...options });
}

/** Fails unless the hints are exactly those marked `⟪…⟫` in the text. */
function check(marked: string, asking: Asking = {}): void {
  const lines = marked.replace(/⟪[^⟫]*⟫/g, '').split('\n');
  for (const { position, text } of hintsOf(marked, asking).toReversed()) {
    const line = lines[position.line] ?? '';
    lines[position.line] = `${line.slice(0, position.character)}⟪${text}⟫${line.slice(position.character)}`;
  }
  assert.equal(lines.join('\n'), marked);
}

const INVENTORY = '# inventory: anna@a.example 12.3 GB 4500 messages\n';

describe('the lot that moves a mailbox', () => {
  test.each([
    ['through its domain', 'mailbox anna@a.example E1 "Anna"⟪lot first⟫\n'],
    ['through the domain of its sub-domain', 'mailbox anna@sub.a.example E1⟪lot first⟫\n'],
    ['through the domain’s own line', 'mailbox anna@d.example⟪lot second⟫\n'],
    ['through a lot’s list', 'mailbox eve@c.example⟪lot first⟫\n'],
    ['through a unit above its own', 'shared team@b.example⟪lot second⟫\n'],
    ['through its own unit', 'mailbox anna@c.example { unit north }⟪lot second⟫\n'],
    ['of a resource', 'resource room@a.example room "Room"⟪lot first⟫\n'],
    ['behind the brace of a body', 'mailbox anna@a.example {⟪lot first⟫\n  given "Anna"\n}\n'],
    ['behind a comment', 'mailbox anna@a.example # she asked⟪lot first⟫\n'],
    ['before blanks', 'mailbox anna@a.example⟪lot first⟫  \n'],
    ['under comments', '# one\n\n# two\nmailbox anna@a.example⟪lot first⟫\n'],
    ['where lines end in CRLF', 'mailbox anna@a.example⟪lot first⟫\r\nunit x\r\n'],
    ['but not where it is written beside it', 'mailbox anna@a.example { lot second }\n'],
    ['but not where none does', 'mailbox anna@c.example E1\n'],
    ['but not of what is not moved', 'list l@a.example { member anna@a.example }\ndrop x@a.example\n'],
  ])('%s', (_, marked) => check(marked));
});

describe('how much of its quota a mailbox takes', () => {
  const only = { options: { lot: false } };

  test.each([
    ['by its licence', 'mailbox anna@a.example E1 "Anna"⟪12.3 GB / 50 GB⟫\n'],
    ['by its own', 'mailbox anna@a.example E1 { quota 80 GB }⟪12.3 GB / 80 GB⟫\n'],
    ['under its old address', 'mailbox ann@b.example E1 { was anna@a.example }⟪12.3 GB / 50 GB⟫\n'],
    ['of a shared one', 'shared anna@a.example E3⟪12.3 GB / 100 GB⟫\n'],
    ['but not without a quota', 'shared anna@a.example\n'],
    ['but not without an inventory', 'mailbox ben@a.example E1\n'],
  ])('%s', (_, marked) => check(INVENTORY + marked, only));

  test('stands behind its lot', () =>
    check(`${INVENTORY}mailbox anna@a.example E1⟪lot first⟫⟪12.3 GB / 50 GB⟫\n`));
});

describe('the licences that a template brings', () => {
  const template = 'template t { shared a@ E1; shared b@ E1; mailbox c@ E3; shared d@; list e@ }\n';

  test.each([
    ['where a domain uses it', 'domain z.example { use t⟪2 E1, 1 E3⟫ }\n'],
    ['each by itself', 'template u { shared f@ }\ndomain z.example { use t⟪2 E1, 1 E3⟫, u }\n'],
    ['but not of one that is not declared', 'domain z.example { use v }\n'],
  ])('%s', (_, marked) => check(template + marked));
});

test.each([
  ['lot', `${INVENTORY}mailbox anna@a.example E1⟪12.3 GB / 50 GB⟫\n`],
  ['quota', `${INVENTORY}mailbox anna@a.example E1⟪lot first⟫\n`],
  ['licence', 'template t { shared a@ E1 }\ndomain z.example { use t }\n'],
] as const)('%s can be turned off', (kind, marked) => check(marked, { options: { [kind]: false } }));

test('only of the lines that are asked about, though a declaration reaches into them', () => {
  const text = [
    'mailbox a1@a.example {',
    '  given "A"',
    '}',
    'mailbox a2@a.example',
    'mailbox a3@a.example',
  ].join('\n');
  const range = { start: { line: 1, character: 0 }, end: { line: 3, character: 0 } };
  assert.deepEqual(
    hintsOf(text, { range }).map(({ position }) => position.line),
    [3],
  );
});

describe('each says where it comes from', () => {
  const whys = (text: string, locale: Locale) => hintsOf(INVENTORY + text, { locale }).map(({ why }) => why);

  test.each<[Locale, string, string[]]>([
    [
      'en',
      'mailbox anna@a.example E1',
      [
        'lot first (2027-01-04), by its domain a.example',
        '25% of the quota that licence E1 gives, by the inventory of 2026-11-02: 12.3 GB, 4,500 messages',
      ],
    ],
    [
      'fr',
      'mailbox anna@a.example E1 { quota 13 GB }',
      [
        'lot first (2027-01-04), par son domaine a.example',
        '95\u00A0% de son propre quota, selon l’inventaire du 2026-11-02\u00A0: 12,3 Go, 4\u202f500 messages',
      ],
    ],
    ['en', 'mailbox eve@c.example', ['lot first (2027-01-04), which lists it']],
    ['fr', 'mailbox eve@b.example', ['lot second (2027-02-01), par son unité all']],
    [
      'en',
      'template t { shared a@ E1 }\ndomain z.example { use t }',
      ['licences taken by the mailboxes of template t in this domain'],
    ],
  ])('%s: %s', (locale, text, expected) => assert.deepEqual(whys(text, locale), expected));

  test('and leads there', () => {
    const [hint] = hintsOf('mailbox anna@a.example');
    assert.deepEqual(hint?.leadsTo, {
      path: '/plan.migplan',
      range: { start: { line: 7, character: 4 }, end: { line: 7, character: 9 } },
    });
  });
});
