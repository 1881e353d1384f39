import assert from 'node:assert/strict';
import { test } from 'vitest';
import { openEnd } from '../../grammar/open-end.ts';
import { VOCABULARY } from '../../grammar/vocabulary.ts';
import { isRefused, wantedAfter } from '../../grammar/wanted.ts';

const { endpoint, mailbox, plan, licence } = VOCABULARY;

/** What is wanted behind some text, words as they are and atoms by their kind. */
function wanted({ description }: { description: Parameters<typeof wantedAfter>[0] }, text: string): string {
  const found = wantedAfter(description, openEnd(text).statement);
  return [...new Set(found.map((each) => (each.kind === 'word' ? each.word : `<${each.atom}>`)))].join(' ');
}

test.each([
  ['', '<domain> <word>'],
  ['a.example', 'port tls starttls plain'],
  ['a.example port', '<number>'],
  ['a.example port 993', 'tls starttls plain'],
  ['a.example port 993 tls', ''],
  ['"a"', ''],
])('behind host %s', (text, expected) =>
  assert.equal(wanted(endpoint.properties.host.shape, text), expected),
);

test.each([
  ['a@a.example', '<word> <number> <placeholder> <string>'],
  ['a@a.example E1', '<string>'],
  ['a@a.example E1 "A"', ''],
])('behind mailbox %s', (text, expected) => assert.equal(wanted(mailbox.head, text), expected));

test('a value of several parts is known by its name and its beginning', () => {
  const found = wantedAfter(plan.properties.timezone.shape.description, openEnd('Europe / ').statement);
  assert.deepEqual(
    found.map(({ value }) => value),
    [{ name: 'timezone', from: 0 }],
  );
  assert.equal(wanted(licence.properties.quota.shape, '50').split(' ')[0], 'B');
});

test('what a plan must never hold is never wanted', () => {
  assert(isRefused(endpoint.properties.password.shape.description));
  assert(!isRefused(mailbox.properties.password.shape.description));
  assert.equal(wanted(mailbox.properties.password.shape, ''), 'sealed');
  assert(!wanted(endpoint.properties.login.shape, 'each').includes('password'));
  assert.equal(wanted(endpoint.properties.login.shape, 'each password'), '');
});

test.each([
  ['unit n { kind', ['unit n'], 'kind', 0],
  ['unit n { kind x;', ['unit n'], '', 0],
  ['unit n { kind x\n', ['unit n'], '', 0],
  ['lot l { domain a.x,\n  b.x, c', ['lot l'], 'domain a.x b.x c', 3],
  ['template t { list a@ { member', ['template t', 'list a@'], 'member', 0],
  ['unit n { kind x } }', [], '', 0],
  ['', [], '', 0],
])('the end of %s', (text, bodies, statement, itemFrom) => {
  const end = openEnd(text);
  const shown = (atoms: readonly { text: string }[]) => atoms.map((atom) => atom.text).join(' ');
  assert.deepEqual(
    [end.bodies.map(shown), shown(end.statement), end.itemFrom],
    [bodies, statement, itemFrom],
  );
  assert.equal(end.within, undefined);
});

test.each([
  ['unit n # a', { kind: 'comment', start: 7 }],
  ['unit n "a', { kind: 'string', start: 7 }],
  ['unit n "a"', { kind: 'closed-string', start: 7 }],
  ['unit n "a" ', undefined],
  ['# a\n', undefined],
])('what %s ends within', (text, within) => assert.deepEqual(openEnd(text).within, within));
