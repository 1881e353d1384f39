/** Everything of a plan that has a name, found by some letters of it: addresses and who they are, old names, domains, lots, units. */
import type { Span } from '../../../grammar/tree.ts';
import type { Analysis } from '../analysis.ts';
import type { DefinedAs } from '../model/block-facts.ts';
import { located } from '../model/editing/line-counter.ts';
import type { Block, Place, Range } from '../model/plan-document.ts';
import { declarationHead } from '../model/words/declaration-head.ts';
import {
  BEST,
  folded,
  fuzzyScore,
  lettersOf,
  matchScore,
  type Wanted,
  wantedIn,
} from '../model/words/fuzzy.ts';

export interface SymbolFound {
  /** What it is: a declaration, or another name of one. */
  readonly as: DefinedAs;
  /** `camille.dupont@spf55.org · Camille Dupont` */
  readonly name: string;
  readonly detail: string;
  readonly path: string;
  readonly range: Range;
  /** The more, the better it answers: comparable over plans. */
  readonly score: number;
}

/** The `limit` things that answer a query best, the best first; of an empty one, those that the plan rests on. */
export function workspaceSymbols(analysis: Analysis, query: string, limit: number): SymbolFound[] {
  const best = bestOf(shelvesOf(analysis), wantedIn(query), limit);
  const places = new Map(located(best.map(({ entry }) => entry)).map((found) => [found.of, found]));
  return best.flatMap(({ entry, score }) => {
    const { path, range } = places.get(entry) ?? {};
    const { as, name, detail } = entry;
    return path === undefined || !range ? [] : [{ as, name, detail, path, range, score }];
  });
}

interface Entry {
  readonly as: DefinedAs;
  readonly name: string;
  readonly detail: string;
  readonly place: Place;
}

/** Entries with what they are searched by, in rows of their own: most are passed over without being looked at. */
interface Shelf {
  readonly entries: readonly Entry[];
  readonly texts: readonly string[];
  readonly letters: Int32Array;
}

interface Answer {
  readonly entry: Entry;
  readonly text: string;
  readonly score: number;
}

/** Letters in their order are looked for only where too few things hold what is typed as it is. */
function bestOf(shelves: readonly Shelf[], wanted: Wanted, limit: number): Answer[] {
  const close = scored(shelves, wanted, matchScore);
  const scores = close.count < limit ? scored(shelves, wanted, fuzzyScore) : close;
  const least = leastTaken(scores, limit);
  const found = shelves.flatMap((shelf, at) => answersIn(shelf, scores.ofShelf[at] ?? NONE, least));
  const isReadable = found.length < MOST_SORTED;
  found.sort((a, b) => b.score - a.score || (isReadable ? compare(a.text, b.text) : 0));
  return found.slice(0, limit);
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

interface Scores {
  readonly ofShelf: readonly Uint16Array[];
  /** How many have each score. */
  readonly spread: Uint32Array;
  readonly count: number;
}

const NONE = new Uint16Array();

function scored(shelves: readonly Shelf[], wanted: Wanted, score: typeof fuzzyScore): Scores {
  const spread = new Uint32Array(BEST + MOST_WEIGHT + 1);
  let count = 0;
  const ofShelf = shelves.map(({ entries, texts, letters }) => {
    const scores = new Uint16Array(letters.length);
    for (let i = 0; i < letters.length; i++) {
      if (((letters[i] ?? 0) & wanted.letters) !== wanted.letters) continue;
      const found = score(wanted, texts[i] ?? '');
      if (found === 0) continue;
      const total = found + WEIGHTS[entries[i]?.as ?? 'assignment'];
      scores[i] = total;
      spread[total] = (spread[total] ?? 0) + 1;
      count++;
    }
    return scores;
  });
  return { ofShelf, spread, count };
}

/** The score from which on there are as many as are wanted. */
function leastTaken({ spread }: Scores, limit: number): number {
  let [least, count] = [spread.length, 0];
  while (least > 1 && count < limit) count += spread[--least] ?? 0;
  return least;
}

function answersIn({ entries, texts }: Shelf, scores: Uint16Array, least: number): Answer[] {
  const found: Answer[] = [];
  for (let i = 0; i < scores.length; i++) {
    const [score = 0, entry, text = ''] = [scores[i], entries[i], texts[i]];
    if (score >= least && entry) found.push({ entry, text, score });
  }
  return found;
}

/** More that answer equally well are left in the order of their lines: nobody could read them all. */
const MOST_SORTED = 2_000;

/** What there is little of is looked for before the mailboxes, and what is left behind after them. */
const MOST_WEIGHT = 300;
const WEIGHTS: Readonly<Record<DefinedAs, number>> = {
  plan: MOST_WEIGHT,
  lot: 290,
  unit: 280,
  domain: 270,
  endpoint: 260,
  licence: 250,
  timeline: 240,
  template: 230,
  policy: 220,
  subdomain: 210,
  mailbox: 200,
  shared: 200,
  resource: 200,
  list: 200,
  alias: 150,
  forward: 140,
  was: 130,
  drop: 120,
  assignment: 0,
};

function shelvesOf(analysis: Analysis): Shelf[] {
  const groups = analysis.paths.flatMap((path) => [...(analysis.document(path)?.groupsInOrder() ?? [])]);
  return [...groups.map(([{ blocks }]) => blocks), ...analysis.stampedBlocks()].map(shelfOf);
}

/** By rows of blocks, which never change: after a key press one of them is read anew. */
const known = new WeakMap<readonly Block[], Shelf>();

function shelfOf(blocks: readonly Block[]): Shelf {
  const found = known.get(blocks);
  if (found) return found;
  const entries = blocks.flatMap(entriesOfBlock);
  const texts = entries.map(({ name }) => folded(name));
  const shelf = { entries, texts, letters: Int32Array.from(texts, lettersOf) };
  known.set(blocks, shelf);
  return shelf;
}

function entriesOfBlock(block: Block): Entry[] {
  const { declaration } = block.facts;
  if (!declaration) return [];
  const { name, label, detail, at } = declarationHead(declaration);
  const shown = label ? `${name} · ${label}` : name;
  const first = entryOf(block, at, { as: declaration.declares, name: shown, detail });
  const others = block.facts.definitions.flatMap(({ as, start, end }) =>
    SECOND_NAMES.has(as) && start !== at.start
      ? [entryOf(block, { start, end }, { as, name: block.text.slice(start, end), detail: `-> ${name}` })]
      : [],
  );
  return others.length > 0 ? [first, ...others] : [first];
}

const SECOND_NAMES: ReadonlySet<DefinedAs> = new Set(['alias', 'was', 'subdomain']);

const entryOf = (block: Block, { start, end }: Span, shown: Omit<Entry, 'place'>): Entry => ({
  ...shown,
  place: { block, span: { start, end } },
});
