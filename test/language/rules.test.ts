/** Every rule as a product: registered, numbered once, with its page, its two languages, its examples and its fixes proved. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatText } from '../../grammar/print.ts';
import { pageOf } from '../../server/language/rules/pages.ts';
import { RULES } from '../../server/language/rules/registry.ts';
import type { Rule } from '../../server/language/rules/rule.ts';
import {
  analyse,
  analysisOf,
  applyFix,
  parseFixture,
  parseMarkers,
  published,
  show,
} from '../support/check.ts';

const FOLDER = new URL('../../server/language/rules/', import.meta.url);
const NO_RULES = ['rule.ts', 'registry.ts', 'pages.ts'];

/** Published codes are never reused or renamed: plans and suppressions cite them. */
const PUBLISHED = [
  'MP001 syntax',
  'MP002 unknown-property',
  'MP003 duplicate-property',
  'MP004 missing-property',
  'MP005 wrong-value',
  'MP006 unused-suppression',
  'MP101 unknown-name',
  'MP102 duplicate-name',
  'MP103 one-plan',
  'MP104 include',
  'MP105 cycle',
  'MP106 unused-declaration',
  'MP201 invalid-address',
  'MP202 address-refused-by-target',
  'MP203 undeclared-domain',
  'MP204 address-conflict',
  'MP205 personal-address-pattern',
  'MP206 shared-address-names',
  'MP207 generic-mailbox-with-licence',
  'MP208 look-alike-addresses',
  'MP209 display-name',
  'MP301 mailbox-over-quota',
  'MP302 mailbox-near-quota',
  'MP303 quota-above-licence',
  'MP304 shared-over-limit',
  'MP305 message-too-large',
  'MP306 folder-limits',
  'MP307 domain-limit',
  'MP308 lot-too-long',
  'MP401 licence-missing',
  'MP402 licence-share-exceeded',
  'MP403 seats-exceeded',
  'MP404 licence-unused',
  'MP405 licence-unknown-to-target',
  'MP501 alias-outside-domain',
  'MP502 alias-target',
  'MP503 too-many-aliases',
  'MP504 external-forward-refused',
  'MP505 forward-expired',
  'MP506 list-members',
  'MP601 access-without-licence',
  'MP602 access-redundant',
  'MP603 shared-without-access',
  'MP604 split-across-lots',
  'MP605 send-as-unsupported',
  'MP606 too-many-members',
  'MP701 one-lot',
  'MP702 lot-capacity',
  'MP703 lot-date-past',
  'MP704 lot-order',
  'MP705 lots-too-close',
  'MP706 lot-on-day-off',
  'MP707 timeline-order',
  'MP708 step-due',
  'MP709 cutover-not-approved',
  'MP710 lot-hold',
  'MP711 contract-ends',
  'MP801 literal-secret',
  'MP802 plain-connection',
  'MP803 secret-not-found',
  'MP804 source-equals-target',
  'MP805 login-not-supported',
  'MP806 user-passwords',
  'MP807 directory-incomplete',
  'MP901 unplanned-address',
  'MP902 not-in-source',
  'MP903 inactive-mailbox',
  'MP904 inventory-stale',
  'MP905 empty-mailbox',
];

test('the registry holds every rule of the folder, and the folder every rule of the registry', () => {
  const files = readdirSync(FOLDER).filter((file) => !NO_RULES.includes(file));
  expect(RULES.map(({ name }) => `${name}.ts`).toSorted()).toEqual(files.toSorted());
});

test('codes and names are the published ones, in order, each once', () => {
  expect(RULES.map(({ code, name }) => `${code} ${name}`)).toEqual(PUBLISHED);
  const names = RULES.flatMap(({ name, variants = {} }) => [name, ...Object.keys(variants)]);
  expect(new Set(names).size).toBe(names.length);
});

test('no rule imports another', () => {
  for (const { name } of RULES) {
    const imports = readFileSync(new URL(`${name}.ts`, FOLDER), 'utf8').matchAll(/from '\.\/(.+)\.ts'/g);
    expect([...imports].map(([, module]) => module)).toEqual(['rule']);
  }
});

describe.each(RULES.map((rule) => [`${rule.code} ${rule.name}`, rule] as const))('%s', (_, rule) => {
  test('its bad example gives exactly what is marked', () => {
    const { text, spans } = parseMarkers(rule.bad);
    const analysis = analyse(text);
    const found = published(analysis).map(({ code, finding: { at, block } }) => {
      const document = block.document;
      const before = [...document.blocks()].slice(0, [...document.blocks()].indexOf(block));
      const offset = before.reduce((sum, { text }) => sum + text.length, 0);
      return { code, start: offset + at.start, end: offset + at.end };
    });
    expect(found).toEqual(spans.map((span) => ({ code: rule.code, ...span })));
    expect(spans.length).toBeGreaterThan(0);
  });

  test('its good example gives nothing', () => {
    expect(published(analyse(rule.good)).map(show)).toEqual([]);
  });

  test('it speaks English and French, and says more than one word', () => {
    const { text } = parseMarkers(rule.bad);
    const english = published(analyse(text)).map(({ message }) => message);
    const french = published(analyse(text, { locale: 'fr' })).map(({ message }) => message);
    for (const [index, message] of english.entries()) {
      expect(message).toMatch(/\S+ \S+/);
      expect(message).not.toMatch(/undefined|\[object/);
      expect(french[index]).not.toMatch(/undefined|\[object/);
      expect(french[index]).not.toBe(message);
    }
    expect(rule.why.en).not.toBe(rule.why.fr);
  });

  test('each of its fixes leaves a plan that parses, is in canonical form and free of the problem', () =>
    proveFixes(rule));

  test('its page is there', () => {
    expect(readdirSync(new URL('../../docs/rules', import.meta.url))).toContain(
      pageOf(rule).replace('docs/rules/', ''),
    );
  });
});

function proveFixes(rule: Rule): void {
  const { files } = parseFixture(parseMarkers(rule.bad).text);
  const analysis = analysisOf(files);
  for (const diagnostic of published(analysis)) {
    for (const [index, fix] of (rule.fixes ?? []).entries()) {
      const fixed = applyFix(analysis, diagnostic, index);
      if (!fixed) continue;
      const { data } = diagnostic.finding;
      expect(fix.title.en(data, analysis.model)).not.toBe(fix.title.fr(data, analysis.model));
      const after = published(analysisOf(fixed));
      const places = after.map(({ code, message }) => `${code} ${message}`);
      expect(places).not.toContain(`${diagnostic.code} ${diagnostic.message}`);
      expect(after.filter(({ code }) => code === 'MP001')).toEqual([]);
      expect([...fixed.values()].map(formatText)).toEqual([...fixed.values()]);
    }
  }
}
