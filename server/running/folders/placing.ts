/**
 * Decides where each folder of the source goes, and each name that only holds others. Two never fall together unless the plan says so;
 * who comes first never depends on the listing's order, and who comes later never takes a place that was given.
 * Order of claims: INBOX, the plan's own words, earlier runs, declared uses, names known in some language, then as they are.
 */
import type { FolderList, FolderUse } from '../ports.ts';
import { DeclaredUses } from './declared-uses.ts';
import { inOrder, isGmailsOwn, pathOf } from './listed-paths.ts';
import { isCalled, type SourceName } from './source-folders.ts';
import type { Change, Place, TargetNames } from './target-names.ts';

/** Why a folder is where it is, besides what its name had to suffer. */
export type Reason =
  | Change
  | {
      readonly kind:
        | 'inbox'
        | 'plan'
        | 'earlier'
        | 'use'
        | 'name'
        | 'spelling'
        | 'above'
        | 'closed'
        | 'gmail';
    }
  | { readonly kind: 'taken'; readonly other: string };

export interface Decision {
  readonly path: string;
  readonly levels: readonly string[];
  readonly reasons: readonly Reason[];
  /** The source folder that this one is put together with, as the plan says. */
  readonly mergedWith?: string;
}

export interface Wish {
  readonly from: string;
  readonly to: string;
}

/** A folder that has a use, and where it would go without. */
interface Claim {
  readonly source: SourceName;
  readonly use: FolderUse;
  readonly path: string;
  /** As the target has it, if it does. */
  readonly spelt: string | undefined;
}

const DIGITS = 6;

export class Placing {
  readonly #source: FolderList;
  readonly #target: FolderList;
  readonly #names: TargetNames;
  readonly #uses: DeclaredUses;
  readonly #decided = new Map<SourceName, Decision>();
  /** By the target's key: whose it is. */
  readonly #taken = new Map<string, string>();
  /** By the target's key: how the first to go there spells it. */
  readonly #spelt = new Map<string, string>();
  /** Who came too late for a place that it would have had, and whose it is: a sign says that it is not there. */
  readonly #outdone = new Map<SourceName, string>();
  /** What the plan's own words named: others that belong there too are put together with it. */
  readonly #planned = new Set<string>();

  constructor(source: FolderList, target: FolderList, names: TargetNames) {
    this.#source = source;
    this.#target = target;
    this.#names = names;
    this.#uses = new DeclaredUses(source, target);
  }

  /** `sources`: parents before what lies below them. */
  decide(
    sources: readonly SourceName[],
    wishes: readonly Wish[],
    earlier: ReadonlyMap<string, string>,
  ): void {
    this.#inboxes(sources);
    this.#planOf(sources, wishes);
    this.#before(sources, earlier);
    this.#gmails(sources);
    this.#useful(sources, 'use', (source) => this.#uses.declared(source));
    this.#useful(sources, 'name', (source) => this.#uses.guessed(source));
    this.#keepNames(sources);
    this.#asTheyAre(sources);
  }

  of(source: SourceName): Decision {
    const decision = this.#decided.get(source);
    if (!decision) throw new Error(`"${source.path}" was not decided`);
    return decision;
  }

  toDeclare(source: SourceName) {
    return this.#uses.toDeclare(source);
  }

