/** What there is to say of a completion item once somebody looks at it. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { completionDocs } from '../../../server/language/features/completion-docs.ts';
import type { Locale } from '../../../server/language/rules/rule.ts';
import { ask } from './asking.ts';

describe('what there is to say of an item', () => {
  const docs = (text: string, label: string, locale: Locale = 'en') => {
    const { analysis, found } = ask(text, { locale });
    const about = found?.items.find((item) => item.label === label)?.about;
    return about && completionDocs(analysis, about);
  };

  test('a declaration in one line, as it is written', () => {
    assert.equal(
      docs('mailbox c@a.example $0', 'E1'),
      '```migplan\nlicence E1 "Web" { price 2.76 EUR/month; quota 50 GB; seats 120 }\n```',
    );
    assert.equal(
      docs('lot l { domain $0 }', 'sub.a.example')?.split('\n')[1],
      'domain a.example { unit north; use common; subdomain sub.a.example }',
    );
    assert.equal(
      docs('list l@a.example { member con$0', 'contact@a.example')?.split('\n')[1],
      'shared contact@a.example "Contact"',
    );
  });

  test('but not what may be a secret', () => {
    const text =
      'endpoint e imap { host a.example; login each password hunter2 }\ndomain c.example { source $0 }';
    assert.equal(docs(text, 'e'), '```migplan\nendpoint e imap\n```');
  });

  test('why there is a rule, and of a part of one too', () => {
    assert.match(docs('# migplan-ignore $0', 'lot-capacity') ?? '', /^\*\*MP702\*\* \w/);
    assert.match(docs('# migplan-ignore $0', 'lot-capacity', 'fr') ?? '', /^\*\*MP702\*\* (?:Un|La|Le|Les) /);
    assert.match(docs('# migplan-ignore $0', 'mailbox-in-no-lot') ?? '', /^\*\*MP701\*\* \w/);
  });

  test('what a property is for, every one of them, in both languages', () => {
    assert.equal(
      docs('lot l { $0 }', 'date'),
      'Its day: the timeline’s D.\n\n```migplan\ndate 2027-03-22\n```',
    );
    assert.match(docs('lot l { $0 }', 'date', 'fr') ?? '', /^Son jour\u00A0: le D du calendrier\.\n/);
    const bodies = [
      'plan "Q" {',
      'endpoint e {',
      'licence l {',
      'unit u {',
      'policy {',
      'timeline t {',
      'lot l {',
    ];
    const others = [
      'domain c.example {',
      'mailbox c@a.example {',
      'shared c@a.example {',
      'list c@a.example {',
    ];
    for (const body of [...bodies, ...others, 'resource c@a.example room {']) {
      const { analysis, found } = ask(`${body} $0 }`);
      for (const { label, about } of found?.items ?? [])
        assert.match(
          (about && completionDocs(analysis, about)) ?? '',
          /^\S.*[.]\n(?:.*\n)*```$/,
          `${body} ${label}`,
        );
    }
  });

  test('what a word means', () => {
    assert.equal(docs('timeline t { D $0 }', 'stage'), 'The first copy; the source stays live.');
    assert.equal(
      docs('shared c@a.example { access anna@a.example $0 }', 'send-as', 'fr'),
      'Envoyer en son nom.',
    );
    assert.equal(docs('plan "Q" { locale $0 }', 'en'), undefined);
  });

  test('what a declaration is for', () => {
    assert.match(docs('$0', 'lot') ?? '', /^Who moves together, and on which day\.\n\n```migplan\nlot /);
    assert.match(docs('$0', 'lot', 'fr') ?? '', /^Qui part ensemble, et quel jour\.\n/);
  });
});
