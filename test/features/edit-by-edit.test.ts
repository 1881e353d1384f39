/** What features keep of a file between key presses: after any edits their answers are those of a file just opened. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { SeededRandom } from '../../examples/generator/seeded-random.ts';
import type { Analysis } from '../../server/language/analysis.ts';
import { documentLinks } from '../../server/language/features/document-links.ts';
import { documentSymbols } from '../../server/language/features/document-symbols.ts';
import { foldingRanges } from '../../server/language/features/folding-ranges.ts';
import { selectionRanges } from '../../server/language/features/selection-ranges.ts';
import { workspaceSymbols } from '../../server/language/features/workspace-symbols.ts';
import { unknownName } from '../../server/language/rules/unknown-name.ts';
import { analysisOf } from '../support/check.ts';

const PATH = '/plan.migplan';

/** Long enough to be kept in several parts, with domains that go over from one to the next. */
const TEXT = Array.from({ length: 12 }, (_, domain) =>
  [
    `domain d${domain}.example { use t; was old${domain}.example }`,
    ...Array.from({ length: 70 }, (_, i) => `mailbox m${i}@d${domain}.example${i % 9 ? '' : ' {\n  new\n}'}`),
    `alias x@d${domain}.example -> m1@d${domain}.example`,
  ].join('\n'),
).join('\n\n');
const PLAN = `template t {\n  shared desk@ "Desk"\n}\n# region all\n${TEXT}\n# endregion\n`;

const LINES = [
  'domain new.example',
  'mailbox anna@d3.example {\n  alias a@d3.example,\n    b@d3.example\n}',
  'unit north {\n  # migplan-ignore unknown-name: to come\n  parent south\n}',
  '# one\n# two',
  '# endregion',
  'drop gone@elsewhere.example',
  'mailbox',
  '',
];

function answers(analysis: Analysis): unknown[] {
  return [
    foldingRanges(analysis, PATH),
    foldingRanges(analysis, PATH, 20),
    documentSymbols(analysis, PATH),
    documentLinks(analysis, PATH),
    workspaceSymbols(analysis, 'desk', 50),
    workspaceSymbols(analysis, 'm1', 50),
    selectionRanges(analysis, PATH, [{ line: 400, character: 3 }]),
  ];
}

test.each([1, 2, 3])('with the seed %i', (seed) => {
  const random = new SeededRandom(seed);
  const analysis = analysisOf(new Map([[PATH, PLAN]]), { rules: [unknownName] });
  for (let edit = 0; edit < 25; edit++) {
    const line = random.whole(0, 1_000);
    const until = line + random.whole(0, 3) ** 3;
    const range = { start: { line, character: 0 }, end: { line: until, character: 0 } };
    analysis.edit(PATH, [{ range, text: `${random.pick(LINES)}\n` }]);
    analysis.settle();
    const fresh = analysisOf(new Map([[PATH, analysis.document(PATH)?.text ?? '']]), {
      rules: [unknownName],
    });
    assert.deepEqual(answers(analysis), answers(fresh));
  }
});
