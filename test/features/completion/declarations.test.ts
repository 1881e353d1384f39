/** Completion of declarations and of what stands in their bodies. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { completion } from '../../../server/language/features/completion.ts';
import type { Locale } from '../../../server/language/rules/rule.ts';
import { atCursor } from '../fixture.ts';
import { items, labels, taken } from './asking.ts';

describe('in column 0', () => {
  const KEYWORDS =
    'endpoint licence unit policy timeline lot domain mailbox shared resource list alias forward drop template';

  test.each([
    ['in an empty file', '$0'],
    ['in a file of blanks', '\n$0\n'],
    ['behind a byte order mark', '\uFEFFm$0'],
    ['between declarations', 'unit n\n$0\nunit m\n'],
    ['in half a word', 'unit n\nmai$0'],
    ['in a keyword', 'unit n\nmail$0box a@a.example\n'],
    ['under a body that is not closed', 'unit n {\n  kind x\n$0'],
    ['at the end of a file', 'unit n { kind x }\n$0'],
    ['under a comment', '# unit\n$0'],
  ])('declarations are offered %s', (_, text) => assert.equal(labels(text).join(' '), KEYWORDS));

  test('a plan is offered where there is none', () => {
    const { analysis, path, position } = atCursor('$0');
    const found = completion(analysis, path, position, { hasSnippets: false });
    assert.equal(found?.items[0]?.label, 'plan');
  });

  test.each([
    ['mailbox', `mailbox \${1:address} \${2:licence} "\${3:name}"$0`],
    ['lot', `lot \${1:name} "\${2:title}" {\n  date \${3:date}\n  $0\n}`],
    ['endpoint', `endpoint \${1:name} \${2|imap,cyrus,dovecot,microsoft365,bluemind,archive|} {\n  $0\n}`],
    ['alias', `alias \${1:address} -> \${2:address}$0`],
    ['policy', 'policy {\n  $0\n}'],
    ['domain', `domain \${1:domain}$0`],
    ['drop', `drop \${1:address} "\${2:reason}"$0`],
  ])('%s is a snippet for editors that take one', (label, insert) => {
    const found = items('$0', { hasSnippets: true }).find((item) => item.label === label);
    assert.deepEqual([found?.insert, found?.isSnippet], [insert, true]);
    const plain = items('$0').find((item) => item.label === label);
    assert.deepEqual([plain?.insert, plain?.isSnippet], [`${label} `, undefined]);
  });

  test('a snippet speaks French', () => {
    const found = items('$0', { hasSnippets: true, locale: 'fr' }).find(({ label }) => label === 'mailbox');
    assert.equal(found?.insert, `mailbox \${1:adresse} \${2:licence} "\${3:nom}"$0`);
    assert.equal(found?.detail, 'adresse [licence] ["texte"]');
  });

  test('nothing pops up for a blank', () => assert.deepEqual(labels(' $0', { typed: ' ' }), []));
});

describe('in a body', () => {
  test('properties that are not given yet, required ones first, those that repeat again', () => {
    assert.deepEqual(labels('lot l { title; after first; pilot; capacity 1..2 units; $0 }'), [
      ...['date', 'timeline', 'after', 'domain', 'unit', 'mailbox', 'approved', 'hold'],
    ]);
  });

  test('of an endpoint by its kind; no password', () => {
    const found = labels('endpoint e archive {\n  $0\n}\n');
    assert.equal(found[0], 'path');
    assert(found.includes('format') && found.includes('rate'));
    for (const other of ['host', 'tenant', 'password']) assert(!found.includes(other));
    assert(labels('endpoint e {\n  $0\n}').includes('tenant'));
  });

  test.each([
    ['unclosed', 'mailbox c@a.example {\n  al$0'],
    ['unclosed, with more below', 'mailbox c@a.example {\n  al$0\n  quota 5 GB\nunit x\n'],
    ['on one line', 'mailbox c@a.example { quota 5 GB; al$0'],
    ['behind half a property', 'mailbox c@a.example {\n  quota\n  al$0\n}'],
    ['behind a broken string', 'mailbox c@a.example {\n  title "x\n  al$0\n}'],
    ['with lines that end in CRLF', 'mailbox c@a.example {\r\n  quota 5 GB\r\n  al$0\r\n}\r\n'],
  ])('%s', (_, text) => {
    const found = labels(text);
    assert(found.includes('alias') && found.includes('lot') && !found.includes('access'));
    assert.equal(found.includes('quota'), !text.includes('quota'));
    assert.match(taken(text, 'alias'), /\balias $/);
  });

  test('what each takes is told, in both languages', () => {
    const detail = (label: string, text: string, locale: Locale = 'en') =>
      items(text, { locale }).find((item) => item.label === label)?.detail;
    assert.equal(detail('unit', 'mailbox c@a.example { $0 }'), 'unit');
    assert.equal(detail('unit', 'mailbox c@a.example { $0 }', 'fr'), 'unité');
    assert.equal(detail('access', 'shared c@a.example { $0 }'), 'address [right], …');
    assert.equal(
      detail('host', 'endpoint e imap { $0 }', 'fr'),
      'serveur [port nombre] [tls | starttls | plain]',
    );
    assert.equal(
      detail('login', 'endpoint e imap { $0 }'),
      'master | admin | each | oauth2 ["text"] [separator "text"] [secret secret]',
    );
    assert.equal(detail('severity', 'policy { $0 }'), 'rule off | hint | information | warning | error, …');
    assert.equal(detail('date', 'lot l { $0 }'), 'date');
    assert.equal(detail('pilot', 'lot l { $0 }'), '');
  });

  test.each([
    ['a size', 'mailbox c@a.example { $0 }', 'quota', `quota \${1:size}`],
    ['a text', 'mailbox c@a.example { $0 }', 'given', `given "\${1:}"`],
    ['a day', 'mailbox c@a.example { $0 }', 'keep', `keep since \${1:date}`],
    ['words', 'mailbox c@a.example { $0 }', 'calendar', `calendar \${1|copy,none|}`],
    ['a name', 'mailbox c@a.example { $0 }', 'lot', `lot \${1:lot}`],
    ['a date', 'lot l { $0 }', 'date', `date \${1:date}`],
    ['a name or a text', 'licence L { $0 }', 'sku', `sku \${1:name}`],
    ['two of them', 'mailbox c@a.example { $0 }', 'folder', `folder "\${1:}" -> "\${2:}"`],
    ['a person, with a right or without', 'shared c@a.example { $0 }', 'access', `access \${1:address}`],
    ['what is no secret', 'mailbox c@a.example { $0 }', 'password', 'password sealed'],
    ['nothing', 'lot l { $0 }', 'pilot', 'pilot'],
  ])('%s is a place to fill in, for editors that take snippets', (_, text, label, insert) => {
    const found = items(text, { hasSnippets: true }).find((item) => item.label === label);
    assert.equal(found?.insert, insert);
    assert.equal(found?.isSnippet, insert === label ? undefined : true);
  });

  test('what can be chosen behind it is offered at once, by editors that can', () => {
    const found = items('mailbox c@a.example { $0 }', { hasSnippets: true, canAskAgain: true });
    const how = (label: string) => {
      const { insert, asksAgain } = found.find((item) => item.label === label) ?? {};
      return [insert, asksAgain];
    };
    assert.deepEqual(how('lot'), ['lot ', true]);
    assert.deepEqual(how('calendar'), ['calendar ', true]);
    assert.deepEqual(how('quota'), [`quota \${1:size}`, undefined]);
    assert.deepEqual(how('new'), ['new', undefined]);
  });

  test('a flag takes no blank behind it', () => {
    assert.equal(taken('lot l { pi$0 }', 'pilot'), 'lot l { pilot }');
  });

  test('of a template: what it may hold, and the properties of that', () => {
    const contents = ['mailbox', 'shared', 'resource', 'list', 'alias', 'forward'];
    assert.deepEqual(labels('template t {\n  $0\n}'), contents);
    assert.deepEqual(labels('template t {\n  list a@\n  l$0'), contents);
    assert.deepEqual(labels('template t { list a@ { $0 } }'), ['unit', 'was', 'alias', 'member', 'owner']);
    assert.deepEqual(labels('template t {\n  list a@ { unit north; member b@; $0'), [
      'was',
      'alias',
      'member',
      'owner',
    ]);
    const [, shared] = items('template t { $0 }', { hasSnippets: true });
    assert.equal(shared?.insert, `shared \${1:address}@ \${2:licence} "\${3:name}"$0`);
  });

  test('a blank that indents asks for nothing, one that is asked about does', () => {
    assert.deepEqual(labels('lot l {\n  $0\n}', { typed: ' ' }), []);
    assert.notDeepEqual(labels('lot l {\n  $0\n}'), []);
  });
});
