/** The quick reading of a mailbox says what the parser says of it, or nothing. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitBlocks } from '../../grammar/blocks.ts';
import { readDeclaration } from '../../grammar/declarations.ts';
import { parseBlock } from '../../grammar/parser.ts';
import { DECLARATION_KEYWORDS } from '../../grammar/patterns.ts';
import { plainMailbox } from '../../grammar/plain-mailbox.ts';
import { factsOf } from '../../server/language/model/block-facts.ts';
import { SLIPS } from './plans.ts';

/** Whether the quick reading took the text; fails where it reads anything otherwise than the parser. */
function isTaken(text: string): boolean {
  const quick = plainMailbox(text);
  if (!quick) return false;
  const { declaration, comments, problems } = parseBlock(text);
  expect({ comments, problems }, JSON.stringify(text)).toEqual({ comments: [], problems: [] });
  const reading = declaration && readDeclaration(declaration);
  expect({ declaration: quick, problems: [] }, JSON.stringify(text)).toStrictEqual(reading);
  expect(namesIn(text), JSON.stringify(text)).toEqual(namesIn(withBody(text)));
  return true;
}

/** All that is known of a block but its declaration, which is compared above. */
function namesIn(text: string) {
  const { declaration: _, ...names } = factsOf(text);
  return names;
}

/** The same names at the same places, in a form that the quick reading leaves to the parser. */
function withBody(text: string): string {
  const made = /[ \n]\}[\r\n]*$/.test(text)
    ? text.replace(/([ \n]\}[\r\n]*)$/, ';$1')
    : text.replace(/[\r\n]*$/, ' {}$&');
  expect(plainMailbox(made)).toBeUndefined();
  return made;
}

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const local = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-z]{1,8}(?:[._-][a-z0-9]{1,8}){0,2}$/) },
  fc.stringMatching(/^[A-Za-z0-9._+'&*/=?^`{|}~!$%-]{1,12}$/),
  pick(
    '',
    'é.dupont',
    '\u{1f4e7}',
    '.a',
    'a.',
    'a..b',
    'a-',
    '-a',
    '_',
    'a_',
    '{unit.admin}',
    'x'.repeat(64),
    'x'.repeat(65),
  ),
);
const domain = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-z]{1,8}(?:-[a-z0-9]{1,4})?\.example$/) },
  fc.stringMatching(/^[A-Za-z0-9.-]{1,10}$/),
  pick(
    '',
    'münchen.example',
    'a..example',
    'a.',
    '.a',
    'a-',
    'a->b',
    'a_b.example',
    '[127.0.0.1]',
    'x'.repeat(300),
  ),
);
const address = fc
  .tuple(local, fc.oneof({ weight: 20, arbitrary: fc.constant('@') }, pick('@@', ' @', '')), domain)
  .map((parts) => parts.join(''));
const licence = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,4}$/) },
  fc.stringMatching(/^[A-Za-z0-9._+-]{1,8}$/),
  pick(
    ...DECLARATION_KEYWORDS,
    'D',
    'J-14',
    'D+3',
    'GB',
    '16:00',
    '2027-01-01',
    'été',
    '{unit.kind}',
    'GMT+1',
    'room',
    'x'.repeat(40),
  ),
);
const label = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^"[A-Za-z '.-]{0,20}"$/) },
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => `"${text}"`),
  pick(
    '""',
    '"Zoé \u{1f4e7}"',
    '"a # b; { c"',
    '"\\"x\\""',
    '"\\n"',
    '"\\u{e9}"',
    '"\\q"',
    '"a',
    'a"',
    '"a" "b"',
    '"\u2028"',
    `"${'x'.repeat(201)}"`,
  ),
);
const gap = fc.oneof(
  { weight: 30, arbitrary: fc.constant(' ') },
  pick('  ', '\t', '\u00a0', '', '\n', ', ', '; '),
);
const end = pick(
  ...Array.from({ length: 20 }, () => '\n'),
  '',
  '\r\n',
  '\r',
  '\n\n',
  '\r\n\r\n',
  '\n\r',
  ' \n',
  '\t',
  ' # note\n',
  '\n# note\n',
  '#',
  ';\n',
  ' {}\n',
  ' {',
  ' }\n',
  '\u00a0\n',
  '\n x\n',
);

