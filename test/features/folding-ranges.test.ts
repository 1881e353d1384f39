import assert from 'node:assert/strict';
import { test } from 'vitest';
import { foldingRanges } from '../../server/language/features/folding-ranges.ts';
import { analyse } from '../support/check.ts';

const PATH = '/plan.migplan';

/** A fold as `first..last`, its kind, and the line that stays; lines count from 0, as in the fixtures' margins. */
function folds(text: string, limit?: number): string[] {
  const analysis = analyse(text);
  const lines = analysis.document(PATH)?.text.split(/\r\n|\r|\n/) ?? [];
  return foldingRanges(analysis, PATH, limit).map(({ from, to, kind }) =>
    [`${from}..${to}`, ...(kind ? [kind] : []), lines[from]?.trim()].join(' '),
  );
}

const check = (text: string, ...expected: string[]) => assert.deepEqual(folds(text), expected);

test('a declaration folds to before its closing brace, or with it where it has no line of its own', () => {
  check(
    `
plan "P" {
  source old
  target new
}
unit north {
  kind region }
unit south`,
    '0..2 plan "P" {',
    '4..5 unit north {',
  );
});

test('a domain folds with its addresses, behind its own body, until something else is declared', () => {
  check(
    `
domain a.example { unit north }
mailbox anna@a.example
mailbox ben@A.example {
  lot x
}

alias x@a.example -> anna@a.example
drop old@elsewhere.example
unit north
domain b.example {
  subdomain sub.b.example
}
shared team@sub.b.example
mailbox zoe@c.example
domain c.example
domain d.example`,
    '0..7 domain a.example { unit north }',
    '2..3 mailbox ben@A.example {',
    '9..10 domain b.example {',
    '11..12 }',
  );
});

test('an address that is being typed ends no domain', () => {
  check('domain a.example\nmailbox\nmailbox anna@a.example\n', '0..2 domain a.example');
});

test("a template's contents, and a list over several lines", () => {
  check(
    `
template t {
  shared contact@ {
    access {unit.admin}
  }
  list all@ {
    member a@a.example,
      b@a.example,
      c@a.example
    owner a@a.example
  }
}`,
    '0..9 template t {',
    '1..2 shared contact@ {',
    '4..8 list all@ {',
    '5..7 member a@a.example,',
  );
});

test('comments under one another, and the regions they mark', () => {
  check(
    `
# who
# and why

# region Units
# the first
unit north {
  # one
  # two
  kind region  # behind
  # three
}
#region inner
# alone
unit south
# endregion
# endregion
# endregion`,
    '0..1 comment # who',
    '3..15 region # region Units',
    '5..9 unit north {',
    '6..7 comment # one',
    '11..14 region #region inner',
  );
});

test('a declaration that is not closed folds to its end, and its neighbour by itself', () => {
  check(
    'unit north {\n  kind region\n  parent\nunit south {\n  kind region\n}\n',
    '0..2 unit north {',
    '3..4 unit south {',
  );
});

test.each(['\n', '\r\n', '\r'])('whatever ends the lines: %j', (end) => {
  check(['unit a {', '  kind b', '}', 'unit c', ''].join(end), '0..1 unit a {');
});

test.each(['', '\n\n', '# one line', 'mailbox anna@a.example\n\n\n', '}}}}\n}\n', '{\n{\n'])(
  'nothing in %j',
  (text) => check(text),
);

test('an editor that takes few folds gets those that hold the others', () => {
  const text = `
# region all
domain a.example
list l@a.example {
  member a@a.example,
    b@a.example
}
# one
# two
drop x@a.example
# endregion`;
  assert.deepEqual(folds(text, 2), ['0..9 region # region all', '1..8 domain a.example']);
  assert.deepEqual(folds(text, 3), [
    '0..9 region # region all',
    '1..8 domain a.example',
    '2..4 list l@a.example {',
  ]);
});

test('a file that nobody knows has none', () => {
  assert.deepEqual(foldingRanges(analyse(''), '/other.migplan'), []);
});
