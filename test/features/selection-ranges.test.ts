import assert from 'node:assert/strict';
import { test } from 'vitest';
import { type Selection, selectionRanges } from '../../server/language/features/selection-ranges.ts';
import { PlanDocument } from '../../server/language/model/plan-document.ts';
import { analyse } from '../support/check.ts';
import { atCursor } from './fixture.ts';

/** What is selected, one text after the other; line ends shown as `⏎`, and the whole file as `file`. */
function selected(fixture: string): string[] {
  const { analysis, path, position } = atCursor(fixture);
  const text = analysis.document(path)?.text ?? '';
  const [selection] = selectionRanges(analysis, path, [position]);
  return [...chain(selection)].map((range) => {
    const found = textIn(text, range);
    return found === text ? 'file' : found.replaceAll('\n', '⏎');
  });
}

function* chain(selection: Selection | undefined): Generator<Selection['range']> {
  for (let at = selection; at; at = at.parent) yield at.range;
}

function textIn(text: string, { start, end }: Selection['range']): string {
  const lines = new PlanDocument('', text).text.split('\n').slice(start.line, end.line + 1);
  lines[lines.length - 1] = (lines.at(-1) ?? '').slice(0, end.character);
  lines[0] = (lines[0] ?? '').slice(start.character);
  return lines.join('\n');
}

const check = (fixture: string, ...expected: string[]) => assert.deepEqual(selected(fixture), expected);

const BODY = 'alias a@a.example⏎  was anna@old.example, a.n@old.example';
const ANNA = `mailbox anna@a.example E1 "Anna-Li d’Arc" {⏎  ${BODY}⏎}`;
const SECTION = `domain a.example { unit north }⏎# who works here⏎${ANNA}⏎mailbox ben@a.example`;
const asked = (marked: string): string =>
  `unit north\n\n${SECTION.replaceAll('⏎', '\n')}\n\nlot first\n`.replace(marked.replace('$0', ''), marked);
const DECLARATION = [ANNA, `# who works here⏎${ANNA}`, SECTION, 'file'];

test('an address in a list: its word, its side, itself, the list, the property, and so on', () => {
  check(
    asked('a.$0n@old'),
    'n',
    'a.n',
    'a.n@old.example',
    'anna@old.example, a.n@old.example',
    'was anna@old.example, a.n@old.example',
    BODY,
    ...DECLARATION,
  );
});

test('the domain of an address', () => {
  check(
    asked('anna@ol$0d'),
    'old',
    'old.example',
    'anna@old.example',
    'anna@old.example, a.n@old.example',
    'was anna@old.example, a.n@old.example',
    BODY,
    ...DECLARATION,
  );
});

test('a word of a string', () => {
  check(
    asked('d’A$0rc'),
    'd’Arc',
    'Anna-Li d’Arc',
    '"Anna-Li d’Arc"',
    'anna@a.example E1 "Anna-Li d’Arc"',
    'mailbox anna@a.example E1 "Anna-Li d’Arc"',
    ...DECLARATION,
  );
});

test('a keyword, a comment, and what lies between the lines', () => {
  check(asked('mail$0box anna'), 'mailbox', 'mailbox anna@a.example E1 "Anna-Li d’Arc"', ...DECLARATION);
  check(
    asked('# who wo$0rks'),
    'works',
    'who works here',
    '# who works here',
    `# who works here⏎${ANNA}`,
    SECTION,
    'file',
  );
  check('unit north\n$0\nunit south\n', 'file');
});

test('a body on one line', () => {
  check(
    'unit north { kind reg$0ion; parent all }\n',
    'region',
    'kind region',
    'kind region; parent all',
    'unit north { kind region; parent all }',
    'file',
  );
});

test("in a template's contents", () => {
  check(
    'template t {\n  alias info@ -> con$0tact@\n  alias x@ -> y@\n}',
    'contact',
    'contact@',
    'info@ -> contact@',
    'alias info@ -> contact@',
    'alias info@ -> contact@⏎  alias x@ -> y@',
    'file',
  );
});

test('in what cannot be read: the word as far as there is one, the line, the block', () => {
  check(
    'unit north {\n  parent so$0uth\nunit south\n',
    'south',
    'parent south',
    'unit north {⏎  parent south',
    'file',
  );
  check('what$0 is this\nand this\n', 'what is this', 'what is this⏎and this', 'file');
  check('$0', 'file');
});

test('each of several positions has its own, also past the end, each wider than the one before', () => {
  const analysis = analyse(asked('$0').replace('$0', ''));
  const positions = [
    { line: 0, character: 2 },
    { line: 0, character: 900 },
    { line: 900, character: 0 },
  ];
  const found = selectionRanges(analysis, '/plan.migplan', positions);
  assert.deepEqual(
    found.map((selection) => [...chain(selection)].length),
    [3, 1, 1],
  );
  assert.equal(selectionRanges(analysis, '/no.migplan', positions).length, 3);
});
