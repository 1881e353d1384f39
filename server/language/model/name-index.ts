/**
 * Every name of a plan: which blocks define it, which refer to it, and which names stand side by side. Kept up block by
 * block; knows no meaning and notes no reader.
 */
import type { Declaration } from '../../../grammar/vocabulary.ts';
import { AddressBeginnings } from './addresses/address-beginnings.ts';
import { LookAlikes } from './addresses/look-alikes.ts';
import type { Definition } from './block-facts.ts';
import { nearest } from './editing/nearest.ts';
import { Multimap } from './multimap.ts';
import { domainOf, type Key, keyOf, nameOf, namespaceOf } from './names.ts';
import type { Block } from './plan-document.ts';

export interface DefinitionPlace {
  readonly block: Block;
  readonly definition: Definition;
}

/** What came and went: whoever read it is to be told. */
export interface NameChanges {
  /** Names whose definitions changed. */
  readonly names: Set<Key>;
  /** Names that are defined now and were not, or the other way round. */
  readonly coming: Set<Key>;
  readonly going: Set<Key>;
  /** Shelves that were empty or are. */
  readonly shelves: Set<string>;
  /** Kinds of declarations of which there was none or is none. */
  readonly kinds: Set<Declaration['declares']>;
  /** Names that something refers to now and nothing did, or the other way round. */
  readonly used: Set<Key>;
}

export const noChanges = (): NameChanges => ({
  names: new Set(),
  coming: new Set(),
  going: new Set(),
  shelves: new Set(),
  kinds: new Set(),
  used: new Set(),
});

/** Keeps nothing of what it is told. */
class Unheard extends Set<never> {
  override add(): this {
    return this;
  }
}

/** Changes that nobody waits for. */
export const UNHEARD: NameChanges = {
  names: new Unheard(),
  coming: new Unheard(),
  going: new Unheard(),
  shelves: new Unheard(),
  kinds: new Unheard(),
  used: new Unheard(),
};

export class NameIndex {
  private readonly definitions = new Multimap<Key, Block>();
  private readonly references = new Multimap<Key, Block>();
  /** The defined names by namespace, addresses by domain. */
  private readonly shelves = new Map<string, Set<Key>>();
  /** What was found nearest to a name, by shelf; good until a name comes to the shelf or goes. */
  private readonly nearest = new Map<string, Map<Key, string | undefined>>();
  /** Names with several definitions, in order; good until a block comes or goes. */
  private readonly sorted = new Map<Key, readonly DefinitionPlace[]>();
  private readonly kinds = new Map<Declaration['declares'], number>();
  private readonly lookAlikes = new LookAlikes();
  private beginnings: AddressBeginnings | undefined;
  private readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  add(block: Block, changes: NameChanges): void {
    if (this.sorted.size > 0) this.sorted.clear();
    for (const definition of block.facts.definitions) {
      const { key } = definition;
      changes.names.add(key);
      if (this.definitions.add(key, block)) this.shelve(key, changes);
      if (isMailbox(definition)) tell(this.lookAlikes.add(nameOf(key)), changes);
    }
    for (const { key } of block.facts.references) {
      if (this.references.add(key, block)) changes.used.add(key);
    }
    for (const { rule } of block.facts.suppressions) this.references.add(keyOf('rule', rule), block);
    this.count(block, 1, changes);
  }

  remove(block: Block, changes: NameChanges): void {
    if (this.sorted.size > 0) this.sorted.clear();
    for (const definition of block.facts.definitions) {
      const { key } = definition;
      changes.names.add(key);
      this.definitions.delete(key, block);
      if (!this.definitions.has(key)) this.unshelve(key, changes);
      if (isMailbox(definition)) tell(this.lookAlikes.remove(nameOf(key)), changes);
    }
    for (const { key } of block.facts.references) {
      this.references.delete(key, block);
      if (!this.references.has(key)) changes.used.add(key);
    }
    for (const { rule } of block.facts.suppressions) this.references.delete(keyOf('rule', rule), block);
    this.count(block, -1, changes);
  }

  /** Every place that defines a name: the root plan's first, then in the order of the files' names and their lines. */
  definitionsOf(key: Key): readonly DefinitionPlace[] {
    const known = this.sorted.get(key);
    if (known) return known;
    const places = this.definitions
      .get(key)
      .flatMap((block) =>
        block.facts.definitions
          .filter((definition) => definition.key === key)
          .map((definition) => ({ block, definition })),
      );
    if (places.length < 2) return places;
    const sorted = inOrder(places, this.root);
    this.sorted.set(key, sorted);
    return sorted;
  }

  /** The block of a name that has exactly one. */
  only(key: Key): Block | undefined {
    return this.definitions.only(key);
  }

  isDefined(key: Key): boolean {
    return this.definitions.has(key);
  }

