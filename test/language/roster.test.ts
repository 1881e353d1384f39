/** Whom each lot moves, read from the text alone, is what the analysis says. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Analysis } from '../../server/language/analysis.ts';
import { type Roster, rosterOf } from '../../server/language/roster.ts';
import { recipientsByLot } from '../../server/planning/recipients.ts';
import { change } from './random-edits.ts';
import { file, PATHS, Random } from './random-plan.ts';

function analysedRoster(texts: ReadonlyMap<string, string>, root: string | undefined): Roster {
  const analysis = new Analysis({ rules: [], locale: 'en', ...(root === undefined ? {} : { root }) });
  for (const [path, text] of texts) analysis.open(path, text);
  analysis.settle();
  const byLot = recipientsByLot(analysis);
  return {
    title: analysis.model.declared('plan', '')?.title.value ?? '',
    lots: [...analysis.declarations('lot')].map(({ name, has }) => ({
      name: name.value,
      date: has.date?.value ?? '',
      copied: (byLot.get(name.value) ?? [])
        .filter((recipient) => !recipient.has.new)
        .map(({ address }) => address.value),
    })),
  };
}

function isAsAnalysed(texts: ReadonlyMap<string, string>, root?: string): Roster {
  const roster = rosterOf(texts, root);
  expect(roster).toEqual(analysedRoster(texts, root));
  return roster;
}

describe('of random plans', () => {
  test.each(Array.from({ length: 20 }, (_, seed) => seed))('seed %i, with slips of the hand', (seed) => {
    const random = new Random(seed);
    const texts = new Map(PATHS.map((path) => [path, file(random, 20 + random.below(120))]));
    let moved = 0;
    for (let round = 0; round < 6; round++) {
      const roster = isAsAnalysed(texts, seed % 3 === 0 ? undefined : PATHS[0]);
      moved += roster.lots.reduce((sum, { copied }) => sum + copied.length, 0);
      const path = random.pick(PATHS);
      const text = texts.get(path) ?? '';
      const { start, end, text: put } = change(random, text);
      texts.set(path, text.slice(0, start) + put + text.slice(end));
    }
    expect(moved).toBeGreaterThan(0);
  });
});

test('of the examples', () => {
  const cwd = join(import.meta.dirname, '..', '..', 'examples');
  const roots = globSync('*/*.migplan', { cwd });
  expect(roots.length).toBeGreaterThan(3);
  const moved = roots.map((root) => {
    const folder = root.slice(0, root.lastIndexOf('/'));
    const files = globSync(`${folder}/**/*.migplan`, { cwd });
    const texts = new Map(files.map((path) => [path, readFileSync(join(cwd, path), 'utf8')]));
    return isAsAnalysed(texts, root).lots.flatMap(({ copied }) => copied).length;
  });
  expect(Math.max(...moved)).toBeGreaterThan(1000);
});

test('of two lots that name the same domain, the one that stands first in the root plan moves it', () => {
  const domain = 'domain a.example\nmailbox anna@a.example\n';
  const lot = (name: string): string => `lot ${name} { domain a.example }\n`;
  const texts = new Map([
    ['a.migplan', `${lot('early')}${domain}`],
    ['plan.migplan', `plan "P" { include "a.migplan" }\n${lot('late')}`],
  ]);
  expect(isAsAnalysed(texts, 'plan.migplan').lots).toEqual([
    { name: 'early', date: '', copied: [] },
    { name: 'late', date: '', copied: ['anna@a.example'] },
  ]);
});

test('of a template, its shared mailboxes are each domain’s that uses it, and the new ones are not copied', () => {
  const texts = new Map([
    [
      'plan.migplan',
      `plan "P" { }
template t {
  shared contact@ "Contact {unit.title}" { access {unit.admin} full }
  shared neuf@ "Neuf" { new }
}
unit u "U" { admin anna@a.example }
lot l { date 2030-01-08; unit u }
domain a.example { unit u; use t }
mailbox anna@a.example E1 "Anna" { quota 5 GB }
shared salon@a.example "Salon" { access anna@a.example full }
`,
    ],
  ]);
  expect(isAsAnalysed(texts, 'plan.migplan')).toEqual({
    title: 'P',
    lots: [
      {
        name: 'l',
        date: '2030-01-08',
        copied: ['anna@a.example', 'contact@a.example', 'salon@a.example'],
      },
    ],
  });
});
