/**
 * Whom each lot of a plan moves, read from its text and nothing else: for who asks this alone, and would wait for an analysis. No
 * rule is checked and nothing is kept up to date; it says what the analysis says (test/language/roster.test.ts, over random plans).
 */
import { plainRecipient } from '../../grammar/plain-recipient.ts';
import type { Declaration, DeclarationOf } from '../../grammar/vocabulary.ts';
import { type BlockFacts, factsOf, factsOfHead } from './model/block-facts.ts';
import type { Tracking } from './model/named-plan.ts';
import { PlacedPlan } from './model/placed-plan.ts';
import { type Block, PlanDocument } from './model/plan-document.ts';
import { stampsOf } from './model/stamping.ts';

export interface Roster {
  /** The plan's own. */
  readonly title: string;
  /** In the order of the files' names and of their lines. */
  readonly lots: readonly RosterLot[];
}

export interface RosterLot {
  readonly name: string;
  readonly date: string;
  /** The addresses whose mail it copies, personal and then shared ones, in the order of the files. */
  readonly copied: readonly string[];
}

/** `root` is the root plan's path; without one the files are in no plan. */
export function rosterOf(texts: ReadonlyMap<string, string>, root?: string): Roster {
  const model = new PlacedPlan(untracked(), new Set(), root);
  const written = [...texts.keys()]
    .sort()
    .flatMap((path) => [...new PlanDocument(path, texts.get(path) ?? '', factsOfPlace).blocks()]);
  model.begin(written);
  const declared = written
    .flatMap((block) => [block, ...stampedInto(block, model)])
    .flatMap(({ facts }) => facts.declaration ?? []);
  const copied = [...ofKind(declared, 'mailbox'), ...ofKind(declared, 'shared')].filter(
    ({ has }) => !has.new,
  );
  const byLot = Map.groupBy(copied, (recipient) => model.lotsOf(recipient)[0]);
  return {
    title: model.declared('plan', '')?.title.value ?? '',
    lots: ofKind(declared, 'lot').map(({ name, has }) => ({
      name: name.value,
      date: has.date?.value ?? '',
      copied: (byLot.get(name.value) ?? []).map(({ address }) => address.value),
    })),
  };
}

/** Nothing else has a say in where a mailbox belongs. */
const BESIDE_THE_POINT = /^(?:endpoint|licence|policy|timeline|resource|list|alias|forward|drop) /;

const NO_FACTS: BlockFacts = { definitions: [], references: [], syntax: [], reading: [], suppressions: [] };

/** What a block says of where mailboxes belong. */
function factsOfPlace(text: string): BlockFacts {
  if (BESIDE_THE_POINT.test(text)) return NO_FACTS;
  if (text.startsWith('plan ')) return factsOfHead(text);
  const declaration = plainRecipient(text);
  return declaration ? { ...NO_FACTS, declaration } : factsOf(text);
}

function stampedInto(block: Block, model: PlacedPlan): Block[] {
  const { declaration } = block.facts;
  return declaration?.declares === 'domain' ? stampsOf(block, declaration, model, factsOfPlace) : [];
}

function ofKind<K extends Declaration['declares']>(
  declared: readonly Declaration[],
  kind: K,
): DeclarationOf<K>[] {
  return declared.filter(({ declares }) => declares === kind) as unknown as DeclarationOf<K>[];
}

/** A plan that does not change has nobody to tell, and every answer is good for as long as it is asked. */
function untracked(): Tracking {
  const derived = new Map<string, unknown>();
  return {
    turn: 1,
    read: () => undefined,
    touch: () => undefined,
    derive<T>(key: string, compute: () => T): T {
      if (!derived.has(key)) derived.set(key, compute());
      return derived.get(key) as T;
    },
  };
}
