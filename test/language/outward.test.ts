/** What a file is told can hang on other files, on units above it, and on templates: it is told again when they change. */
import assert from 'node:assert/strict';
import { describe, expect, test } from 'vitest';
import { Tracker } from '../../server/language/model/tracking/tracker.ts';
import { analyse, analysisOf, checkDiagnostics } from '../support/check.ts';

const edited = (files: Record<string, string>, path: string, text: string) => {
  const analysis = analysisOf(new Map(Object.entries(files)));
  analysis.edit(path, [{ text }]);
  return { analysis, changed: [...analysis.settle()].toSorted() };
};

describe('a file is told again', () => {
  test('when a declaration without a problem goes from above those that have one', () => {
    const text = 'drop x@a.example "old"\ndrop y@a.example "old"\ndrop z@a.example "old"\n';
    const lines = `domain a.example\n${text}list all@a.example\n`;
    const analysis = analysisOf(new Map([['/plan.migplan', lines]]));
    const [start, end] = [2, 3].map((line) => ({ line, character: 0 }));
    assert(start && end);
    analysis.edit('/plan.migplan', [{ range: { start, end }, text: '' }]);
    expect([...analysis.settle()]).toEqual(['/plan.migplan']);
    expect(analysis.diagnostics('/plan.migplan').diagnostics[0]?.range.start.line).toBe(3);
  });

  test('when the file that had the name it was advised is closed', () => {
    const files = { '/a.migplan': 'unit nord\n', '/b.migplan': 'domain a.example { unit norf }\n' };
    const analysis = analysisOf(new Map(Object.entries(files)));
    analysis.close('/a.migplan');
    expect(analysis.settle()).toContain('/b.migplan');
  });

  test('when the name it was advised is gone', () => {
    const files = { '/plan.migplan': 'unit nord\n', '/b.migplan': 'domain a.example { unit norf }\n' };
    const { analysis, changed } = edited(files, '/plan.migplan', 'unit sud\n');
    expect(changed).toContain('/b.migplan');
    expect(analysis.diagnostics('/b.migplan').diagnostics[0]?.message).toContain('declare it or correct');
  });

  test('when the other place it points to has moved', () => {
    const files = { '/plan.migplan': 'unit x\n', '/b.migplan': 'unit x\n' };
    const { analysis, changed } = edited(files, '/plan.migplan', '# one\n# two\nunit x\n');
    expect(changed).toContain('/b.migplan');
    expect(analysis.diagnostics('/b.migplan').diagnostics[0]?.related[0]?.range.start.line).toBe(2);
  });

  test('when a unit above it makes its findings count for less', () => {
    const units =
      'policy for unit fed { severity list-members off }\nunit fed\nunit mid\nunit leaf { parent mid }\n';
    const files = {
      '/plan.migplan': units,
      '/b.migplan': 'domain a.example\nlist x@a.example { unit leaf }\n',
    };
    const { analysis, changed } = edited(
      files,
      '/plan.migplan',
      units.replace('unit mid', 'unit mid { parent fed }'),
    );
    expect(changed).toContain('/b.migplan');
    expect(analysis.diagnostics('/b.migplan').total).toBe(0);
  });
});

test('a suppression in the domain or in the template is about what was stamped', () => {
  checkDiagnostics(`
template offices {
  # migplan-ignore alias-target: the mailbox comes later
  alias info@ -> contact@
  alias post@ -> contact@
}
domain a.example { use offices }
#                      ^^^^^^^ error MP502: nothing in this plan is called contact@a.example; an alias leads to a mailbox, a list or a resource: correct it, or make it a forward
# migplan-ignore alias-target: agreed
domain b.example { use offices }
`);
});

test('what nobody reads any more is given up', () => {
  const tracker = new Tracker(() => {});
  const reader = { reads: undefined, isToldOf: () => false };
  let computed = 0;
  const value = (key: string) => tracker.derive(key, () => tracker.derive(`${key}'`, () => ++computed));
  for (let spelling = 0; spelling < 2_000; spelling++) tracker.track(reader, () => value(`a${spelling}`));
  tracker.sweep();
  const before = computed;
  tracker.track(reader, () => value('a1999'));
  expect(computed).toBe(before);
  tracker.track(reader, () => value('a0'));
  expect(computed).toBe(before + 1);
});

test('a day of typing takes no memory that is kept', () => {
  const analysis = analyse('domain a.example\nmailbox anna@a.example\n');
  for (let spelling = 0; spelling < 5_000; spelling++) {
    analysis.edit('/plan.migplan', [
      { text: `domain a${spelling}.example\nmailbox anna@a${spelling}.example\n` },
    ]);
    analysis.settle();
  }
  const { derived } = (analysis.model as unknown as { tracking: { derived: Map<string, unknown> } }).tracking;
  expect(derived.size).toBeLessThan(3_000);
});
