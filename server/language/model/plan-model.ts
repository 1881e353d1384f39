/**
 * What a plan means: who is declared where, which lot moves whom, what a unit's policy is, what it all adds up to.
 * Reads no file and no clock. Every answer is noted with the tracker, so that whoever asked is asked again when it changes.
 */
import type { Declaration, DeclarationOf } from '../../../grammar/vocabulary.ts';
import type { Definition } from './block-facts.ts';
import { includes, resolvedFrom } from './include.ts';
import type { DomainInventory, InventoryEntry } from './inventory.ts';
import { Multimap } from './multimap.ts';
import {
  compared,
  comparedDomain,
  domainOf,
  type Key,
  keyOf,
  localPartOf,
  type Namespace,
  nameOf,
  namespaceOf,
} from './names.ts';
import type { Block } from './plan-document.ts';
import { type Contribution, type Totals, TotalsBook } from './totals.ts';

export interface DefinitionPlace {
  readonly block: Block;
  readonly definition: Definition;
}

/** Where the mailboxes of a domain (and, where they name one, of a unit) belong. */
export interface Placement {
  /** The declared domain they are in: their own, or the one that has theirs as a sub-domain. */
  readonly domain?: string;
  readonly unit?: string;
  /** The unit and those above it, the nearest first. */
  readonly units: readonly string[];
  /** The lots that move them: one, unless the plan is at fault. */
  readonly lots: readonly string[];
  readonly source?: string;
  readonly target?: string;
}

export interface Tracking {
  read(key: string): void;
  touch(key: string): void;
  derive<T>(key: string, compute: () => T): T;
}

type Recipient = DeclarationOf<'mailbox'> | DeclarationOf<'shared'>;
type PolicyProperties = DeclarationOf<'policy'>['has'];

export class PlanModel {
  private readonly definitions = new Multimap<Key, Block>();
  private readonly references = new Multimap<Key, Block>();
  /** The defined names by namespace, addresses by domain. */
  private readonly shelves = new Map<string, Set<Key>>();
  /** Names with several definitions, in order; good until a block comes or goes. */
  private readonly sorted = new Map<Key, readonly DefinitionPlace[]>();
  private readonly kinds = new Map<Declaration['declares'], number>();
  private readonly inventories = new Map<string, DomainInventory>();
  private readonly book = new TotalsBook();
  private readonly tracking: Tracking;
  private readonly fixedNames: ReadonlySet<Key>;
  private readonly root: string;
  private files: readonly string[] | undefined;

  /** `fixedNames` are names that need no declaration: the rules'. `root` is the root plan's path. */
  constructor(tracking: Tracking, fixedNames: ReadonlySet<Key>, root = '') {
    this.tracking = tracking;
    this.fixedNames = fixedNames;
    this.root = root;
  }

  add(block: Block): void {
    this.sorted.clear();
    for (const { key } of block.facts.definitions) {
      if (!this.definitions.has(key)) this.shelve(key);
      this.definitions.add(key, block);
    }
    for (const { key } of block.facts.references) this.references.add(key, block);
    this.count(block, 1);
  }

  remove(block: Block): void {
    this.sorted.clear();
    for (const { key } of block.facts.definitions) {
      this.definitions.delete(key, block);
      if (!this.definitions.has(key)) this.unshelve(key);
    }
    for (const { key } of block.facts.references) this.references.delete(key, block);
    this.count(block, -1);
  }

  /** Replaces one domain's inventory; `undefined` takes it away. */
  setInventory(domain: string, inventory: DomainInventory | undefined): void {
    const key = comparedDomain(domain);
    if (inventory) this.inventories.set(key, inventory);
    else this.inventories.delete(key);
    this.tracking.touch(`inventory:${key}`);
  }

  /** The plan files there are below the plan's folder, relative to it. */
  setFiles(files: readonly string[]): void {
    this.files = files;
    this.tracking.touch('files');
  }

  /** Puts a mailbox's part into the totals in place of the one before. */
  contribute(before: Contribution | undefined, after: Contribution | undefined): void {
    for (const key of this.book.replace(before, after)) this.tracking.touch(`total:${key}`);
  }

