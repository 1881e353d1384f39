/** A file as blocks: positions, edits over their borders, and that an edit replaces no more than it must. */
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { splitBlocks } from '../../grammar/blocks.ts';
import { PlanDocument, type Range } from '../../server/language/model/plan-document.ts';

const range = (line: number, character: number, toLine = line, toCharacter = character): Range => ({
  start: { line, character },
  end: { line: toLine, character: toCharacter },
});

const blocksOf = (document: PlanDocument): string[] => [...document.blocks()].map(({ text }) => text);

/** The same change to a document of ours and to an independent one. */
function edited(text: string, at: Range, inserted: string): PlanDocument {
  const document = new PlanDocument('/plan.migplan', text);
  document.edit({ range: at, text: inserted });
  const oracle = TextDocument.create('/plan.migplan', 'migplan', 1, text);
  TextDocument.update(oracle, [{ range: at, text: inserted }], 2);
  expect(document.text).toBe(oracle.getText());
  expect(blocksOf(document)).toEqual(splitBlocks(document.text));
  return document;
}

const THREE = 'unit a\n# about b\nunit b\n\nunit c\n';

describe('an edit', () => {
  test('inside a block replaces that block alone', () => {
    const document = new PlanDocument('/plan.migplan', THREE);
    const { removed, added } = document.edit({ range: range(2, 6), text: 'b' });
    expect(removed.map(({ text }) => text)).toEqual(['# about b\nunit b\n\n']);
    expect(added.map(({ text }) => text)).toEqual(['# about b\nunit bb\n\n']);
  });

  test('that changes nothing replaces nothing', () => {
    const document = new PlanDocument('/plan.migplan', THREE);
    expect(document.edit({ range: range(0, 0, 0, 4), text: 'unit' })).toEqual({ removed: [], added: [] });
  });

  test('may join, split, empty and fill', () => {
    edited(THREE, range(0, 6, 2, 0), '');
    edited(THREE, range(0, 4), '\nunit x\n');
    edited(THREE, range(0, 0, 5, 0), '');
    edited('', range(0, 0), THREE);
    edited(THREE, range(3, 0, 4, 0), '');
    edited(THREE, range(3, 0), '# about c');
  });

  test('may stand past the end of a line or of the text', () => {
    edited(THREE, range(0, 99), 'x');
    edited(THREE, range(99, 99), 'unit d');
    edited('unit a', range(0, 6, 7, 0), '\nunit b');
  });

  test('with its ends the wrong way round means what lies between them', () => {
    expect(edited(THREE, range(2, 6, 0, 6), '').text).toBe('unit a\n\nunit c\n');
  });

  test('keeps CRLF, a lone CR, a BOM and characters outside the basic plane', () => {
    edited('unit a\r\nunit b\r\n', range(0, 6, 1, 0), '\r\n# c\r\n');
    edited('unit a\runit b\r', range(1, 0), '\n');
    edited('\uFEFFunit a\nunit b\n', range(0, 1), '# head\n');
    edited('unit a "📬"\nunit b "📬📬"\n', range(1, 8, 1, 10), '');
  });

  test('never moves one kept block past another: which comes first may decide a verdict', () => {
    const document = new PlanDocument('/plan.migplan', 'unit a\nunit b\nunit c\n');
    const { removed, added } = document.edit({ range: range(0, 0, 2, 0), text: 'unit b\nunit a\n' });
    expect(removed).toHaveLength(2);
    expect(added.map(({ text }) => text)).toEqual(['unit b\n', 'unit a\n']);
  });
});

describe('positions', () => {
  const many = Array.from({ length: 1500 }, (_, i) => `unit u${i} {\n  kind region\n}\n`).join('');

  test('a block knows its line in a file of many groups, also after edits over their borders', () => {
    const document = new PlanDocument('/plan.migplan', many);
    const insert = Array.from({ length: 700 }, (_, i) => `unit v${i}\n`).join('');
    document.edit({ range: range(300, 0, 1800, 0), text: insert.slice(0, insert.indexOf('unit v300')) });
    document.edit({ range: range(700, 0, 2400, 0), text: insert });
    document.edit({ range: range(1500, 0), text: insert });
    let line = 0;
    const lines = document.linesOf(document.blocks());
    for (const block of document.blocks()) {
      expect(document.lineOf(block)).toBe(line);
      expect(lines.get(block)).toBe(line);
      line += block.text.split('\n').length - 1;
    }
    expect(blocksOf(document)).toEqual(splitBlocks(document.text));
  });

  test('a position leads to a block and back', () => {
    const document = new PlanDocument('/plan.migplan', many);
    const found = document.blockAt({ line: 3001, character: 2 });
    expect(found?.block.text).toContain('unit u1000 {');
    const { block, offset } = found as NonNullable<typeof found>;
    const there = document.range({ block, span: { start: offset, end: offset + 4 } });
    expect(there).toEqual(range(3001, 2, 3001, 6));
  });

  test('characters are UTF-16 units', () => {
    const document = new PlanDocument('/plan.migplan', 'unit a\nunit b "📬" {}\n');
    const { block, offset } = document.blockAt({ line: 1, character: 11 }) ?? {};
    expect(block?.text.slice(offset)).toBe(' {}\n');
  });
});
