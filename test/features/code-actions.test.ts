import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Analysis } from '../../server/language/analysis.ts';
import { codeActions } from '../../server/language/features/code-actions.ts';
import { defineRule, type Fix } from '../../server/language/rules/rule.ts';
import { analyse } from '../support/check.ts';

const PATH = '/plan.migplan';
const line = (number: number) => ({
  start: { line: number, character: 0 },
  end: { line: number, character: 99 },
});
const titles = (analysis: Analysis, number: number) =>
  codeActions(analysis, PATH, line(number)).map(({ title }) => title);

const PLAN = `
licence Standard
domain a.example
licence Other
`;

/** A rule that finds every licence and offers `fixes`. */
const findsLicences = (...fixes: Fix<object>[]) =>
  defineRule({
    code: 'MP999',
    name: 'test-rule',
    severity: 'error',
    on: 'licence',
    why: { en: '', fr: '' },
    bad: '',
    good: '',
    check: ({ name }) => ({ at: name, data: {} }),
    message: { en: () => 'found', fr: () => 'trouvé' },
    fixes,
  });

const fix = (title: string, edits: Fix<object>['edits']): Fix<object> => ({
  title: { en: () => title, fr: () => `${title} (fr)` },
  edits,
});

const rename = fix('rename', (_, place) => [{ place, text: 'X' }]);

test('a finding in the range offers what its rule does, as an edit', () => {
  const [only, ...more] = codeActions(analyse(PLAN, { rules: [findsLicences(rename)] }), PATH, line(0));
  assert.deepEqual(more, []);
  assert.equal(only?.isPreferred, true);
  assert.equal(only?.diagnostic.code, 'MP999');
  const range = { start: { line: 0, character: 8 }, end: { line: 0, character: 16 } };
  assert.deepEqual(only?.edits, new Map([[PATH, [{ range, text: 'X' }]]]));
});

test('in French', () => {
  const analysis = analyse(PLAN, { rules: [findsLicences(rename)], locale: 'fr' });
  assert.deepEqual(titles(analysis, 2), ['rename (fr)']);
});

test('where nothing is wrong nothing is offered', () => {
  assert.deepEqual(titles(analyse(PLAN, { rules: [findsLicences(rename)] }), 1), []);
});

test('a fix that fails is not offered, the others are; of several none is preferred', () => {
  const broken = fix('broken', () => {
    throw new Error('broken');
  });
  const idle = fix('does not apply', () => undefined);
  const remove = fix('remove', (_, place) => [{ place, text: '' }]);
  const analysis = analyse(PLAN, { rules: [findsLicences(broken, idle, rename, remove)] });
  const offered = codeActions(analysis, PATH, line(0));
  assert.deepEqual(
    offered.map(({ title }) => title),
    ['rename', 'remove'],
  );
  assert(offered.every(({ isPreferred }) => !isPreferred));
});