  /** Every place that defines a name: the root plan's first, then in the order of the files' names and their lines. */
  definitionsOf(key: Key): readonly DefinitionPlace[] {
    this.tracking.read(key);
    const known = this.sorted.get(key);
    if (known) return known;
    if (!this.definitions.has(key)) return NOWHERE;
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

  /** The blocks that refer to a name. */
  referencesTo(key: Key): readonly Block[] {
    return this.references.get(key);
  }

  isDefined(key: Key): boolean {
    this.tracking.read(key);
    return this.definitions.has(key) || this.fixedNames.has(key);
  }

  /** Whether `definition`, which stands in `block`, is the one and only of its name. */
  isSole({ key }: Definition, block: Block): boolean {
    this.tracking.read(key);
    const { definitions } = block.facts;
    return this.definitions.only(key) === block && (definitions.length === 1 || isOnce(key, definitions));
  }

  /** The blocks that define a name. */
  blocksDefining(key: Key): readonly Block[] {
    return this.definitions.get(key);
  }

  /** The declaration that gives a name its meaning: the first, where there are several. */
  declarationOf(key: Key): Declaration | undefined {
    const only = this.definitions.only(key);
    if (only || !this.definitions.has(key)) {
      this.tracking.read(key);
      return only?.facts.declaration;
    }
    return this.definitionsOf(key)[0]?.block.facts.declaration;
  }

  declared<K extends Declaration['declares']>(keyword: K, name: string): DeclarationOf<K> | undefined {
    const found = this.declarationOf(keyOf(namespaceFor(keyword), name));
    return found?.declares === keyword ? (found as unknown as DeclarationOf<K>) : undefined;
  }

  /** Whether the plan has any declaration of a kind. */
  hasAny(keyword: Declaration['declares']): boolean {
    return this.tracking.derive(`has:${keyword}`, () => {
      this.tracking.read(`any:${keyword}`);
      return (this.kinds.get(keyword) ?? 0) > 0;
    });
  }

  /**
   * The names that could be meant where `name` is not declared: those of its namespace, of its domain for an address.
   * Not tracked, so never a part of a verdict.
   */
  *namesBeside(namespace: Namespace, name: string): Generator<string> {
    for (const key of this.shelves.get(shelfOf(keyOf(namespace, name))) ?? []) yield nameOf(key);
    for (const key of this.fixedNames) if (namespaceOf(key) === namespace) yield nameOf(key);
  }

  /** The files that an include of the file at `from` takes in; `undefined` where nobody has told which files there are. */
  filesMatching(pattern: string, from: string): string[] | undefined {
    this.tracking.read('files');
    const resolved = resolvedFrom(this.fileOf(from), pattern);
    return this.files?.filter((file) => includes(resolved, file));
  }

  /** A document's path as `setFiles` has it: relative to the plan's folder. */
  fileOf(path: string): string {
    const folder = this.root.slice(0, this.root.lastIndexOf('/') + 1);
    return path.startsWith(folder) ? path.slice(folder.length) : path;
  }

  /** Where an address belongs; `unit` is the one that its own declaration names. */
  placementOf(address: string, unit?: string): Placement {
    const domain = domainOf(address);
    return this.tracking.derive(`placement:${domain} ${unit ?? ''}`, () => this.place(domain, unit));
  }

  /** The lots that move a mailbox: by its own `lot`, else a lot's list, else its domain's, else its unit's or the nearest parent's. */
  lotsOf({ address, has }: Recipient | DeclarationOf<'resource'>): readonly string[] {
    if (has.lot) return [has.lot.value];
    const named = this.assignedTo('assigned-address', address.value);
    return named.length > 0 ? named : this.placementOf(address.value, has.unit?.value).lots;
  }

  /** A policy's value for a unit: the nearest unit's that sets it, else the plan's. */
  policy<P extends keyof PolicyProperties>(
    property: P,
    units: readonly string[] = [],
  ): PolicyProperties[P] | undefined {
    for (const unit of [...units, '']) {
      for (const { block } of this.definitionsOf(keyOf('policy', unit))) {
        const policy = block.facts.declaration;
        const value = policy?.declares === 'policy' ? policy.has[property] : undefined;
        if (value && !(Array.isArray(value) && value.length === 0)) return value as PolicyProperties[P];
      }
    }
    return undefined;
  }

  /** How far from its mailbox an alias may lie. */
  /** How far an alias may reach, by the policy of its mailbox's unit. */
  aliasScopeOf(
    declaration: Recipient | DeclarationOf<'resource'> | DeclarationOf<'list'> | DeclarationOf<'alias'>,
  ): 'domain' | 'plan' | 'any' | undefined {
    const unit = declaration.declares === 'alias' ? undefined : declaration.has.unit?.value;
    return this.policy('alias-scope', this.placementOf(declaration.address.value, unit).units)?.value;
  }

  /**
   * Under which address the source holds a mailbox: its own where the inventory knows it, else an old one that it knows.
   * Without an inventory the domain's `was` decides: all mailboxes of such a domain change address.
   */
  sourceAddressOf({ address, has }: Recipient): string {
    if (this.inventoryOf(address.value)) return address.value;
    const local = localPartOf(address.value);
    const domain = this.declared('domain', domainOf(address.value));
    const inOldDomains = (domain?.has.was ?? []).map(({ value }) => `${local}@${value}`);
    const candidates = [address.value, ...has.was.map(({ value }) => value), ...inOldDomains];
    const known = candidates.find((candidate) => this.inventoryOf(candidate) !== undefined);
    return known ?? inOldDomains[0] ?? address.value;
  }

  /** What the source was found to hold of a mailbox, under whichever address it has there. */
  heldBy(recipient: Recipient): InventoryEntry | undefined {
    return this.inventoryOf(this.sourceAddressOf(recipient));
  }

  inventoryOf(address: string): InventoryEntry | undefined {
    return this.domainInventory(domainOf(address))?.addresses.get(compared(address));
  }

  domainInventory(domain: string): DomainInventory | undefined {
    this.tracking.read(`inventory:${domain}`);
    return this.inventories.get(domain);
  }

  /** The bytes a mailbox may hold at the target: its own quota, else its licence's. */
  quotaOf({ has, licence }: Recipient): number | undefined {
    return has.quota?.value ?? (licence && this.declared('licence', licence.value)?.has.quota?.value);
  }

  /** The licence with the least quota that holds `bytes`; one without a quota holds all. Not tracked: for fixes. */
  smallestLicenceFor(bytes: number): string | undefined {
    const all = [...this.namesBeside('licence', '')].map((name) => ({
      name,
      quota: this.declared('licence', name)?.has.quota?.value ?? Number.POSITIVE_INFINITY,
    }));
    const enough = all.filter(({ quota }) => quota >= bytes);
    return enough.sort((a, b) => (a.quota === b.quota ? (a.name < b.name ? -1 : 1) : a.quota - b.quota))[0]
      ?.name;
  }

  totals(namespace: 'lot' | 'domain' | 'unit' | 'licence' | 'plan', name: string): Readonly<Totals> {
    const key = keyOf(namespace, name);
    this.tracking.read(`total:${key}`);
    return this.book.of(key);
  }

  /** What a mailbox counts for in the totals. */
  contributionOf(mailbox: Recipient): Contribution {
    const { domain, units } = this.placementOf(mailbox.address.value, mailbox.has.unit?.value);
    const [lot] = this.lotsOf(mailbox);
    const [unit] = units;
    const held = this.heldBy(mailbox);
    return {
      kind: mailbox.declares,
      domain: domain ?? domainOf(mailbox.address.value),
      units,
      bytes: held?.bytes ?? 0,
      messages: held?.messages ?? 0,
      ...(lot === undefined ? {} : { lot }),
      ...(unit === undefined ? {} : { unit }),
      ...(mailbox.licence ? { licence: mailbox.licence.value } : {}),
    };
  }

  /** Whether no lot names an address of this one's domain: one answer for all its mailboxes. */
  private isShelfEmpty(key: Key): boolean {
    const shelf = shelfOf(key);
    this.tracking.read(`shelf:${shelf}`);
    return !this.shelves.has(shelf);
  }

  private shelve(key: Key): void {
    const shelf = shelfOf(key);
    const keys = this.shelves.get(shelf);
    if (keys) keys.add(key);
    else {
      this.shelves.set(shelf, new Set([key]));
      this.tracking.touch(`shelf:${shelf}`);
    }
  }

  private unshelve(key: Key): void {
    const shelf = shelfOf(key);
    const keys = this.shelves.get(shelf);
    keys?.delete(key);
    if (keys?.size === 0) {
      this.shelves.delete(shelf);
      this.tracking.touch(`shelf:${shelf}`);
    }
  }

  private place(domain: string, named: string | undefined): Placement {
    const declaration = this.declarationOf(keyOf('domain', domain));
    const declared = declaration?.declares === 'domain' ? declaration : undefined;
    const units = this.unitsFrom(named ?? declared?.has.unit?.value);
    const [unit] = units;
    const plan = this.declared('plan', '');
    const source = declared?.has.source ?? plan?.has.source;
    const target = declared?.has.target ?? plan?.has.target;
    return {
      ...(declared ? { domain: compared(declared.name.value) } : {}),
      ...(unit === undefined ? {} : { unit }),
      units,
      lots: this.lotsOfDomain(domain, declared, units),
      ...(source ? { source: source.value } : {}),
      ...(target ? { target: target.value } : {}),
    };
  }

  private lotsOfDomain(
    domain: string,
    declared: DeclarationOf<'domain'> | undefined,
    units: readonly string[],
  ): string[] {
    const own = this.assignedTo('assigned-domain', domain);
    if (own.length > 0 && domain !== comparedDomain(declared?.name.value ?? '')) return own;
    const named = declared ? this.lotsNamingDomain(declared) : own;
    if (named.length > 0) return named;
    for (const unit of units) {
      const lots = this.assignedTo('assigned-unit', unit);
      if (lots.length > 0) return lots;
    }
    return [];
  }

  /** The lots that name a domain, and the one that it names itself: one, unless the plan is at fault. */
  lotsNamingDomain({ name, has }: DeclarationOf<'domain'>): string[] {
    const lots = this.assignedTo('assigned-domain', name.value);
    return has.lot && !lots.includes(has.lot.value) ? [...lots, has.lot.value] : lots;
  }

  /** The lots whose lists hold a name. */
  assignedTo(namespace: 'assigned-address' | 'assigned-domain' | 'assigned-unit', name: string): string[] {
    const key = keyOf(namespace, name);
    if (namespace === 'assigned-address' && this.isShelfEmpty(key)) return [];
    const lots = this.definitionsOf(key).flatMap(({ block: { facts } }) =>
      facts.declaration?.declares === 'lot' ? [facts.declaration.name.value] : [],
    );
    return lots.length > 1 ? [...new Set(lots)] : lots;
  }

  /** A unit and those above it; a loop of parents is followed once round. */
  private unitsFrom(name: string | undefined): string[] {
    const units: string[] = [];
    for (let unit = name; unit !== undefined && !units.includes(unit); ) {
      units.push(unit);
      unit = this.declared('unit', unit)?.has.parent?.value;
    }
    return units;
  }

  private count({ facts: { declaration } }: Block, by: number): void {
    if (!declaration) return;
    const before = this.kinds.get(declaration.declares) ?? 0;
    this.kinds.set(declaration.declares, before + by);
    if ((before === 0) !== (before + by === 0)) this.tracking.touch(`any:${declaration.declares}`);
  }
}

const NOWHERE: readonly never[] = [];

/** Past this many names a block's own are looked up like any other's. */
const FEW = 16;

const isOnce = (key: Key, definitions: readonly Definition[]): boolean =>
  definitions.length <= FEW && definitions.filter((definition) => definition.key === key).length === 1;

/** Names that are offered for each other: of one namespace, addresses of one domain. */
function shelfOf(key: Key): string {
  const namespace = namespaceOf(key);
  return namespace === 'address' || namespace === 'assigned-address'
    ? `${namespace} ${domainOf(key)}`
    : namespace;
}

/** The root plan's first, then in the order of the files' names, then of their lines. */
function inOrder(places: readonly DefinitionPlace[], root: string): DefinitionPlace[] {
  const located = places.map((place) => ({
    place,
    path: place.block.document.path,
    line: place.block.document.lineOf(place.block),
  }));
  located.sort((a, b) =>
    a.path === b.path
      ? a.line - b.line || a.place.definition.start - b.place.definition.start
      : a.path === root || (b.path !== root && a.path < b.path)
        ? -1
        : 1,
  );
  return located.map(({ place }) => place);
}

const ADDRESSES: ReadonlySet<string> = new Set([
  'mailbox',
  'shared',
  'resource',
  'list',
  'alias',
  'forward',
  'drop',
]);
const namespaceFor = (keyword: Declaration['declares']): Namespace =>
  ADDRESSES.has(keyword) ? 'address' : (keyword as Namespace);