  /** The target's INBOX is nobody else's, even where the source's is left out. */
  #inboxes(sources: readonly SourceName[]): void {
    const place = this.#names.inbox();
    this.#taken.set(this.#names.key(place.path), place.path);
    for (const source of sources) {
      if (source.isInbox) this.#decided.set(source, { ...place, reasons: [{ kind: 'inbox' }] });
    }
  }

  #planOf(sources: readonly SourceName[], wishes: readonly Wish[]): void {
    if (wishes.length === 0) return;
    for (const source of sources) {
      const wish = wishes.findLast(({ from }) => isCalled(from, source.path, this.#source));
      if (wish === undefined) continue;
      const place = this.#names.written(wish.to, { of: source.path, digits: DIGITS, always: false });
      if (source.folder) this.#planned.add(this.#names.key(place.path));
      this.#take(source, place, [{ kind: 'plan' }]);
    }
  }

  #before(sources: readonly SourceName[], earlier: ReadonlyMap<string, string>): void {
    for (const source of sources) {
      const path = earlier.get(source.path);
      if (path === undefined || !source.folder || this.#decided.has(source) || !this.#isFree(path)) continue;
      this.#take(source, this.#names.at(path), [{ kind: 'earlier' }]);
    }
  }

  /** From Gmail to Gmail, what lies below `[Gmail]` is there already, in one language. */
  #gmails(sources: readonly SourceName[]): void {
    for (const source of sources) {
      if (this.#decided.has(source) || source.levels.length < 2 || !isGmailsOwn(source.levels[0])) continue;
      const there = this.#names.there(pathOf(source.levels, this.#target));
      if (there !== undefined && this.#isFree(there))
        this.#take(source, this.#names.at(there), [{ kind: 'use' }]);
    }
  }

  #useful(
    sources: readonly SourceName[],
    kind: 'use' | 'name',
    useOf: (source: SourceName) => FolderUse | undefined,
  ): void {
    const claims = sources.flatMap((source): Claim[] => {
      const use = this.#decided.has(source) ? undefined : useOf(source);
      if (use === undefined || this.#isMarkedThere(source)) return [];
      const { path } = this.#natural(source, false);
      return [{ source, use, path, spelt: this.#names.there(path) }];
    });
    for (const { source, path } of this.#served(claims)) {
      if (this.#isFree(path)) this.#take(source, this.#names.at(path), [{ kind }]);
      else this.#outdoneBy(sources, source, path);
    }
  }

  /** By one that only an earlier run put there: to a run that remembers nothing, its own name would speak no louder than the other's. */
  #outdoneBy(sources: readonly SourceName[], source: SourceName, path: string): void {
    const taker = this.#taken.get(this.#names.key(path));
    const holder = sources.find((one) => one.path === taker);
    if (holder === undefined || !this.of(holder).reasons.some((one) => one.kind === 'earlier')) return;
    const own = this.#natural(holder, false).path;
    const isAway = own !== this.of(holder).path && this.#names.there(own) !== undefined;
    if (isAway) this.#outdone.set(source, holder.path);
  }

  /** Of several with one use, the one that is at home there comes first, and last one that has a place of its own already. */
  #served(claims: readonly Claim[]) {
    const homes = new Map<string, SourceName>();
    for (const { source, spelt } of claims)
      if (spelt !== undefined && !homes.has(spelt)) homes.set(spelt, source);
    for (const { source, spelt, path } of claims) if (spelt === path) homes.set(path, source);
    const served = claims.flatMap(({ source, use, path, spelt }) => {
      const isHome = spelt !== undefined && homes.get(spelt) === source;
      const others = (one: string) => homes.has(one) && homes.get(one) !== source;
      const found = this.#uses.servedBy(use, isHome ? spelt : path, others)?.path;
      if (found === undefined) return [];
      return [{ source, path: found, rank: isHome ? (spelt === found ? 0 : 2) : 1 }];
    });
    return served.toSorted(
      (one, other) => one.rank - other.rank || inOrder(one.source.path, other.source.path),
    );
  }

  /**
   * Where the target declares nothing, a folder of its own name is taken before any other known one. So whoever went to another keeps
   * the name that it left: were it given away, a run that remembers nothing would find it there and take it for its own.
   */
  #keepNames(sources: readonly SourceName[]): void {
    for (const source of sources) {
      const decision = this.#decided.get(source);
      const use = this.#uses.declared(source) ?? this.#uses.guessed(source);
      if (!decision || use === undefined || this.#uses.isDeclaredThere(use)) continue;
      if (decision.reasons.some(({ kind }) => kind === 'plan')) continue;
      const { path } = this.#natural(source, false);
      const isLeft = path !== decision.path && this.#names.there(path) === undefined;
      const key = this.#names.key(path);
      if (isLeft && !this.#taken.has(key)) this.#taken.set(key, source.path);
    }
  }

  /** Above before below; of those on one level, names that stay as they are before those that had to change. */
  #asTheyAre(sources: readonly SourceName[]): void {
    const levels = Map.groupBy(sources, ({ levels }) => levels.length);
    for (const [, level] of [...levels].toSorted(([one], [other]) => one - other)) {
      const open = level.filter((source) => source.folder && !this.#decided.has(source));
      // What only holds others holds no mail to be kept apart: what lies below it is.
      const others = level.filter((source) => !source.folder && !this.#decided.has(source));
      const [changed, same] = [true, false].map((wanted) =>
        open.filter((source) => this.#isChanged(this.#natural(source, false)) === wanted),
      );
      for (const source of [...(same ?? []), ...(changed ?? [])]) this.#asItIs(source);
      for (const source of others) this.#take(source, this.#natural(source, false), []);
    }
  }

  #asItIs(source: SourceName): void {
    const natural = this.#natural(source, false);
    const marked = this.#names.hasSigns ? this.#natural(source, true) : natural;
    if (marked.path !== natural.path && this.#isMarkedThere(source)) {
      this.#take(source, marked, [{ kind: 'earlier' }]);
    } else if (this.#mayHave(source, natural)) {
      this.#take(source, natural, this.#moves(source));
    } else {
      const other = this.#outdone.get(source) ?? this.#taken.get(this.#names.key(natural.path)) ?? '';
      this.#take(source, this.#apart(source), [{ kind: 'taken', other }]);
    }
  }

  #mayHave(source: SourceName, natural: Place): boolean {
    if (this.#outdone.has(source) || !this.#isFree(natural.path)) return false;
    return !this.#isPlanned(natural.path) || !this.#isChanged(natural);
  }

  /** What lies elsewhere than its path says, for the sake of one of the two systems. */
  #moves({ parent, levels }: SourceName): Reason[] {
    const isClosed =
      parent && (parent.isInbox ? this.#names.isInboxApart : this.#names.isReserved(this.of(parent).levels));
    if (isClosed) return [{ kind: 'closed' }];
    return !parent && levels.length > 1 ? [{ kind: 'gmail' }] : [];
  }

  /** With a mark that nobody else has: of six digits, or of more where two of a thousand names should share them. */
  #apart(source: SourceName): Place {
    for (let digits = DIGITS; ; digits++) {
      const place = this.#natural(source, true, digits);
      if (!this.#taken.has(this.#names.key(place.path)) || digits > 64) return place;
    }
  }

  /** It was told apart by an earlier run, whoever remembers. */
  #isMarkedThere(source: SourceName): boolean {
    if (!this.#names.hasSigns) return false;
    const { path } = this.#natural(source, true);
    return this.#names.there(path) !== undefined && !this.#taken.has(this.#names.key(path));
  }

  /** Below what the name above it became. */
  #natural(source: SourceName, isMarked: boolean, digits = DIGITS): Place {
    const mark = { of: source.path, digits, always: isMarked };
    return this.#names.below(this.#levelsAbove(source), source.name, mark);
  }

  /** Decided already, or as it will be in all likelihood. Below the target's own folders nothing can be made. */
  #levelsAbove({ parent }: SourceName): readonly string[] {
    if (!parent) return [];
    const decided = this.#decided.get(parent);
    if (decided && !this.#names.isReserved(decided.levels)) return decided.levels;
    const isMarked = !decided && parent.folder && this.#isMarkedThere(parent);
    return this.#natural(parent, isMarked === true).levels;
  }

  #isChanged({ changes }: Place): boolean {
    return changes.length > 0;
  }

  #isPlanned(path: string): boolean {
    return this.#planned.has(this.#names.key(path));
  }

  #isFree(path: string): boolean {
    return !this.#taken.has(this.#names.key(path)) || this.#isPlanned(path);
  }

  /** In the spelling that the target has it in. */
  #take(source: SourceName, place: Place, reasons: readonly Reason[]): void {
    const key = this.#names.key(place.path);
    const spelt = this.#names.there(place.path) ?? this.#spelt.get(key) ?? place.path;
    const isRespelt = spelt !== place.path;
    const other = source.folder && this.#taken.get(key);
    const { path, levels } = isRespelt ? this.#names.at(spelt) : place;
    this.#decided.set(source, {
      path,
      levels,
      reasons: [...place.changes, ...reasons, ...(isRespelt ? [{ kind: 'spelling' } as const] : [])],
      ...(other !== undefined && { mergedWith: other }),
    });
    if (!this.#spelt.has(key)) this.#spelt.set(key, path);
    if (source.folder && other === undefined) this.#taken.set(key, source.path);
  }
}
