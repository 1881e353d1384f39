/** What a preflight found, as people read it: a screen for any lot, in both languages. */
import { describe, expect, test } from 'vitest';
import { preflightSchema } from '../../server/cli/schemas/preflight-schema.ts';
import type { Cli } from '../../server/cli/services.ts';
import { preflightJson, showPreflight, showRecords } from '../../server/cli/views/preflight.ts';
import type { Locale } from '../../server/language/rules/rule.ts';
import { text } from '../../server/planning/text.ts';
import type { Preflight, PreflightItem } from '../../server/running/preflight/preflight-item.ts';
import { expectFrench } from '../support/both-languages.ts';

const cliIn = (locale: Locale): Cli =>
  ({
    locale,
    terminal: { colour: false },
    t: (en: string, fr: string) => (locale === 'fr' ? fr : en),
  }) as Cli;

const of = (items: readonly PreflightItem[]): Preflight => ({
  ...{ schema: 'migplan/preflight/v1', plan: 'P', lot: 'l', date: '2027-03-20' },
  items,
});

const item = (
  kind: PreflightItem['kind'],
  subject: string,
  severity: PreflightItem['severity'] = 'ok',
  says = text('opens', 's’ouvre'),
  more: Partial<PreflightItem> = {},
): PreflightItem => ({ kind, subject, severity, says, ...more });

/** 350 mailboxes and 94 sub-domains, with most that can be wrong of each. */
const large = of([
  ...Array.from({ length: 350 }, (_, number) => {
    const address = `p${number}@a.example`;
    return [
      item('login', address),
      number % 9 === 0
        ? item('login', address, 'error', text(`refused "${address}"`, `a refusé «\u00A0${address}\u00A0»`))
        : item('login', address),
      item('capacity', address, number < 60 ? 'warning' : 'ok', text(`${number} GB`, `${number} Go`)),
    ];
  }).flat(),
  ...Array.from({ length: 94 }, (_, number) => {
    const domain = `d${number}.a.example`;
    return item('dns', domain, 'warning', text(`lacks x.${domain}`, `n’a pas x.${domain}`), {
      records: [{ type: 'CNAME', name: `x.${domain}`, value: 'x.target.example' }],
      when: 'now',
    });
  }),
]);

describe.each(['en', 'fr'] as const)('in %s', (locale) => {
  test('what is not well comes first, what says the same is said once, the rest is counted', () => {
    const shown = showPreflight(cliIn(locale), large);
    const lines = shown.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(lines[1]).toMatch(
      locale === 'fr'
        ? /✗ p0@a\.example et 38 autres\u00A0: a refusé/
        : /✗ p0@a\.example and 38 more: refused/,
    );
    expect(shown).toContain(locale === 'fr' ? 'd0.a.example et 93 autres' : 'd0.a.example and 93 more');
    expect(shown).toMatch(
      locale === 'fr' ? /identifiants +661 en ordre, 39 erreurs/ : /logins +661 well, 39 errors/,
    );
    expect(lines.at(-1)).toBe(locale === 'fr' ? 'pas prêt\u00A0: 39 erreurs' : 'not ready: 39 errors');
    if (locale === 'fr') expectFrench(shown);
  });

  test('what was not checked is never told to be ready', () => {
    const shown = (severity: PreflightItem['severity']) =>
      showPreflight(cliIn(locale), of([item('dns', 'a.example', severity)]))
        .trimEnd()
        .split('\n')
        .at(-1);
    expect(shown('ok')).toBe(locale === 'fr' ? 'prêt' : 'ready');
    expect(shown('not-checked')).toMatch(
      locale === 'fr' ? /tout n’a pas été vérifié/ : /not all was checked/,
    );
  });
});

test('records are lines of a zone file, those of the cutover apart, each once', () => {
  const value = `v=spf1 ${'ip4:192.0.2.1 '.repeat(20)}"\\`;
  const told = of([
    item('dns', 'a.example', 'ok', undefined, {
      records: [{ type: 'MX', name: 'a.example', value: '0 mx.target.example' }],
      when: 'cutover',
    }),
    ...['a', 'b'].map((domain) =>
      item('dns', `${domain}.example`, 'warning', undefined, {
        records: [{ type: 'TXT', name: 'a.example', value }],
        when: 'now',
      }),
    ),
  ]);
  const [atOnce, first, cutover, second, ...rest] = showRecords(cliIn('en'), told).trimEnd().split('\n');
  expect([atOnce, cutover, second, rest]).toEqual([
    '; at once',
    '; at the cutover',
    'a.example. IN MX 0 mx.target.example.',
    [],
  ]);
  const strings = [...(first ?? '').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part = '']) =>
    part.replace(/\\(.)/g, '$1'),
  );
  expect(strings.every((part) => part.length <= 255)).toBe(true);
  expect(strings.join('')).toBe(value);
  expect(showRecords(cliIn('en'), of([]))).toBe('');
});

test('its JSON is as published, in the language asked for', () => {
  const printed = JSON.parse(preflightJson(cliIn('fr'), large)) as unknown;
  expect(preflightSchema.parse(printed)).toEqual(printed);
  expect(printed).toMatchObject({ items: { length: 350 * 3 + 94, 0: { says: 's’ouvre' } } });
});
