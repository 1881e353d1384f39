/** Hover on the words of the language: what each is, what it takes, what holds without it, and an example. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { propertiesOf } from '../../grammar/declarations.ts';
import { DECLARATION_KEYWORDS } from '../../grammar/patterns.ts';
import { formatText } from '../../grammar/print.ts';
import { ENDPOINT_KINDS, ENDPOINT_PROPERTIES } from '../../grammar/vocabulary.ts';
import { hover } from '../../server/language/features/hover.ts';
import { factsOf } from '../../server/language/model/block-facts.ts';
import { describeProperty } from '../../server/language/model/descriptions/describe-word.ts';
import { DECLARATION_EXAMPLES, PROPERTY_EXAMPLES } from '../../server/language/model/words/examples.ts';
import type { Locale } from '../../server/language/rules/rule.ts';
import { atCursor } from './fixture.ts';

function shown(text: string, locale: Locale = 'en'): string[] | undefined {
  const { analysis, path, position } = atCursor(text, { locale });
  return hover(analysis, path, position)?.markdown.split('\n').filter(Boolean);
}

const first = (text: string, locale?: Locale): string | undefined =>
  shown(text, locale)?.slice(0, 2).join(' ');

test('a property: what it is for, what it takes, what holds without it, an example', () => {
  assert.deepEqual(shown('mailbox c@a.example { quo$0ta 5 GB }'), [
    '**quota** `size`',
    'How much it may hold, and no more than its licence says.',
    '- by default: what its licence holds',
    '```migplan',
    'quota 80 GB',
    '```',
  ]);
  assert.deepEqual(shown('shared c@a.example {\n  $0access c@a.example\n}', 'fr'), [
    '**access** `adresse [droit]`',
    'Qui l’ouvre, chacun avec les droits écrits derrière l’adresse.',
    '- par défaut\u00A0: full',
    '```migplan',
    'access zoe.martin@fd55.example full, send-as',
    '```',
  ]);
});

test('a keyword, also of what a template holds', () => {
  const mailbox = [
    '**mailbox** `address [licence] ["text"]`',
    'One person’s mailbox.',
    '```migplan',
    'mailbox zoe.martin@fd55.example E3 "Zoé Martin" { alias z.martin@fd55.example }',
    '```',
  ];
  assert.deepEqual(shown('mail$0box c@a.example'), mailbox);
  assert.deepEqual(shown('template t {\n  mailbox$0 c@\n}'), mailbox);
  assert.equal(first('lo$0t l', 'fr'), '**lot** `nom ["texte"]` Qui part ensemble, et quel jour.');
});

test.each([
  ['endpoint e im$0ap', '**imap** Any mail server that speaks IMAP.'],
  [
    'endpoint e imap { login ea$0ch secret prompt }',
    '**each** Each mailbox with its own password: the secret is a table of addresses and passwords, best in a file.',
  ],
  [
    'endpoint e imap { login each secret fi$0le "x" }',
    '**file** A file, named from the plan’s folder, that nobody else may read.',
  ],
  [
    'timeline t { D-1 18:00 cut$0over }',
    '**cutover** Accounts, passwords and the way of new mail change over.',
  ],
  ['policy { cut$0over needs approval }', '**cutover** `needs approval`'],
  [
    'timeline t { D$0-4 stage }',
    '**D** `day [time] send-sheets | sheets-due | freeze | stage | lock | cutover | open | delta | verify | retire`',
  ],
  ['endpoint e imap { host x.example t$0ls }', '**host** `host [port number] [tls | starttls | plain]`'],
  ['mailbox c@a.example { keep si$0nce 2020-01-01 }', '**keep** `since date`'],
])('%s', (text, expected) => {
  assert((first(text) ?? '').startsWith(expected), first(text));
});

test.each([
  'mailbox c@a.example { no$0thing }',
  'licence full { sku fu$0ll }',
  '# mail$0box',
  'unit u "mail$0box"',
  'mailbox c@a.example { alias$0-x }',
  'endpoint e archive { password hun$0ter2 }',
])('nothing to say at %s', (text) => assert.equal(shown(text), undefined));

/** A body that a property may stand in. */
const HEADS: Readonly<Partial<Record<string, string>>> = {
  plan: 'plan "P"',
  policy: 'policy',
  domain: 'domain a.example',
  mailbox: 'mailbox c@a.example',
  shared: 'shared c@a.example',
  resource: 'resource c@a.example room',
  list: 'list c@a.example',
};

describe.each(DECLARATION_KEYWORDS)('the examples of %s', (keyword) => {
  const isSound = (text: string): void => {
    const { syntax, reading } = factsOf(text);
    const wrong = reading.filter(({ problem }) => problem !== 'missing-property');
    assert.deepEqual([...syntax, ...wrong], [], text);
    assert.equal(formatText(text), text);
  };

  test('are as a plan has them', () => {
    isSound(`${DECLARATION_EXAMPLES[keyword]}\n`);
    assert.equal(DECLARATION_EXAMPLES[keyword].split(' ')[0], keyword);
    for (const [property, example] of Object.entries(PROPERTY_EXAMPLES[keyword])) {
      const kind = ENDPOINT_KINDS.find((known) =>
        [...ENDPOINT_PROPERTIES[known].required, ...ENDPOINT_PROPERTIES[known].allowed].includes(property),
      );
      const head = keyword === 'endpoint' ? `endpoint e ${kind}` : (HEADS[keyword] ?? `${keyword} x`);
      isSound(`${head} {\n  ${example}\n}\n`);
      assert.equal(example.split(/[ -]/)[0], property.split('-')[0]);
    }
  });

  test('stand in the description of each property, in both languages', () => {
    for (const property of propertiesOf(keyword, undefined).known.keys()) {
      if (keyword === 'endpoint' && property === 'password') continue;
      for (const locale of ['en', 'fr'] as const)
        assert.match(
          describeProperty(keyword, property, locale)?.says ?? '',
          /^\S.*\.\n(?:.*\n)*```migplan\n.+\n```$/,
        );
    }
  });
});
