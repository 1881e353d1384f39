/** The tree of a plan, level by level, and that each mailbox is in it once, however many there are. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../server/language/analysis.ts';
import { planTree, type TreePath, wayInTree } from '../../server/language/features/plan-tree.ts';
import type { RecordedMailbox } from '../../server/language/model/calendar/recorded-runs.ts';
import { keyOf } from '../../server/language/model/names.ts';
import type { PlanRuns } from '../../server/language/model/runs/plan-runs.ts';
import { NO_RUNS } from '../../server/language/model/runs/recorded-run.ts';
import { Standings } from '../../server/language/model/runs/standings.ts';
import { analyse } from '../support/check.ts';

function runsOf(
  { model }: Analysis,
  stands: Readonly<Record<string, RecordedMailbox['stands']>> = {},
): PlanRuns {
  const standings = new Standings();
  const records = Object.entries(stands).map(([address, stand]) => ({ address, stands: stand, at: 1 }));
  standings.count({ model, revision: 0 }, records, () => false);
  return { standings, recorded: NO_RUNS };
}

const below = (analysis: Analysis, path: TreePath, runs = runsOf(analysis)) =>
  [...planTree(analysis, path, runs)].filter((node) => node !== undefined);

/** The tree as text, each level indented under the one above. */
function drawn(analysis: Analysis, runs = runsOf(analysis), path: TreePath = [], indent = ''): string[] {
  return below(analysis, path, runs).flatMap((node) => {
    const { kind, label, description, standing, hasChildren } = node;
    const line = `${indent}${kind} ${label} | ${description}${standing && standing !== 'planned' ? ` | ${standing}` : ''}`;
    return [line, ...(hasChildren ? drawn(analysis, runs, node.path, `${indent}  `) : [])];
  });
}

/** Every node of the tree, each with the paths that lead to it, its own the last. */
function ways(analysis: Analysis, path: TreePath = [], way: readonly TreePath[] = []) {
  return below(analysis, path).flatMap((node): { address?: string; way: readonly TreePath[] }[] => {
    const { address } = node;
    const own = { ...(address !== undefined && { address }), way: [...way, node.path] };
    return [own, ...(node.hasChildren ? ways(analysis, node.path, own.way) : [])];
  });
}

function wayTo(analysis: Analysis, namespace: 'address' | 'lot' | 'unit', name: string): TreePath[] {
  const declaration = analysis.model.declarationOf(keyOf(namespace, name));
  if (!declaration) throw new Error(`${name} is not declared`);
  return [...wayInTree(analysis, declaration, runsOf(analysis))].filter((one) => one !== undefined);
}

function checkWays(analysis: Analysis): void {
  for (const { address, way } of ways(analysis))
    if (address !== undefined) expect(wayTo(analysis, 'address', address)).toEqual(way);
}

const PLAN = `
plan "P" { locale en }
licence E1 { price 2 EUR/month }
unit fd55 "Meuse"
unit fd54
domain a.example { unit fd55; subdomain x.a.example }
domain b.example { unit fd54 }
domain c.example
lot late { date 2025-03-01 }
lot first "First wave" { date 2025-01-10; domain a.example, b.example }
mailbox ben@a.example E1 "Ben"
mailbox Ann@a.example E1 "Ann" { alias a.n@a.example; was old@a.example }
mailbox cid@x.a.example E1
mailbox dot@a.example E1 { unit fd54 }
shared contact@a.example "Contact" { access ben@a.example full }
resource room@a.example room "Room"
list all@a.example "All" { member ben@a.example }
mailbox eve@b.example E1 { lot late }
mailbox fay@c.example E1
forward gone@a.example -> ben@a.example
`;

