/**
 * A plan as far as its names go: what is declared where, under which name, in which files. Every answer is noted with the
 * tracker, so that whoever asked is asked again when it changes. Knows nothing of what the declarations mean together.
 */
import type { Declaration, DeclarationOf } from '../../../grammar/vocabulary.ts';
import type { Definition } from './block-facts.ts';
import { includes, resolvedFrom } from './include.ts';
import {
  type DefinitionPlace,
  type NameChanges,
  NameIndex,
  noChanges,
  shelfOf,
  UNHEARD,
} from './name-index.ts';
import { compared, type Key, keyOf, type Namespace, nameOf, namespaceOf } from './names.ts';
import type { Block } from './plan-document.ts';

export interface Tracking {
  /** Another number in each computation, 0 outside of any. */
  readonly turn: number;
  read(key: string): void;
  touch(key: string): void;
  derive<T>(key: string, compute: () => T): T;
}

export class NamedPlan {
  protected readonly names: NameIndex;
  protected readonly tracking: Tracking;
  private readonly fixedNames: ReadonlySet<Key>;
  private readonly fixedBeside = new Map<Namespace, readonly string[]>();
  private readonly root: string;
  private files: readonly string[] | undefined;

  /** `fixedNames` are names that need no declaration: the rules'. `root` is the root plan's path. */
  constructor(tracking: Tracking, fixedNames: ReadonlySet<Key>, root = '') {
    this.tracking = tracking;
    this.fixedNames = fixedNames;
    for (const key of fixedNames) {
      const beside = this.fixedBeside.get(namespaceOf(key)) ?? [];
      this.fixedBeside.set(namespaceOf(key), [...beside, nameOf(key)]);
    }
    this.root = root;
    this.names = new NameIndex(root);
  }

  /** Puts blocks into a plan that nobody has read anything of yet. */
  begin(blocks: readonly Block[]): void {
    for (const block of blocks) this.names.add(block, UNHEARD);
  }

  /** Takes blocks out and others in; returns the names whose definitions changed, or what stands beside them. */
  replace(removed: readonly Block[], added: readonly Block[]): ReadonlySet<Key> {
    const changes = noChanges();
    for (const block of removed) this.names.remove(block, changes);
    for (const block of added) this.names.add(block, changes);
    this.tell(changes);
    return changes.names;
  }

  private tell({ coming, going, shelves, kinds, used }: NameChanges): void {
    for (const key of coming) this.tellOfName(key);
    for (const key of going) this.tellOfName(key);
    for (const shelf of shelves) this.tracking.touch(`shelf:${shelf}`);
    for (const kind of kinds) this.tracking.touch(`any:${kind}`);
    for (const key of used) if (!HAS_MANY.has(namespaceOf(key))) this.tracking.touch(`used:${key}`);
  }

  /** A name has come into the plan, or left it. */
  protected tellOfName(key: Key): void {
    const namespace = namespaceOf(key);
    if (!HAS_MANY.has(namespace)) this.tracking.touch(`all:${namespace}`);
  }

  /** The plan files there are below the plan's folder, relative to it. */
  setFiles(files: readonly string[]): void {
    this.files = files;
    this.tracking.touch('files');
  }

  /** Every place that defines a name: the root plan's first, then in the order of the files' names and their lines. */
  definitionsOf(key: Key): readonly DefinitionPlace[] {
    this.tracking.read(key);
    return this.names.definitionsOf(key);
  }

  /** The blocks that refer to a name. Not tracked: for fixes. */
  referencesTo(key: Key): readonly Block[] {
    return this.names.blocksReferringTo(key);
  }

  isDefined(key: Key): boolean {
    this.tracking.read(key);
    return this.names.isDefined(key) || this.fixedNames.has(key);
  }

  /** Whether `definition`, which stands in `block`, is the one and only of its name. */
  isSole({ key }: Definition, block: Block): boolean {
    this.tracking.read(key);
    const { definitions } = block.facts;
    return this.names.only(key) === block && (definitions.length === 1 || isOnce(key, definitions));
  }

