/**
 * One plan that an editor has at hand, or one open file that is in no plan: takes files in, passes edits on and brings the
 * analysis up to date in slices, so that key presses and cancellations never wait. Knows no wire.
 */
import { Analysis } from '../language/analysis.ts';
import type { FactOverrides } from '../language/facts/kinds.ts';
import type { DomainInventory } from '../language/model/inventory.ts';
import { comparedDomain } from '../language/model/names.ts';
import { PlanDocument, type TextChange } from '../language/model/plan-document.ts';
import type { Surroundings } from '../language/model/surroundings.ts';
import type { Locale, Rule } from '../language/rules/rule.ts';
import type { Turns } from './ports.ts';
import { folderOf, joined, nameOf, pathBelow } from './uri.ts';

/** How long one slice of work may keep the others waiting, in milliseconds. */
const SLICE = 4;

export interface OpenPlanOptions {
  /** The path of the root plan, or of the file that is in none. */
  readonly path: string;
  readonly isPlan: boolean;
  readonly rules: readonly Rule[];
  readonly locale: Locale;
  readonly turns: Turns;
  /** Called each time nothing is left to check, with the paths whose findings may have changed. */
  readonly onSettled: (plan: OpenPlan, changed: readonly string[]) => void;
  readonly onFailure: (error: unknown) => void;
}

export class OpenPlan {
  readonly path: string;
  readonly folder: string;
  readonly isPlan: boolean;
  readonly analysis: Analysis;
  private readonly options: OpenPlanOptions;
  /** Texts that the analysis has not taken in yet, by their name in the plan. */
  private readonly entering = new Map<string, string>();
  private readonly inventories = new Map<string, DomainInventory>();
  private preparing: Promise<void> | undefined;
  private working: Promise<void> | undefined;
  /** Ends a wait for what is prepared. */
  private rouse: (() => void) | undefined;
  private files = '';
  private edits = 0;

  constructor(options: OpenPlanOptions) {
    const { path, isPlan, rules, locale } = options;
    this.options = options;
    this.path = path;
    this.folder = folderOf(path);
    this.isPlan = isPlan;
    this.analysis = new Analysis({ rules, locale, ...(isPlan ? { root: nameOf(path) } : {}) });
  }

  /** A file's name in the analysis: its path from the plan's folder. */
  nameOf(path: string): string {
    return (this.isPlan && pathBelow(this.folder, path)) || path;
  }

  /** The path of a file that the analysis names. */
  pathOf(name: string): string {
    return this.isPlan ? joined(this.folder, name) : name;
  }

  /** Another number with each change of the plan's text. */
  get revision(): number {
    return this.edits;
  }

  textOf(path: string): string | undefined {
    const name = this.nameOf(path);
    return this.entering.get(name) ?? this.analysis.document(name)?.text;
  }

  enter(path: string, text: string): void {
    this.entering.set(this.nameOf(path), text);
    this.edits++;
    this.wake();
  }

  /** Lets a file go and returns its text. */
  leave(path: string): string {
    const text = this.textOf(path) ?? '';
    const name = this.nameOf(path);
    this.entering.delete(name);
    this.analysis.close(name);
    this.edits++;
    this.wake();
    return text;
  }

  edit(path: string, changes: readonly TextChange[]): void {
    const name = this.nameOf(path);
    const waiting = this.entering.get(name);
    if (waiting === undefined) this.analysis.edit(name, changes);
    else this.entering.set(name, edited(waiting, changes));
    this.edits++;
    this.wake();
  }

  /** The plan files there are below the plan's folder. */
  setFiles(paths: readonly string[]): void {
    const names = paths.flatMap((path) => pathBelow(this.folder, path) ?? []).sort();
    if (this.files === names.join('\n')) return;
    this.files = names.join('\n');
    this.analysis.setFiles(names);
    this.wake();
  }

