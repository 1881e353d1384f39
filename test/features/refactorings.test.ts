/** Refactorings: what is offered where, and what each makes of a plan; its files after it are compared whole. */
import assert from 'node:assert/strict';
import { describe, expect, test } from 'vitest';
import { formatText } from '../../grammar/print.ts';
import { refactored, refactorings } from '../../server/language/features/refactorings.ts';
import { PlanDocument } from '../../server/language/model/plan-document.ts';
import type { Locale } from '../../server/language/rules/rule.ts';
import { analysisOf, parseFixture } from '../support/check.ts';
import { atCursor } from './fixture.ts';

/** The titles offered at the cursor, from its line to `lines` below. */
function offered(fixture: string, { lines = 0, locale = 'en' as Locale } = {}): string[] {
  const { analysis, path, position } = atCursor(fixture, { locale });
  const end = { line: position.line + lines, character: 1 };
  return refactorings(analysis, path, { start: position, end }).map(({ title }) => title);
}

/**
 * Fails unless the offer of this title makes the first fixture's files those of the second, which are in canonical form; and the same
 * where their lines end as on Windows.
 */
function check(title: string, before: string, after: string, lines = 0): void {
  for (const lineEnd of ['\n', '\r\n']) {
    const files = filesAfter(title, before, lines, lineEnd);
    const shown = [...files].map(([each, text]) => `//- ${each}${lineEnd}${text}`).join('');
    assert.equal(shown.trim(), after.trim().replaceAll('\n', lineEnd));
    if (lineEnd === '\n')
      for (const text of files.values()) assert.equal(formatText(text).trim(), text.trim());
  }
}

function filesAfter(title: string, fixture: string, lines: number, lineEnd: string): Map<string, string> {
  const { files, cursor } = parseFixture(fixture);
  assert(cursor, 'the fixture has no $0');
  const { path, position } = cursor;
  const analysis = analysisOf(
    new Map([...files].map(([each, text]) => [each, text.replaceAll('\n', lineEnd)])),
  );
  const range = { start: position, end: { line: position.line + lines, character: 1 } };
  const offer = refactorings(analysis, path, range).find((one) => one.title === title);
  assert(offer, `not offered: ${title}; but ${refactorings(analysis, path, range).map((one) => one.title)}`);
  const made = refactored(analysis, path, range, offer.id);
  const after = analysis.paths.map((each): [string, string] => {
    const document = new PlanDocument(each, analysis.document(each)?.text ?? '');
    for (const edit of [...(made?.edits.get(each) ?? [])].reverse()) document.edit(edit);
    return [each, document.text];
  });
  return new Map([...after, ...(made?.creates ?? [])]);
}

const LOTS = `lot pilot { date 2027-03-08; mailbox zoe@a.example, paul@a.example }
lot first { date 2027-03-22; domain a.example }
lot second { date 2027-04-05 }
domain a.example
`;

describe('move to lot', () => {
  test('lots are offered by how near they are, but not the one it is in', () => {
    expect(offered(`${LOTS}mailbox $0anna@a.example`)).toEqual(
      expect.arrayContaining(['Move to lot pilot (2027-03-08)', 'Move to lot second (2027-04-05)']),
    );
    expect(offered(`${LOTS}mailbox $0anna@a.example`)).not.toContain('Move to lot first (2027-03-22)');
    expect(offered(`${LOTS}mailbox $0anna@a.example`, { locale: 'fr' })).toContain(
      'Déplacer dans le lot second (2027-04-05)',
    );
  });

  test('by a lot of its own', () => {
    check(
      'Move to lot second (2027-04-05)',
      `${LOTS}mailbox $0anna@a.example "Anna" { alias a@a.example }`,
      `//- /plan.migplan\n${LOTS}mailbox anna@a.example "Anna" { alias a@a.example; lot second }`,
    );
  });

  test('back where its domain is, without one', () => {
    check(
      'Move to lot first (2027-03-22)',
      `${LOTS}mailbox $0anna@a.example "Anna" { lot second }`,
      `//- /plan.migplan\n${LOTS}mailbox anna@a.example "Anna"`,
    );
  });

  test('out of another lot’s list', () => {
    check(
      'Move to lot first (2027-03-22)',
      `${LOTS}mailbox $0zoe@a.example\nmailbox paul@a.example`,
      `//- /plan.migplan\n${LOTS.replace('zoe@a.example, ', '')}mailbox zoe@a.example\nmailbox paul@a.example`,
    );
  });

  test('several at once', () => {
    check(
      'Move all 2 to lot second (2027-04-05)',
      `${LOTS}mailbox $0anna@a.example\nshared info@a.example { access anna@a.example full }`,
      `//- /plan.migplan\n${LOTS}mailbox anna@a.example { lot second }\nshared info@a.example { access anna@a.example full; lot second }`,
      1,
    );
  });

  test('a domain leaves the list it was in', () => {
    check(
      'Move to lot second (2027-04-05)',
      'lot first { date 2027-03-22; domain a.example, b.example }\nlot second { date 2027-04-05 }\ndomain b.example\ndomain $0a.example',
      '//- /plan.migplan\nlot first { date 2027-03-22; domain b.example }\nlot second { date 2027-04-05 }\ndomain b.example\ndomain a.example { lot second }',
    );
  });
});