  /** Whether anything refers to a name of a kind of which a plan has few. */
  isUsed(namespace: FewNamespace, name: string): boolean {
    const key = keyOf(namespace, name);
    this.tracking.read(`used:${key}`);
    return this.names.isUsed(key);
  }

  /** The blocks that define a name. */
  blocksDefining(key: Key): readonly Block[] {
    return this.names.blocksDefining(key);
  }

  /** The declaration that gives a name its meaning: the first, where there are several. */
  declarationOf(key: Key): Declaration | undefined {
    this.tracking.read(key);
    const only = this.names.only(key);
    return only ? only.facts.declaration : this.names.definitionsOf(key)[0]?.block.facts.declaration;
  }

  declared<K extends Declaration['declares']>(keyword: K, name: string): DeclarationOf<K> | undefined {
    const found = this.declarationOf(keyOf(namespaceFor(keyword), name));
    return found?.declares === keyword ? (found as unknown as DeclarationOf<K>) : undefined;
  }

  /** Whether the plan has any declaration of a kind. */
  hasAny(keyword: Declaration['declares']): boolean {
    return this.tracking.derive(`has:${keyword}`, () => {
      this.tracking.read(`any:${keyword}`);
      return this.names.hasAny(keyword);
    });
  }

  /**
   * One answer that many ask for, computed until something it read comes out different. Its key says all that it depends on
   * beside the plan, and `T` is plain data.
   */
  derive<T>(key: string, compute: () => T): T {
    return this.tracking.derive(key, compute);
  }

  /**
   * The names that could be meant where `name` is not declared: those of its namespace, of its domain for an address.
   * Not tracked, so never a part of a verdict.
   */
  *namesBeside(namespace: Namespace, name: string): Generator<string> {
    for (const key of this.names.shelf(shelfOf(keyOf(namespace, name)))) yield nameOf(key);
    yield* this.fixedBeside.get(namespace) ?? [];
  }

  /** The name that was probably meant by one that is not declared. Not tracked: for messages and fixes. */
  nearestTo(namespace: Namespace, name: string): string | undefined {
    return this.names.nearestTo(keyOf(namespace, name), this.fixedBeside.get(namespace) ?? []);
  }

  /** The addresses in a domain, those outside the plan among them that something refers to. Not tracked: for edits. */
  addressesIn(domain: string): Iterable<Key> {
    return this.names.addressesIn(domain);
  }

  /** Declared addresses that begin with what is typed of one. Not tracked: for completion. */
  addressesBeginning(typed: string): Iterable<Key> {
    return this.names.addressesBeginning(typed.normalize('NFC').toLowerCase());
  }

  /** Every name of a kind of which a plan has few, in the order of the alphabet. */
  namesOf(namespace: FewNamespace): readonly string[] {
    return this.tracking.derive(`names:${namespace}`, () => {
      this.tracking.read(`all:${namespace}`);
      return [...this.names.shelf(namespace)].map(nameOf).sort();
    });
  }

  /** The addresses of mailboxes in the same domain that are one slip away. The block that declares one is told anyway. */
  lookAlikesOf(address: string): readonly string[] {
    return this.names.lookAlikesOf(compared(address));
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
}

/** Namespaces with so many names that nobody asks for all of them. */
const HAS_MANY: ReadonlySet<Namespace> = new Set([
  'address',
  'domain',
  'assigned-address',
  'assigned-domain',
  'assigned-unit',
  'domain-target',
  'alias-target',
]);

type FewNamespace = 'endpoint' | 'licence' | 'unit' | 'timeline' | 'lot' | 'template' | 'policy';

/** Past this many names a block's own are looked up like any other's. */
const FEW = 16;

const isOnce = (key: Key, definitions: readonly Definition[]): boolean =>
  definitions.length <= FEW && definitions.filter((definition) => definition.key === key).length === 1;

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
