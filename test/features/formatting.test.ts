import assert from 'node:assert/strict';
import { test } from 'vitest';
import { formatText } from '../../grammar/print.ts';
import { formatting } from '../../server/language/features/formatting.ts';
import { PlanDocument } from '../../server/language/model/plan-document.ts';
import { analysisOf } from '../support/check.ts';

const PATH = '/plan.migplan';
const editsOf = (text: string) => formatting(analysisOf(new Map([[PATH, text]])), PATH);

function formatted(text: string): string {
  const document = new PlanDocument(PATH, text);
  for (const edit of editsOf(text).toReversed()) document.edit(edit);
  return document.text;
}

const UNTIDY = `# head
plan   "P" {
source old
  target   new }

licence E1 { quota  50 GB ;price 2 EUR/month}
mailbox anna@a.example E1 "Anna"
mailbox   ben@a.example


unit north

`;

test('the edits make the text what the formatter writes', () => {
  assert.equal(formatted(UNTIDY), formatText(UNTIDY));
});

test('what is tidy is not touched', () => {
  assert.deepEqual(editsOf(formatText(UNTIDY)), []);
});

test('a declaration is edited where it differs, its neighbours not', () => {
  const edits = editsOf('mailbox anna@a.example\nmailbox   ben@a.example\nmailbox carl@a.example\n');
  assert.deepEqual(edits, [
    { range: { start: { line: 1, character: 8 }, end: { line: 1, character: 10 } }, text: '' },
  ]);
});

test.each(['\r\n', '\r'])('line ends stay as the file has them: %j', (lineEnd) => {
  const text = formatted(UNTIDY.replaceAll('\n', lineEnd));
  assert.equal(text, formatText(UNTIDY).replaceAll('\n', lineEnd));
});

test('a last line without an end gets those that the file has', () => {
  const long = `mailbox anna@a.example { ${Array.from({ length: 5 }, (_, i) => `alias a.berg-${i}@a.example`).join('; ')} }`;
  const text = `domain a.example\r\n${long}`;
  assert.equal(formatted(text), formatText(text).replaceAll('\n', '\r\n'));
});

test('a declaration that cannot be read is left alone, the others are not', () => {
  const text = 'mailbox   anna@a.example {\nmailbox   ben@a.example\n';
  assert.equal(formatted(text), 'mailbox   anna@a.example {\nmailbox ben@a.example\n');
});
