/** The quick reading of where a mailbox belongs says what the whole of its declaration says, or nothing. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitBlocks } from '../../grammar/blocks.ts';
import { readDeclaration } from '../../grammar/declarations.ts';
import { parsedBlock } from '../../grammar/parser.ts';
import { plainRecipient } from '../../grammar/plain-recipient.ts';
import { SLIPS, WHOLE_SURFACE } from './plans.ts';

/** Whether the quick reading took the text; fails where the whole declaration has another address, or more to say. */
function isTaken(text: string): boolean {
  const quick = plainRecipient(text);
  if (!quick) return false;
  const { declaration: statement } = parsedBlock(text);
  const whole = statement && readDeclaration(statement).declaration;
  if (whole?.declares !== 'mailbox' && whole?.declares !== 'shared') throw new Error(JSON.stringify(text));
  const { declares, keyword, start, address, has } = whole;
  expect(quick, JSON.stringify(text)).toMatchObject({ declares, keyword, start, address });
  expect([has.lot, has.unit, has.new], JSON.stringify(text)).toEqual([undefined, undefined, undefined]);
  return true;
}

const RECIPIENTS = [
  ...splitBlocks(WHOLE_SURFACE).filter((block) => /^(?:mailbox|shared)/.test(block)),
  'mailbox anna@a.example',
  'mailbox anna@a.example E1 "Anna"\r\n',
  'shared contact@a.example "Contact" { access anna@a.example full, send-as }\n',
  'mailbox anna@a.example {\n  quota 5 GB\n  alias a@a.example\n}\n',
  'mailbox anna@a.example "A" { lot l }',
  'shared c@a.example "C" { unit u; new }',
];
const WORDS = [
  'lot',
  'unit',
  'new',
  ' lot l',
  ';new',
  '{unit u}',
  'élot l',
  '"new"',
  '# lot',
  'GMT+1',
  '50GB',
  'a@b',
];

const text = fc
  .tuple(
    fc.constantFrom(...RECIPIENTS),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(4),
        fc.oneof(
          fc.constantFrom(...SLIPS),
          fc.constantFrom(...WORDS),
          fc.string({ unit: 'binary', maxLength: 2 }),
        ),
      ),
      { maxLength: 4 },
    ),
  )
  .map(([recipient, slips]) =>
    slips.reduce((before, [at, length, put]) => {
      const from = at % (before.length + 1);
      return before.slice(0, from) + put + before.slice(from + length);
    }, recipient),
  );

test('of any text', { timeout: 60_000 }, () => {
  let taken = 0;
  const asked = fc.property(text, (plan) => {
    for (const block of splitBlocks(plan)) if (isTaken(block)) taken++;
  });
  fc.assert(asked, { numRuns: 5000 });
  expect(taken).toBeGreaterThan(500);
});

test.each([
  'mailbox anna@a.example',
  'mailbox anna@a.example E1 "Anna" { quota 5 GB',
  'shared contact@a.example "Contact" { access anna@a.example full }\n',
])('it reads %j', (plan) => {
  expect(isTaken(plan)).toBe(true);
});

test.each([
  'mailbox anna@a.example { lot l }',
  'shared contact@a.example "Contact" { unit u }',
  'shared contact@a.example "Contact" { new }',
  'mailbox anna@',
  'mailbox anna@a.example,',
  '# note\nmailbox anna@a.example',
  'resource room@a.example room "R"',
  `mailbox anna@a.example "${'x'.repeat(100_000)}"`,
])('it leaves %j to the parser', (plan) => {
  expect(plainRecipient(plan)).toBeUndefined();
});
