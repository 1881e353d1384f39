import assert from 'node:assert/strict';
import { test } from 'vitest';
import { documentLinks, type LinkTarget } from '../../server/language/features/document-links.ts';
import type { CheckOptions } from '../support/check.ts';
import { analyse } from '../support/check.ts';

/** Each link of the root plan as `line text -> target`, lines from 1. */
function links(fixture: string, options: CheckOptions = {}): string[] {
  const analysis = analyse(fixture, options);
  const lines = analysis.document('/plan.migplan')?.text.split('\n') ?? [];
  return documentLinks(analysis, '/plan.migplan').map(({ range: { start, end }, leadsTo, tooltip }) => {
    const text = (lines[start.line] ?? '').slice(start.character, end.character);
    return `${start.line + 1} ${text} -> ${shown(leadsTo)}${tooltip ? ` (${tooltip})` : ''}`;
  });
}

function shown(target: LinkTarget): string {
  if (target.to === 'file') return target.path;
  return target.to === 'page' ? `page of ${target.rule.name}` : `inventory of ${target.domain}`;
}

const check = (fixture: string, ...expected: string[]) => assert.deepEqual(links(fixture), expected);

test('an include of one file leads to it, of several or none nowhere', () => {
  check(
    `
//- /plan.migplan
plan "P" { include "units.migplan", "un*.migplan"; include "more/*.migplan"; include "gone.migplan" }
//- /units.migplan
unit north
//- /more/a.migplan
unit south
//- /more/b.migplan
unit east
`,
    '1 units.migplan -> /units.migplan',
    '1 un*.migplan -> /units.migplan',
  );
});

test('a domain leads to its inventory, else to that of a domain it has or was', () => {
  const plan = `
plan "P"
domain A.example { was old.example }
domain b.example { subdomain sub.b.example; was old.example }
domain c.example { subdomain sub.b.example }
domain d.example
# inventory: anna@a.example 1 GB
# inventory: anna@old.example 1 GB
# inventory: anna@sub.b.example 1 GB
# inventory taken: 2025-01-10`;
  check(
    plan,
    '2 domain -> inventory of a.example (inventory of 2025-01-10)',
    '3 domain -> inventory of sub.b.example (inventory of 2025-01-10)',
    '4 domain -> inventory of sub.b.example (inventory of 2025-01-10)',
  );
  assert.match(links(plan, { locale: 'fr' })[0] ?? '', /\(inventaire du 2025-01-10\)$/);
});

test('a rule that is named leads to its page, a part of one to that of the whole', () => {
  check(
    `
policy { severity lot-capacity off; severity access-duplicate hint; severity no-such off }
# migplan-ignore lot-capacity: agreed
unit north {
  # migplan-ignore   unknown-name: to come
  parent south
}
# migplan-ignore no-such: what
# migplan-ignore`,
    '1 lot-capacity -> page of lot-capacity (MP702)',
    '1 access-duplicate -> page of access-redundant (MP602)',
    '2 lot-capacity -> page of lot-capacity (MP702)',
    '4 unknown-name -> page of unknown-name (MP101)',
  );
});

test('a secret leads nowhere, nor does an unknown file', () => {
  check('endpoint a imap { host a.example; login master "m" secret file "a.txt" }');
  assert.deepEqual(documentLinks(analyse(''), '/other.migplan'), []);
});
