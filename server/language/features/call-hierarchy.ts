/**
 * Who opens a mailbox, and what a person can open: shared mailboxes by the access that is given, resources by who manages
 * them. A person is meant by any of their addresses, and what a template gives counts where it is used.
 */
import type { Span } from '../../../grammar/tree.ts';
import type { Analysis } from '../analysis.ts';
import { grantsOf } from '../model/addresses/access.ts';
import type { DefinedAs } from '../model/block-facts.ts';
import { nameAt } from '../model/editing/name-at.ts';
import { type Key, keyOf, nameOf, namespaceOf } from '../model/names.ts';
import type { Block, Place, Position, Range } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { declarationHead } from '../model/words/declaration-head.ts';

/** A person, or what people open. */
export interface Party {
  readonly key: Key;
  /** Absent of an address that nothing declares. */
  readonly as?: DefinedAs;
  readonly address: string;
  readonly label?: string;
  readonly path: string;
  readonly range: Range;
  /** Where its address stands. */
  readonly selection: Range;
}

export interface Opening {
  readonly party: Party;
  /** As the plan writes them: `full`, `send-as`, `manager`. */
  readonly rights: readonly string[];
  /** Where that is said in the file of the person who opens; the person's own address where it is said elsewhere. */
  readonly places: readonly Range[];
}

/** Whose openings can be asked for at a position: the person or the mailbox that an address there means. */
export function partyAt(analysis: Analysis, path: string, position: Position): Party | undefined {
  const document = analysis.document(path);
  const name = document && nameAt(document, position);
  if (!name || namespaceOf(name.key) !== 'address') return undefined;
  const party = partyOf(ownerOf(name.key, analysis.model), analysis.model);
  return party?.as !== undefined && TAKE_PART.has(party.as) ? party : undefined;
}

const TAKE_PART: ReadonlySet<DefinedAs> = new Set(['mailbox', 'shared', 'resource']);

/** The people who open what `key` names. */
export function openedBy({ model }: Analysis, key: Key): Opening[] {
  const [found] = model.definitionsOf(key);
  if (!found) return [];
  const byPerson = Map.groupBy(givenIn(found.block), ({ who }) => ownerOf(keyOf('address', who), model));
  return inOrder(
    [...byPerson].map(([person, given]) => {
      const party = partyOf(person, model) ?? undeclared(person, given[0]?.place);
      return party && openingOf(party, given, party);
    }),
  );
}

/** What the person whom `key` names can open. */
export function opens({ model }: Analysis, key: Key): Opening[] {
  const person = partyOf(key, model);
  if (!person) return [];
  const blocks = new Set(namesOf(key, model).flatMap((name) => model.referencesTo(name)));
  return inOrder(
    [...blocks].map((block) => {
      const given = givenIn(block).filter(({ who }) => ownerOf(keyOf('address', who), model) === key);
      const party = given.length > 0 ? partyIn(block) : undefined;
      return party && openingOf(party, given, person);
    }),
  );
}

const inOrder = (openings: readonly (Opening | undefined)[]): Opening[] =>
  openings
    .flatMap((opening) => opening ?? [])
    .sort((a, b) => (a.party.address < b.party.address ? -1 : a.party.address > b.party.address ? 1 : 0));

/** One right that one person is given, and where. */
interface Given {
  readonly who: string;
  readonly right: string;
  readonly place: Place;
}

function givenIn(block: Block): Given[] {
  const { declaration } = block.facts;
  const place = ({ start, end }: Span): Place => ({ block, span: { start, end } });
  switch (declaration?.declares) {
    case 'shared':
      return grantsOf(declaration).map(({ who, right, ...span }) => ({ who, right, place: place(span) }));
    case 'resource':
      return declaration.has.manager.map((at) => ({ who: at.value, right: 'manager', place: place(at) }));
    default:
      return [];
  }
}

function openingOf(party: Party, given: readonly Given[], person: Party): Opening {
  const here = given.filter(({ place }) => place.block.document.path === person.path);
  const places = here.map(({ place }) => place.block.document.range(place));
  return {
    party,
    rights: [...new Set(given.map(({ right }) => right))],
    places: places.length > 0 ? places : [person.selection],
  };
}

/** More aliases of aliases than anybody writes; a circle ends here too. */
const MOST_ALIASES = 8;

/** The address that is meant by one of the same person or mailbox. */
function ownerOf(key: Key, model: PlanModel): Key {
  let owner = key;
  for (let step = 0; step < MOST_ALIASES; step++) {
    const declaration = model.declarationOf(owner);
    if (declaration?.declares === 'alias') owner = keyOf('address', declaration.to.value);
    else return declaration && 'address' in declaration ? keyOf('address', declaration.address.value) : owner;
  }
  return owner;
}

/** All addresses of what `key` names: its own, those that its declaration adds, and aliases that are declared apart. */
function namesOf(key: Key, model: PlanModel): Key[] {
  const names = new Set<Key>([key]);
  for (const name of names) {
    for (const { definition } of definitionsBeside(name, model)) names.add(definition.key);
    for (const { block } of model.definitionsOf(keyOf('alias-target', nameOf(name)))) {
      const { declaration } = block.facts;
      if (declaration?.declares === 'alias') names.add(keyOf('address', declaration.address.value));
    }
    if (names.size > MOST_NAMES) break;
  }
  return [...names];
}

/** More addresses than anybody has; an alias of everybody does not lead through the whole plan. */
const MOST_NAMES = 1_000;

const definitionsBeside = (key: Key, model: PlanModel) =>
  model
    .blocksDefining(key)
    .flatMap((block) => block.facts.definitions.map((definition) => ({ block, definition })))
    .filter(({ definition }) => namespaceOf(definition.key) === 'address');

function partyOf(key: Key, model: PlanModel): Party | undefined {
  const [found] = model.definitionsOf(key);
  return found && partyIn(found.block);
}

function partyIn(block: Block): Party | undefined {
  const { declaration } = block.facts;
  if (!declaration || !('address' in declaration)) return undefined;
  const { name, label, at } = declarationHead(declaration);
  return {
    key: keyOf('address', name),
    as: declaration.declares,
    address: name,
    ...(label === undefined ? {} : { label }),
    path: block.document.path,
    range: block.document.range({ block, span: declaration }),
    selection: block.document.range({ block, span: at }),
  };
}

/** Who is nowhere declared stands where access is given. */
function undeclared(key: Key, place: Place | undefined): Party | undefined {
  if (!place) return undefined;
  const { document } = place.block;
  const range = document.range(place);
  return { key, address: nameOf(key), path: document.path, range, selection: range };
}
