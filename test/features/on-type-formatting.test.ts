import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { onTypeFormatting } from '../../server/language/features/on-type-formatting.ts';
import { PlanDocument } from '../../server/language/model/plan-document.ts';
import { atCursor } from './fixture.ts';

/** The text after what was typed before the cursor has been looked at. */
function after(fixture: string, typed: string): string {
  const { analysis, path, position } = atCursor(fixture);
  const document = new PlanDocument(path, analysis.document(path)?.text ?? '');
  for (const edit of onTypeFormatting(analysis, path, position, typed)) document.edit(edit);
  return document.text;
}

const check = (typed: string, fixture: string, expected: string): void =>
  assert.equal(after(fixture, typed), expected);
const checkLeft = (typed: string, fixture: string): void => check(typed, fixture, fixture.replace('$0', ''));

describe('a new line begins', () => {
  test.each([
    ['in a body', 'unit n {\n$0\n}\n', 'unit n {\n  \n}\n'],
    ['in one whose brace is still to come', 'unit n {\n$0', 'unit n {\n  '],
    ['with what stood behind the cursor', 'unit n {\n      $0kind region\n}', 'unit n {\n  kind region\n}'],
    [
      'in a body in a body',
      'template t {\n  shared x@ {\n  $0\n  }\n}',
      'template t {\n  shared x@ {\n    \n  }\n}',
    ],
    [
      'behind a comma',
      'list l@a.example {\n  member a@a.example,\n  $0\n}',
      'list l@a.example {\n  member a@a.example,\n    \n}',
    ],
    [
      'behind a comma and a comment',
      'lot l {\n  domain a.example, # one\n$0',
      'lot l {\n  domain a.example, # one\n    ',
    ],
    [
      'behind a list',
      'lot l {\n  domain a.example,\n    b.example\n    $0\n}',
      'lot l {\n  domain a.example,\n    b.example\n  \n}',
    ],
    ['with a closing brace', 'unit n {\n  kind x\n  $0}', 'unit n {\n  kind x\n}'],
    ['at the margin again', 'unit n { kind x }\n  $0\n', 'unit n { kind x }\n\n'],
    ['with tabs', 'unit n {\n\t$0\n}', 'unit n {\n  \n}'],
  ])('%s', (_, fixture, expected) => check('\n', fixture, expected));

  test.each([
    ['where it begins right', 'unit n {\n  $0\n}\n'],
    ['before the next declaration', 'unit n {\n  kind x\n}\n$0unit m\n'],
    ['of what is no declaration', 'unit n\n   $0what is this\n'],
    ['below a string that is not closed', 'unit n {\n  kind "x\n$0\n}'],
    ['below a stray brace', 'unit n } {\n$0\n}'],
    ['in an empty file', '$0'],
  ])('nothing is touched %s', (_, fixture) => checkLeft('\n', fixture));
});

describe('a closing brace stands', () => {
  test.each([
    ['under its declaration', 'unit n {\n  kind x\n  }$0\n', 'unit n {\n  kind x\n}\n'],
    [
      'under its content of a template',
      'template t {\n  shared x@ {\n    }$0\n}',
      'template t {\n  shared x@ {\n  }\n}',
    ],
    ['with what follows it', 'unit n {\n    }$0  # end\n', 'unit n {\n}  # end\n'],
  ])('%s', (_, fixture, expected) => check('}', fixture, expected));

  test.each([
    ['where it stands right', 'unit n {\n}$0\n'],
    ['behind something', 'unit n {\n    kind x }$0\n'],
    ['of a placeholder', 'template t {\n  shared x@ {\n  access {unit.admin}$0\n  }\n}'],
    ['in a string', 'unit n "\n  }$0\n'],
    ['that closes nothing', '  }$0\n'],
    ['further on in the line', 'unit n {\n    } }$0\n'],
  ])('nothing is touched %s', (_, fixture) => checkLeft('}', fixture));
});
