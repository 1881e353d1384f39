/** A plan cut off anywhere, as it is while it is being typed: every feature answers, and what it answers fits the text. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Analysis } from '../../server/language/analysis.ts';
import { completion } from '../../server/language/features/completion.ts';
import { documentHighlight } from '../../server/language/features/document-highlight.ts';
import { references } from '../../server/language/features/references.ts';
import { prepareRename, rename } from '../../server/language/features/rename.ts';
import { semanticTokens } from '../../server/language/features/semantic-tokens.ts';
import type { Position, Range } from '../../server/language/model/plan-document.ts';
import { analysisOf } from '../support/check.ts';

const PATH = '/plan.migplan';
const TEXT = `\uFEFFplan "P" { timezone Europe/Paris; source old }
endpoint old imap { host a.example port 993 tls; login master "m" separator "*" secret env X }\r
licence E1 "é𝓐" { price 2.76 EUR/month; quota 50 GB }
# migplan-ignore lot-capacity: so
unit north "N" { parent north; admin anna@a.example }
policy for unit north { severity lot-capacity off; licence-share E1 <= 1/3 per unit; personal-address "{given}" }
timeline t { D-7 16:00 freeze; D open }
lot first { date 2027-01-04; timeline t; domain a.example,
  sub.a.example; capacity 1..40 units; hold "x" until 2027-01-01 }
template common {
  shared contact@ E1 "C {unit.title}" { access {unit.admin} full, read }
  alias x@ -> contact@
}
domain a.example { unit north; use common; subdomain sub.a.example }
mailbox anna@a.example E1 "𝓐" { alias a@a.example; forward b@c.example keep-copy }
`;

const END: Position = { line: 999, character: 0 };

/** The offset of a position that has to lie in the text. */
function offsetOf(text: string, { line, character }: Position): number {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((end) => end.index + end[0].length)];
  const start = starts[line] ?? Number.NaN;
  assert(start + character <= text.length, `${line}:${character} is outside of the text`);
  return start + character;
}

const textIn = (text: string, { start, end }: Range): string =>
  text.slice(offsetOf(text, start), offsetOf(text, end));

function checkAt(analysis: Analysis, text: string, position: Position): void {
  const found = completion(analysis, PATH, position, { hasSnippets: true });
  if (found) {
    const { insert, replace } = found;
    assert.deepEqual(insert.start, replace.start);
    assert(offsetOf(text, insert.start) <= offsetOf(text, position));
    assert(offsetOf(text, position) <= offsetOf(text, insert.end));
    assert(offsetOf(text, insert.end) <= offsetOf(text, replace.end));
    assert.equal(replace.start.line, replace.end.line);
    assert.equal(new Set(found.items.map(({ label }) => label)).size, found.items.length);
  }
  const prepared = prepareRename(analysis, PATH, position);
  if (prepared && 'name' in prepared) assert.equal(textIn(text, prepared.range), prepared.name);
  const edits = rename(analysis, PATH, position, 'quite-new');
  if (edits && !('refused' in edits)) for (const { range } of edits.get(PATH) ?? []) textIn(text, range);
  for (const { range } of references(analysis, PATH, position, true)) textIn(text, range);
  for (const { range } of documentHighlight(analysis, PATH, position)) textIn(text, range);
}

function checkTokens(analysis: Analysis, text: string): void {
  let last = 0;
  for (const { line, character, length } of semanticTokens(analysis, PATH, {
    start: { line: 0, character: 0 },
    end: END,
  })) {
    const at = offsetOf(text, { line, character });
    assert(at >= last, 'tokens are in order and do not overlap');
    last = at + length;
    assert(last <= text.length);
  }
}

test('cut off at its end', () => {
  for (let length = 0; length <= TEXT.length; length += 3) {
    const text = TEXT.slice(0, length);
    const analysis = analysisOf(new Map([[PATH, text]]));
    const document = analysis.document(PATH);
    const block = [...(document?.blocks() ?? [])].at(-1);
    assert(document && block);
    const at = { start: block.text.length, end: block.text.length };
    checkAt(analysis, text, document.range({ block, span: at }).end);
    checkTokens(analysis, text);
  }
});

test('with a piece cut out of it', () => {
  for (let start = 0; start < TEXT.length; start += 17) {
    const text = TEXT.slice(0, start) + TEXT.slice(start + 5);
    const analysis = analysisOf(new Map([[PATH, text]]));
    const lines = text.slice(0, start).split(/\r\n|\n|\r/);
    checkAt(analysis, text, { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 });
    checkTokens(analysis, text);
  }
});

test('whole, at every place', () => {
  const analysis = analysisOf(new Map([[PATH, TEXT]]));
  for (const [line, { length }] of TEXT.split(/\r\n|\n|\r/).entries())
    for (let character = 0; character <= length; character++) checkAt(analysis, TEXT, { line, character });
  checkTokens(analysis, TEXT);
});
