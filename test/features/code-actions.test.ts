import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Analysis } from '../../server/language/analysis.ts';
import {
  codeActions,
  fixAll,
  fixAllActions,
  safeFixes,
} from '../../server/language/features/code-actions.ts';
import { addDeclaration } from '../../server/language/model/editing/edits.ts';
import { keyOf } from '../../server/language/model/names.ts';
import { defineRule, type Fix } from '../../server/language/rules/rule.ts';
import { analyse, analysisOf } from '../support/check.ts';

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

test('all of a rule in a file, where each has one way out; what would collide with another stays', () => {
  const analysis = analyse(PLAN, { rules: [findsLicences(rename)] });
  assert.deepEqual(fixAllActions(analysis, PATH, line(0)), [
    { code: 'MP999', title: 'Fix all MP999 in this file' },
  ]);
  assert.deepEqual(
    [...fixAll(analysis, PATH, 'MP999')].map(([path, edits]) => [
      path,
      edits.map(({ range }) => range.start.line),
    ]),
    [[PATH, [0, 2]]],
  );
  const both = fix('both', (_, { block }, model) =>
    ['Standard', 'Other'].flatMap((name) => {
      const [found] = model.definitionsOf(keyOf('licence', name));
      return found ? [{ place: { block: found.block, span: found.definition }, text: `${block.lines}` }] : [];
    }),
  );
  const colliding = analyse(PLAN, { rules: [findsLicences(both)] });
  assert.equal(fixAll(colliding, PATH, 'MP999').get(PATH)?.length, 2);
});

test('not where a rule is found once, nor where there are several ways out, of this finding or of all others', () => {
  const once = analyse('licence Standard', { rules: [findsLicences(rename)] });
  assert.deepEqual(fixAllActions(once, PATH, line(0)), []);
  const several = analyse(PLAN, { rules: [findsLicences(rename, fix('remove', rename.edits))] });
  assert.deepEqual(fixAllActions(several, PATH, line(0)), []);
  const alsoRemoved = fix('remove', (_, place) =>
    place.block.text.includes('Other') ? [{ place, text: '' }] : undefined,
  );
  const others = analyse(PLAN, { rules: [findsLicences(rename, alsoRemoved)] });
  assert.deepEqual(fixAllActions(others, PATH, line(0)), []);
});

test('unasked only what says that it changes nothing of the meaning', () => {
  const safe = { ...rename, isSafe: () => true };
  assert.equal(safeFixes(analyse(PLAN, { rules: [findsLicences(safe)] }), PATH).get(PATH)?.length, 2);
  assert.equal(safeFixes(analyse(PLAN, { rules: [findsLicences(rename)] }), PATH).size, 0);
  const unused = analyse('# migplan-ignore MP501: it was so once\ndomain a.example');
  assert.deepEqual(
    [...safeFixes(unused, PATH).values()].flat().map(({ text }) => text),
    [''],
  );
});

test('what a fix adds ends its lines as the file does', () => {
  const declare = fix('declare', (_, { block }) => [addDeclaration(block, 'unit a {\n  note "a"\n}')]);
  const added = (text: string) => {
    const analysis = analysisOf(new Map([[PATH, text]]), { rules: [findsLicences(declare)] });
    return codeActions(analysis, PATH, line(0)).flatMap(({ edits }) => edits.get(PATH)?.[0]?.text ?? []);
  };
  for (const lineEnd of ['\n', '\r\n'])
    assert.deepEqual(added(`licence Standard${lineEnd}domain a.example\n`), [
      `unit a {${lineEnd}  note "a"${lineEnd}}${lineEnd}`,
    ]);
  assert.deepEqual(added('licence Standard'), ['unit a {\n  note "a"\n}\n']);
});