const property = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(pick('given', 'family', 'title', 'phone'), label) },
  { weight: 4, arbitrary: fc.tuple(pick('was', 'alias'), address) },
  fc.tuple(pick('quota', 'unit', 'given', 'alias', 'colour'), licence),
);
const form = pick(
  ...[[' { ', '; ', ' }'] as const, [' {\n  ', '\n  ', '\n}'] as const],
  ...[[' {', ';', '}'] as const, [' {\r\n  ', '\r\n  ', '\r\n}'] as const, [' { ', ', ', ' }'] as const],
);
const body = fc
  .tuple(form, fc.array(property, { minLength: 1, maxLength: 5 }))
  .map(([[open, between, close], properties]) =>
    [open, properties.map((each) => each.join(' ')).join(between), close].join(''),
  );

const line = fc
  .tuple(
    gap,
    address,
    fc.option(fc.tuple(gap, licence)),
    fc.option(fc.tuple(gap, label)),
    fc.option(body),
    end,
  )
  .map(([before, at, named, titled, bodied, after]) =>
    ['mailbox', before, at, ...(named ?? []), ...(titled ?? []), bodied ?? '', after].join(''),
  );

/** A line with slips of the hand in it. */
const mutated = fc
  .tuple(
    line,
    fc.array(
      fc.tuple(fc.nat(), fc.nat(3), fc.oneof(pick(...SLIPS), fc.string({ unit: 'binary', maxLength: 2 }))),
      { maxLength: 3 },
    ),
  )
  .map(([text, slips]) =>
    slips.reduce((before, [at, length, put]) => {
      const from = at % (before.length + 1);
      return before.slice(0, from) + put + before.slice(from + length);
    }, text),
  );

describe('it says what the parser says, or nothing', () => {
  test('of any line', () => {
    let taken = 0;
    const asked = fc.property(line, (text) => {
      if (isTaken(text)) taken++;
    });
    fc.assert(asked, { numRuns: 3000 });
    expect(taken).toBeGreaterThan(100);
  });

  test('of a line with slips of the hand', () => {
    const asked = fc.property(mutated, (text) => {
      for (const block of splitBlocks(text)) isTaken(block);
    });
    fc.assert(asked, { numRuns: 3000 });
  });
});

test.each([
  'mailbox camille.dupont@spf55.example E1 "Camille Dupont"',
  'mailbox jean-luc@mairie-de-verdun.example E3',
  'mailbox a@b.example "Zoé \u{1f4e7}"',
  'mailbox a_b@b.example\r\n',
  'mailbox a@b.example mailbox "lot"\n\n',
  'mailbox a@b.example E1 "A" { given "Zoé"; family "Dupont"; alias a.b@b.example; was c@d.example; alias e@b.example }\n',
  'mailbox a@b.example {\n  title "Trésorière"\n  phone "+33 3 29 00 00 00"\n}\n\n',
])('it reads %j', (text) => {
  expect(isTaken(text)).toBe(true);
});

test.each([
  'mailbox a@b.example {}',
  'mailbox a@b.example # note',
  '# migplan-ignore licence-missing: agreed\nmailbox a@b.example',
  '\ufeffmailbox a@b.example',
  'mailbox a@b.example E1 "\\"A\\""',
  'mailbox  a@b.example',
  'mailbox a@',
  'mailbox a@b.example { given "A"; given "B" }',
  'mailbox a@b.example { alias c@b.example, d@b.example }',
  'mailbox a@b.example { quota 5 GB }',
  'mailbox a@b.example { given "A" # note\n}',
])('it leaves %j to the parser', (text) => {
  expect(plainMailbox(text)).toBeUndefined();
});

test('it reads nearly all mailboxes of one line in the examples', () => {
  const cwd = join(import.meta.dirname, '..', '..');
  const lines = globSync('examples/**/*.migplan', { cwd })
    .flatMap((file) => splitBlocks(readFileSync(join(cwd, file), 'utf8')))
    .filter((block) => /^mailbox [^\n{]*\n+$/.test(block));
  expect(lines.length).toBeGreaterThan(1000);
  expect(lines.filter(isTaken).length / lines.length).toBeGreaterThan(0.99);
});