  blocksDefining(key: Key): readonly Block[] {
    return this.definitions.get(key);
  }

  isUsed(key: Key): boolean {
    return this.references.has(key);
  }

  blocksReferringTo(key: Key): readonly Block[] {
    return this.references.get(key);
  }

  /** The names that stand beside a name: of its namespace, of its domain for an address. */
  shelf(shelf: string): ReadonlySet<Key> {
    return this.shelves.get(shelf) ?? NOTHING;
  }

  /** The addresses of a domain that something defines or refers to. Looks through all references. */
  addressesIn(domain: string): Set<Key> {
    const found = new Set(this.shelf(shelfOf(keyOf('address', `@${domain}`))));
    for (const key of this.references.keys()) {
      if (key.endsWith(`@${domain}`) && isAddress(key)) found.add(key);
    }
    return found;
  }

  /** Defined addresses that begin so: all of them, unless they are very many. */
  *addressesBeginning(typed: string): Generator<Key> {
    if (typed === '') yield* this.addresses();
    else {
      this.beginnings ??= new AddressBeginnings(this.addresses());
      yield* this.beginnings.beginningWith(typed);
    }
  }

  private *addresses(): Generator<Key> {
    for (const key of this.definitions.keys()) if (isAddress(key)) yield key;
  }

  /** The name on a key's shelf, or among `more`, that is nearest to its own: found once for all who ask. */
  nearestTo(key: Key, more: readonly string[]): string | undefined {
    const shelf = shelfOf(key);
    const known = this.nearest.get(shelf) ?? new Map<Key, string | undefined>();
    this.nearest.set(shelf, known);
    if (known.has(key)) return known.get(key);
    if (known.size >= MOST_REMEMBERED) known.clear();
    const found = nearest(nameOf(key), [...this.shelf(shelf)].map(nameOf).concat(more));
    known.set(key, found);
    return found;
  }

  hasAny(kind: Declaration['declares']): boolean {
    return (this.kinds.get(kind) ?? 0) > 0;
  }

  lookAlikesOf(address: string): readonly string[] {
    return this.lookAlikes.of(address);
  }

  private shelve(key: Key, { coming, going, shelves }: NameChanges): void {
    if (!going.delete(key)) coming.add(key);
    if (isAddress(key)) this.beginnings?.add(key);
    const shelf = shelfOf(key);
    if (this.nearest.size > 0) this.nearest.delete(shelf);
    const keys = this.shelves.get(shelf);
    if (keys) keys.add(key);
    else {
      this.shelves.set(shelf, new Set([key]));
      shelves.add(shelf);
    }
  }

  private unshelve(key: Key, { coming, going, shelves }: NameChanges): void {
    if (!coming.delete(key)) going.add(key);
    if (isAddress(key)) this.beginnings?.remove(key);
    const shelf = shelfOf(key);
    if (this.nearest.size > 0) this.nearest.delete(shelf);
    const keys = this.shelves.get(shelf);
    keys?.delete(key);
    if (keys?.size === 0) {
      this.shelves.delete(shelf);
      shelves.add(shelf);
    }
  }

  private count({ facts: { declaration } }: Block, by: number, { kinds }: NameChanges): void {
    if (!declaration) return;
    const before = this.kinds.get(declaration.declares) ?? 0;
    this.kinds.set(declaration.declares, before + by);
    if ((before === 0) !== (before + by === 0)) kinds.add(declaration.declares);
  }
}

const NOTHING: ReadonlySet<never> = new Set();

const MOST_REMEMBERED = 1000;

const isAddress = (key: Key): boolean => key.startsWith('address:');

const isMailbox = ({ as }: Definition): boolean => as === 'mailbox' || as === 'shared';

function tell(addresses: readonly string[], { names }: NameChanges): void {
  for (const address of addresses) names.add(keyOf('address', address));
}

/** Names that are offered for each other: of one namespace, addresses of one domain. */
export function shelfOf(key: Key): string {
  const namespace = namespaceOf(key);
  return namespace === 'address' || namespace === 'assigned-address'
    ? `${namespace} ${domainOf(key)}`
    : namespace;
}

/** The root plan's first, then in the order of the files' names, of their lines, and of what is stamped into one domain. */
function inOrder(places: readonly DefinitionPlace[], root: string): DefinitionPlace[] {
  const located = places.map((place) => ({
    place,
    path: place.block.document.path,
    line: place.block.document.lineOf(place.block),
    number: place.block.stamp?.number ?? -1,
  }));
  located.sort((a, b) =>
    a.path === b.path
      ? a.line - b.line || a.number - b.number || a.place.definition.start - b.place.definition.start
      : a.path === root || (b.path !== root && a.path < b.path)
        ? -1
        : 1,
  );
  return located.map(({ place }) => place);
}