describe('turn into shared', () => {
  const UNIT =
    'unit shop { admin anna@a.example }\nlicence E1\ndomain a.example { unit shop }\nmailbox anna@a.example E1\n';

  test('for who looks after its unit', () => {
    check(
      'Turn into a shared mailbox with access for anna@a.example',
      `${UNIT}mailbox $0contact@a.example E1 "Contact" { alias info@a.example; phone "1" }`,
      `//- /plan.migplan\n${UNIT}shared contact@a.example "Contact" { access anna@a.example full; alias info@a.example }`,
    );
  });

  test('of what is a person’s nothing stays, and what is on lines stays on lines', () => {
    check(
      'Turn into a shared mailbox with access for anna@a.example',
      `${UNIT}mailbox $0contact@a.example E1 { phone "1" }`,
      `//- /plan.migplan\n${UNIT}shared contact@a.example { access anna@a.example full }`,
    );
    check(
      'Turn into a shared mailbox with access for anna@a.example',
      `${UNIT}mailbox $0contact@a.example E1 {\n  phone "1"  # the desk\n  alias info@a.example\n  given "C"\n}`,
      `//- /plan.migplan\n${UNIT}shared contact@a.example {\n  access anna@a.example full\n  # the desk\n  alias info@a.example\n}`,
    );
  });

  test('for the others that are selected, or for nobody yet', () => {
    const people =
      'domain a.example\nmailbox $0contact@a.example\nmailbox anna@a.example\nmailbox jean@a.example';
    check(
      'Turn contact@a.example into a shared mailbox with access for the 2 others',
      people,
      `//- /plan.migplan\n${people.replace('mailbox $0contact@a.example', 'shared contact@a.example { access anna@a.example full; access jean@a.example full }')}`,
      2,
    );
    check(
      'Turn into a shared mailbox: who may open it is to be added',
      people,
      `//- /plan.migplan\n${people.replace('mailbox $0contact', 'shared contact')}`,
    );
  });

  test('is not offered where nobody’s mailbox is selected', () => {
    expect(offered('domain a.example\nshared $0contact@a.example')).toEqual([]);
  });
});

describe('split by domain', () => {
  const PLAN = `plan "P" { source old }

lot all { date 2027-03-22; domain a.example, b.example }

# The first one.
domain a.example
mailbox anna@a.example  # knows all

domain b.example
mailbox ben@b.example`;

  test('each domain gets its file, with what is said of it', () => {
    check(
      'Split this file by domain: 2 files in domains/',
      PLAN.replace('plan', '$0plan'),
      `//- /plan.migplan
plan "P" { source old; include "domains/*.migplan" }

lot all { date 2027-03-22; domain a.example, b.example }

//- /domains/a.example.migplan
# The first one.
domain a.example
mailbox anna@a.example  # knows all
//- /domains/b.example.migplan
domain b.example
mailbox ben@b.example
`,
    );
  });

  test('goes by what is included already', () => {
    const before = PLAN.replace('plan', '$0plan').replace('source old', 'include "**/*.migplan"');
    const { analysis, path, position } = atCursor(before);
    const range = { start: position, end: position };
    const [offer] = refactorings(analysis, path, range).filter(({ id }) => id.startsWith('split-by-domain'));
    assert(offer);
    const [first] = refactored(analysis, path, range, offer.id)?.edits.get(path) ?? [];
    assert.equal(first?.range.start.line, 4);
  });

  test('is not offered where a file is there, nor outside the root, nor for one domain', () => {
    const there = `${PLAN.replace('plan', '$0plan')}\n//- /domains/a.example.migplan\n# mine`;
    for (const fixture of [
      there,
      'plan "P"\n//- /b.migplan\n$0domain a.example',
      'plan "P"\n$0domain a.example\nmailbox anna@a.example',
    ])
      assert.deepEqual(
        offered(fixture).filter((title) => title.startsWith('Split')),
        [],
      );
  });
});

describe('extract template', () => {
  const SHOP = (name: string, admin: string) => `domain ${name} { unit u-${admin} }
mailbox ${admin}@${name}
shared contact@${name} "Contact ${admin.toUpperCase()}" { access ${admin}@${name} full }
alias info@${name} -> contact@${name}
`;
  const UNITS = `unit u-anna "ANNA" { admin anna@a.example }
unit u-ben "BEN" { admin ben@b.example }
`;

  test('what domains have in common is written once', () => {
    check(
      'Extract template functions: what this domain has in common with 1 more (2)',
      `${UNITS}\n${SHOP('a.example', 'anna').replace('domain', '$0domain')}\n${SHOP('b.example', 'ben')}`,
      `//- /plan.migplan
${UNITS}
template functions {
  shared contact@ "Contact {unit.title}" { access {unit.admin} full }
  alias info@ -> contact@
}

domain a.example { unit u-anna; use functions }
mailbox anna@a.example

domain b.example { unit u-ben; use functions }
mailbox ben@b.example
`,
    );
  });

  test('not what has a comment, nor what one domain has alone', () => {
    const one = SHOP('a.example', 'anna').replace('domain', '$0domain');
    assert.deepEqual(offered(`${UNITS}${one}`), []);
    const commented = SHOP('b.example', 'ben').replace(/\n(shared|alias)/g, '\n# why\n$1');
    assert.deepEqual(offered(`${UNITS}${one}${commented}`), []);
  });
});