describe('the tree', () => {
  test('leads from lots to mailboxes, by date, by name, those of no lot at its end', () => {
    expect(drawn(analyse(PLAN))).toEqual([
      'lot First wave | first · 10 January 2025 · 5 mailboxes',
      '  unit Meuse | 4 mailboxes',
      '    domain a.example | 4 mailboxes',
      '      list all@a.example | All',
      '      mailbox Ann@a.example | Ann · E1',
      '      mailbox ben@a.example | Ben · E1',
      '      mailbox cid@x.a.example | E1',
      '      shared contact@a.example | Contact',
      '      resource room@a.example | Room',
      '  unit fd54 | 1 mailbox',
      '    domain a.example | 1 mailbox',
      '      mailbox dot@a.example | E1',
      'lot late | 1 March 2025 · 1 mailbox',
      '  unit fd54 | 1 mailbox',
      '    domain b.example | 1 mailbox',
      '      mailbox eve@b.example | E1',
      'lot In no lot | 1 mailbox',
      '  domain c.example | 1 mailbox',
      '    mailbox fay@c.example | E1',
    ]);
  });

  test('says where each part stands, and a mailbox', () => {
    const analysis = analyse(PLAN);
    const stands = { 'ann@a.example': 'done', 'dot@a.example': 'failed', 'eve@b.example': 'done' } as const;
    expect(
      drawn(analysis, runsOf(analysis, stands)).filter((line) => / \| (done|failed|gone)$/.test(line)),
    ).toEqual([
      'lot First wave | first · 10 January 2025 · 5 mailboxes | failed',
      '      mailbox Ann@a.example | Ann · E1 | done',
      '  unit fd54 | 1 mailbox | failed',
      '    domain a.example | 1 mailbox | failed',
      '      mailbox dot@a.example | E1 | failed',
      'lot late | 1 March 2025 · 1 mailbox | done',
      '  unit fd54 | 1 mailbox | done',
      '    domain b.example | 1 mailbox | done',
      '      mailbox eve@b.example | E1 | done',
    ]);
    const [first] = below(analysis, [], runsOf(analysis, stands));
    expect(first?.counts).toEqual({ mailboxes: 5, done: 1, running: 0, failed: 1 });
  });

  test('tells where things are declared, and which lot they are in', () => {
    const analysis = analyse(PLAN);
    const [lot] = below(analysis, []);
    expect(lot).toMatchObject({ lot: 'first', place: { range: { start: { line: 8, character: 4 } } } });
    const [mailbox] = below(analysis, ['late', 'fd54', 'b.example']);
    expect(mailbox).toMatchObject({
      lot: 'late',
      address: 'eve@b.example',
      place: { range: { start: { line: 16 } } },
    });
    const none = below(analysis, []).at(-1);
    expect(none?.lot).toBeUndefined();
    expect(none?.place).toBeUndefined();
  });

  test('follows an edit', () => {
    const analysis = analyse(PLAN);
    const [path = ''] = analysis.paths;
    const text = analysis.document(path)?.text ?? '';
    analysis.edit(path, [{ text: text.replace('eve@b.example E1 { lot late }', 'eve@b.example E1') }]);
    analysis.settle();
    expect(below(analysis, []).map(({ label, counts }) => `${label} ${counts?.mailboxes}`)).toEqual([
      'First wave 6',
      'late 0',
      'In no lot 1',
    ]);
  });

  test('is walked to each of its mailboxes, and to its lots', () => {
    const analysis = analyse(PLAN);
    checkWays(analysis);
    expect(wayTo(analysis, 'lot', 'late')).toEqual([['late']]);
  });

  test('has no way to what is no node of it', () => {
    const analysis = analyse(PLAN);
    expect(wayTo(analysis, 'unit', 'fd55')).toEqual([]);
    expect(wayTo(analysis, 'address', 'gone@a.example')).toEqual([]);
  });

  test('has nothing below what is no node', () => {
    const analysis = analyse(PLAN);
    for (const path of [
      ['nowhere'],
      ['first', 'x'],
      ['first', '', 'x.example'],
      ['first', '', 'a.example', '', 'x'],
    ])
      expect(below(analysis, path)).toEqual([]);
  });
});

describe('a domain with very many mailboxes', () => {
  const many = (names: readonly string[]): Analysis =>
    analyse(
      `plan "P"\ndomain a.example\nlot one { date 2025-01-10; domain a.example }\n${names.map((name) => `mailbox ${name}@a.example\n`).join('')}`,
    );

  /** Every address below a node, and how long the longest list is. */
  function walked(analysis: Analysis, path: TreePath): { addresses: string[]; longest: number } {
    const nodes = below(analysis, path);
    const inner = nodes.map((node) => (node.hasChildren ? walked(analysis, node.path) : undefined));
    return {
      addresses: nodes.flatMap(({ address }, index) => address ?? inner[index]?.addresses ?? []),
      longest: Math.max(nodes.length, ...inner.map((one) => one?.longest ?? 0)),
    };
  }

  test('is parted by how the addresses go on, past what they all begin with', () => {
    const analysis = many(
      Array.from({ length: 1200 }, (_, index) => `user${String(index).padStart(4, '0')}`),
    );
    expect(
      drawn(analysis, undefined, ['one', '', 'a.example']).filter((line) => line.includes('more')),
    ).toEqual([
      'more user0… | 1,000 addresses',
      ...Array.from({ length: 10 }, (_, digit) => `  more user0${digit}… | 100 addresses`),
      'more user1… | 200 addresses',
    ]);
  });

  test('is walked through its parts', () => {
    checkWays(many(Array.from({ length: 520 }, (_, index) => `user${String(index).padStart(3, '0')}`)));
  });

  test('shows each of them once, and no list that nobody looks through', () => {
    const name = fc.stringMatching(/^[ab]{1,12}$/);
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 501, maxLength: 700 }), (names) => {
        const { addresses, longest } = walked(many(names), ['one', '', 'a.example']);
        expect(addresses.toSorted()).toEqual(names.map((one) => `${one}@a.example`).sort());
        expect(longest).toBeLessThanOrEqual(500);
      }),
      { numRuns: 5 },
    );
  });
});