  /** Replaces what one inventory file said; `undefined` takes it away, and another file's of that domain counts. */
  setInventory(file: string, inventory: DomainInventory | undefined): void {
    const before = this.inventories.get(file)?.domain;
    if (inventory) this.inventories.set(file, inventory);
    else this.inventories.delete(file);
    if (before !== undefined) this.analysis.setInventory(before, this.lastInventoryOf(before));
    if (inventory) this.analysis.setInventory(inventory.domain, inventory);
    this.wake();
  }

  /** The file that says what the source holds of a domain, by the domain as it is compared. */
  inventoryFiles(): ReadonlyMap<string, string> {
    return new Map([...this.inventories].map(([file, { domain }]) => [comparedDomain(domain), file]));
  }

  private lastInventoryOf(domain: string): DomainInventory | undefined {
    const sought = comparedDomain(domain);
    return [...this.inventories.values()].findLast((found) => comparedDomain(found.domain) === sought);
  }

  /** Replaces the plan's own facts of kinds of endpoints. */
  setFacts(facts: FactOverrides): void {
    this.analysis.setFacts(facts);
    this.wake();
  }

  /** Tells the analysis what has become known of the time, holidays, secrets or runs. */
  surround(tell: (surroundings: Surroundings) => void): void {
    tell(this.analysis.surroundings);
    this.wake();
  }

  /** Nothing but what was typed is checked before this has come: what would have to be checked twice waits for it. */
  prepare(preparation: Promise<void>): void {
    this.preparing = preparation.finally(() => {
      this.preparing = undefined;
    });
    this.wake();
  }

  /** The file that somebody looks at. */
  lookAt(path: string): void {
    this.analysis.lookAt(this.nameOf(path));
  }

  /** Whether every file is taken in, and what was just typed, or has a fault in itself, has been checked. */
  get isTaken(): boolean {
    return this.entering.size === 0 && !this.analysis.hasTyped;
  }

  /** Whether every file is taken in and checked. */
  get isSettled(): boolean {
    return this.working === undefined;
  }

  /** Until every file is taken in and checked. */
  async settled(): Promise<void> {
    while (this.working) await this.working;
  }

  /** Until every file is taken in, checked or not. */
  async taken(): Promise<void> {
    while (this.entering.size > 0 && this.working) await this.options.turns.next();
  }

  private wake(): void {
    this.rouse?.();
    this.working ??= this.work();
  }

  private async work(): Promise<void> {
    const { turns, onFailure } = this.options;
    const changed = new Set<string>();
    try {
      await turns.next();
      while (!this.slice(changed)) await (this.mustWait ? this.prepared() : turns.next());
    } catch (error) {
      onFailure(error);
    }
    // From here on whoever wakes it begins anew.
    this.working = undefined;
    this.tell(changed);
  }

  private tell(changed: ReadonlySet<string>): void {
    const { onSettled, onFailure } = this.options;
    try {
      onSettled(
        this,
        [...changed].map((name) => this.pathOf(name)),
      );
    } catch (error) {
      onFailure(error);
    }
  }

  private get mustWait(): boolean {
    return this.preparing !== undefined && this.entering.size === 0;
  }

  /** Until what is waited for has come, or something is typed meanwhile. */
  private prepared(): Promise<void> {
    return new Promise((resolve) => {
      this.rouse = resolve;
      this.preparing?.then(resolve, resolve);
    });
  }

  /** Works for a while; whether nothing is left to do. */
  private slice(changed: Set<string>): boolean {
    const { now } = this.options.turns;
    const until = now() + SLICE;
    for (const [name, text] of this.entering) {
      if (now() >= until) return false;
      this.entering.delete(name);
      this.analysis.open(name, text);
    }
    if (this.preparing) {
      this.analysis.settleTyped();
      return false;
    }
    for (const name of this.analysis.settle(() => now() >= until)) changed.add(name);
    return this.analysis.isSettled;
  }
}

/** A text nobody has analysed, edited. */
export function edited(text: string, changes: readonly TextChange[]): string {
  const document = new PlanDocument('', text);
  for (const change of changes) document.edit(change);
  return document.text;
}
