/** Completion of the vocabulary’s own words and of placeholders; broken text keeps none of it from answering. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { completion } from '../../../server/language/features/completion.ts';
import { analyse } from '../../support/check.ts';
import { labels, PLAN, taken } from './asking.ts';

describe('words', () => {
  test.each([
    ['rights', 'shared c@a.example { access anna@a.example $0 }', 'read write full send-as send-on-behalf'],
    [
      'rights but those that the person has on the line',
      'shared c@a.example { access Ben@a.example full, anna@a.example write, s$0 }',
      'full send-as send-on-behalf',
    ],
    [
      'rights that full access, which goes without saying, leaves',
      'shared c@a.example { access anna@a.example, s$0 }',
      'send-as send-on-behalf',
    ],
    [
      'phases',
      'timeline t { D-7 $0 }',
      'send-sheets sheets-due freeze stage lock cutover open delta verify retire',
    ],
    [
      'phases after a time',
      'timeline t {\n  D-7 16:00 f$0',
      'send-sheets sheets-due freeze stage lock cutover open delta verify retire',
    ],
    ['booking', 'resource c@a.example room { booking $0 }', 'automatic manual'],
    ['the kind of a resource', 'resource c@a.example $0', 'room equipment'],
    ['security', 'endpoint e imap { host a.example $0 }', 'port tls starttls plain'],
    ['security after a port', 'endpoint e imap { host a.example port 993 $0 }', 'tls starttls plain'],
    ['kinds of endpoints', 'endpoint e $0', 'imap cyrus dovecot microsoft365 bluemind archive'],
    ['logins', 'endpoint e imap { login $0 }', 'master admin each oauth2'],
    ['logins that BlueMind knows', 'endpoint e bluemind { login $0 }', 'each'],
    ['logins that Cyrus knows', 'endpoint e cyrus { login e$0 }', 'admin each'],
    ['where a secret is; never a password', 'endpoint e imap { login each $0 }', 'separator secret'],
    ['kinds of secrets', 'endpoint e imap { login each secret $0 }', 'env file keychain prompt'],
    ['severities', 'policy { severity lot-capacity $0 }', 'off hint information warning error'],
    ['a locale', 'plan "Q" { locale $0 }', 'en fr'],
    ['units of a size', 'licence L { quota 50 $0 }', 'B kB MB GB TB KiB MiB GiB TiB'],
    [
      'units of a rate, with what stands behind them',
      'endpoint e imap { rate 20 M$0 }',
      'B/s kB/s MB/s GB/s TB/s KiB/s MiB/s GiB/s TiB/s',
    ],
    [
      'units of a rate, where that stands there',
      'endpoint e imap { rate 20 k$0B/s }',
      'B kB MB GB TB KiB MiB GiB TiB',
    ],
    ['what a rate is for', 'endpoint e imap { rate 20 MB/$0 }', 's'],
    ['what a price is for', 'licence L { price 5 EUR/$0 }', 'month year'],
    ['an arrow', 'alias c@a.example $0', '->'],
    ['a connective', 'lot l { approved "x" $0 }', 'on'],
    ['of a password', 'mailbox c@a.example { password $0 }', 'sealed'],
  ])('%s', (_, text, expected) => assert.equal(labels(text).join(' '), expected));

  test('time zones, from their area on', () => {
    assert(labels('plan "Q" { timezone $0 }').includes('Europe/Paris'));
    assert.equal(
      taken('plan "Q" { timezone Europe/Pa$0 }', 'Europe/Paris'),
      'plan "Q" { timezone Europe/Paris }',
    );
  });

  test.each([
    ['a date', 'lot l { date $0 }'],
    ['a size', 'licence L { quota $0 }'],
    ['a country', 'plan "Q" { country $0 }'],
    ['an unknown property', 'lot l { colour $0 }'],
    ['what is complete', 'lot l { date 2027-01-04 $0 }'],
    ['a flag', 'lot l { pilot $0 }'],
    ['a comment', 'lot l { # a$0'],
    ['a comment that suppresses, after its rule', '# migplan-ignore lot-capacity: a$0'],
    ['a string', 'lot l "a$0"'],
    ['a string that is not closed', 'mailbox c@a.example "An$0'],
    ['the place right behind a string', 'mailbox c@a.example "Anna"$0'],
    ['an indented line outside of any body', 'unit n\n  $0'],
    ['what is nested too deep', 'unit n { kind x { $0 } }'],
    ['text that is no declaration', 'nonsense { $0 }'],
  ])('nothing for %s', (_, text) => assert.deepEqual(labels(text), []));
});

describe('placeholders', () => {
  const ALL = '{domain.name} {unit.name} {unit.title} {unit.kind} {unit.admin}';

  test.each([
    ['in a template’s string', 'template t { shared c@ "Contact {$0', ALL],
    ['half typed', 'template t { shared c@ "Contact {unit.t$0" }', ALL],
    ['instead of an address', 'template t { shared c@ { access {un$0', '{unit.admin}'],
    [
      'in the pattern of addresses',
      'policy { personal-address "{g$0" }',
      '{given} {family} {given.initial} {family.initial}',
    ],
  ])('%s', (_, text, expected) => assert.equal(labels(text).join(' '), expected));

  test('take the place of what is typed, and of the brace that the editor closed', () => {
    assert.equal(
      taken('template t { shared c@ "C {un$0}" }', '{unit.title}'),
      'template t { shared c@ "C {unit.title}" }',
    );
    assert.equal(
      taken('template t { shared c@ { access {$0} full', '{unit.admin}'),
      'template t { shared c@ { access {unit.admin} full',
    );
    assert.equal(
      taken('template t { shared c@ "C {un$0it.name}" }', '{unit.title}', 'replace'),
      'template t { shared c@ "C {unit.title}" }',
    );
  });

  test('and its own addresses are offered where a template takes an address', () => {
    assert.deepEqual(labels('template t { shared info@; alias x@ -> $0').slice(0, 2), [
      '{unit.admin}',
      'info@',
    ]);
    assert.deepEqual(labels('template t { shared info@; alias x@ -> in$0'), ['info@']);
  });

  test.each([
    [
      'people alone, for access',
      'template t { mailbox info@; shared in@; shared all@ { access in$0',
      'info@ read write full send-as send-on-behalf',
    ],
    ['not the address itself', 'template t { list info@ { member in$0', ''],
    ['not those that the list has', 'template t { shared info@; list all@ { member info@, in$0', ''],
  ])('of those addresses, %s', (_, text, expected) => assert.equal(labels(text).join(' '), expected));

  test.each(['mailbox c@a.example "{un$0"', 'template t {$0', 'mailbox c@a.example { alias {un$0'])(
    'none at %s',
    (text) => assert(!labels(text).some((label) => label.startsWith('{'))),
  );
});

test('nothing is thrown anywhere in a text that is broken in every way', () => {
  const text = `${PLAN}mailbox "x { a@, , ->\n  } } {unit. # migplan-ignore\n template t { shared {unit.admin} { access {\n\r\n"`;
  const analysis = analyse(text);
  for (const path of analysis.paths) {
    const lines = analysis.document(path)?.text.split('\n') ?? [];
    for (const [line, { length }] of lines.entries())
      for (let character = 0; character <= length; character++)
        completion(analysis, path, { line, character }, { hasSnippets: true });
  }
});
