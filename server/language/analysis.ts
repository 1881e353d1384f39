/**
 * A plan under analysis: its files, what they mean, and what is wrong with them, kept up to date edit by edit. An edit
 * checks again the blocks it touched and those that read a name, a total or an inventory it changed, and nothing else.
 * Never throws: a rule that does is reported and the others still run. Reads no file and no clock.
 */
import type { Declaration, DeclarationOf } from '../../grammar/vocabulary.ts';
import { CheckQueue } from './check-queue.ts';
import { CheckedBlock } from './checked-block.ts';
import { Checking } from './checking.ts';
import { type Diagnostic, published } from './diagnostic.ts';
import type { FactOverrides } from './facts/kinds.ts';
import { FileFindings, NO_FINDINGS } from './file-findings.ts';
import type { DomainInventory } from './model/inventory.ts';
import { type Block, PlanDocument, type TextChange } from './model/plan-document.ts';
import { PlanModel } from './model/plan-model.ts';
import type { Surroundings } from './model/surroundings.ts';
import type { Contribution } from './model/totals.ts';
import { Tracker } from './model/tracking/tracker.ts';
import type { Locale, Rule, Severity } from './rules/rule.ts';
import { Severities, unitsFor } from './severities.ts';
import { StampedDomain, StampedDomains } from './stamped-domains.ts';

export interface AnalysisOptions {
  readonly rules: readonly Rule[];
  readonly locale: Locale;
  /** The root plan's path; without one the files are in no plan. */
  readonly root?: string;
}

/** More than anybody reads; what is over is counted. */
export const MAX_PUBLISHED = 1000;

export class Analysis {
  readonly model: PlanModel;
  readonly root: string | undefined;
  readonly rules: readonly Rule[];
  locale: Locale;
  private readonly documents = new Map<string, PlanDocument>();
  private readonly checked = new Map<Block, CheckedBlock>();
  private readonly found = new Map<string, FileFindings>();
  private readonly queue = new CheckQueue<CheckedBlock>();
  private readonly tracker = new Tracker<CheckedBlock | StampedDomain>((reader) => this.outdate(reader));
  private readonly stamped = new StampedDomains(this.tracker);
  private readonly checking: Checking;
  /** The paths whose findings changed since `settle` last told. */
  private changed = new Set<string>();
  private lastSeverities = '[]';
  /** Whether files that speak of others are to be told again once all is checked. */
  private isOutwardDue = false;
  private hasChecked = false;

  constructor({ rules, locale, root }: AnalysisOptions) {
    this.locale = locale;
    this.root = root;
    this.rules = rules;
    this.checking = new Checking(rules, root !== undefined);
    this.model = new PlanModel(this.tracker, this.checking.ruleNames(), root);
  }

  get paths(): string[] {
    return [...this.documents.keys()];
  }

  document(path: string): PlanDocument | undefined {
    return this.documents.get(path);
  }

  /** What the plan is judged in beside its text: the day, holidays, what has been run. */
  get surroundings(): Surroundings {
    return this.model.surroundings;
  }

  /** Every declaration of a kind, in the order of the files' names and of their lines; what a domain's templates make comes behind it. */
  *declarations<K extends Declaration['declares']>(keyword: K): Generator<DeclarationOf<K>> {
    for (const path of [...this.documents.keys()].sort()) {
      for (const block of this.documents.get(path)?.blocks() ?? []) {
        yield* declared(block, keyword);
        for (const stamped of this.stamped.of(block)) yield* declared(stamped, keyword);
      }
    }
  }

  /** What the templates make, domain by domain. */
  stampedBlocks(): Iterable<readonly Block[]> {
    return this.stamped.all();
  }

  /** Whether nothing is left to check. */
  get isSettled(): boolean {
    return this.tracker.isSettled && this.stamped.areMade && this.queue.isEmpty;
  }

  /** Takes a file in, or its new text; checks nothing yet. */
  open(path: string, text: string): void {
    const document = this.documents.get(path);
    if (document) {
      this.edit(path, [{ text }]);
      return;
    }
    const opened = new PlanDocument(path, text);
    this.documents.set(path, opened);
    this.replace([], [...opened.blocks()]);
  }

  close(path: string): void {
    const document = this.documents.get(path);
    if (!document) return;
    this.replace([...document.blocks()], []);
    this.documents.delete(path);
    this.found.delete(path);
  }

  /** Applies an editor's changes to a file, in their order; checks nothing yet. */
  edit(path: string, changes: readonly TextChange[]): void {
    const document = this.documents.get(path);
    if (!document) return;
    for (const change of changes) {
      const first = document.firstBlock;
      const { removed, added } = document.edit(change);
      this.replace(removed, added);
      this.recheckHead(first, document.firstBlock);
    }
  }

  setInventory(domain: string, inventory: DomainInventory | undefined): void {
    this.model.setInventory(domain, inventory);
  }

  /** The plan's own facts of kinds of endpoints, in place of those before. */
  setFacts(facts: FactOverrides): void {
    this.model.setFacts(facts);
  }

  /** Whether something that was just typed, or that has a fault in itself, is still to be checked. */
  get hasTyped(): boolean {
    return this.queue.hasTyped;
  }

  /** Checks what was just typed or has a fault in itself, and nothing that depends on it. */
  settleTyped(): void {
    while (this.queue.hasTyped) {
      const next = this.next();
      if (!next) return;
      this.check(next);
      this.changed.add(next.path);
    }
  }

  /** The file that somebody looks at: where much is to be checked, it comes first. */
  lookAt(path: string): void {
    this.queue.lookAt(path);
  }

  setFiles(files: readonly string[]): void {
    this.model.setFiles(files);
  }

  /** Checks what is out of date until nothing is, or `shouldStop` says so; returns the paths whose findings changed. */
  settle(shouldStop: () => boolean = () => false): Set<string> {
    for (;;) {
      this.stamped.stamp(this.model, (before, now) => this.replace(before, now));
      this.tracker.settle();
      if (shouldStop()) break;
      const next = this.next();
      if (!next) break;
      this.check(next);
      this.changed.add(next.block.document.path);
    }
    this.compareSeverities();
    this.tellOutward();
    this.tracker.sweep();
    const { changed } = this;
    this.changed = new Set();
    return changed;
  }

  /** Where one file has changed, names and lines that others speak of may have. */
  private tellOutward(): void {
    if (this.changed.size > 0) this.isOutwardDue = true;
    if (!this.isOutwardDue || !this.isSettled) return;
    this.isOutwardDue = false;
    for (const [path, found] of this.found) if (found.speaksOfOthers) this.changed.add(path);
  }

  /** A severity that was set anew changes what is published of every file. */
  private compareSeverities(): void {
    const { fingerprint } = new Severities(this.model);
    if (fingerprint === this.lastSeverities) return;
    this.lastSeverities = fingerprint;
    for (const [path, found] of this.found) if (!found.isEmpty) this.changed.add(path);
  }

  /** A file's diagnostics in the order of its lines, at most `limit` of them, and how many there are in all. */
  diagnostics(path: string, limit = MAX_PUBLISHED): { diagnostics: Diagnostic[]; total: number } {
    const document = this.documents.get(path);
    const found = this.found.get(path);
    if (!document || !found) return { diagnostics: [], total: 0 };
    const severities = new Severities(this.model);
    const { listed, total } = found.listed(document, severities, limit);
    const { locale, model } = this;
    const diagnostics = listed.flatMap(({ finding, line }) => {
      const severity = severities.of(finding);
      return severity === 'off' ? [] : [published(finding, { severity, line, locale, model })];
    });
    return { diagnostics, total };
  }

  /** How many of a file's findings there are of each severity. */
  severityCounts(path: string): Readonly<Record<Severity, number>> {
    return this.found.get(path)?.counts(new Severities(this.model)) ?? NO_FINDINGS;
  }

  private replace(removed: readonly Block[], added: readonly Block[]): void {
    if (removed.length === 0 && !this.hasChecked && !this.tracker.wasRead) {
      this.model.begin(added);
      for (const block of added) this.take(block, false);
      return;
    }
    for (const block of removed) {
      // What stands below it has moved, whether or not anything was wrong with it.
      this.changed.add(block.document.path);
      const stamped = this.stamped.forget(block);
      if (stamped.length > 0) this.replace(stamped, []);
    }
    const touched = this.model.replace(removed, added);
    for (const block of removed) this.uncheck(block);
    const isTyped = added.length <= MOST_TYPED;
    for (const block of added) this.take(block, isTyped);
    for (const key of touched) {
      this.tracker.touch(key);
      for (const block of this.model.blocksDefining(key)) this.recheck(block);
    }
  }

  private take(block: Block, isTyped: boolean): void {
    const entry = new CheckedBlock(block);
    this.checked.set(block, entry);
    this.enqueue(entry, isTyped || hasFaults(block));
    this.stamped.watch(block);
  }

  private uncheck(block: Block): void {
    const entry = this.checked.get(block);
    if (!entry) return;
    this.tracker.forget(entry);
    this.model.contribute(entry.contribution, undefined);
    this.found.get(block.document.path)?.delete(block);
    entry.state = 'gone';
    this.checked.delete(block);
  }

  /** The first block speaks for its file: whichever block was or is first is checked again. */
  private recheckHead(before: Block | undefined, after: Block | undefined): void {
    if (before === after) return;
    for (const block of [before, after]) if (block) this.recheck(block);
  }

  private recheck(block: Block): void {
    const entry = this.checked.get(block);
    if (entry) this.enqueue(entry);
  }

  private outdate(reader: CheckedBlock | StampedDomain): void {
    if (reader instanceof StampedDomain) this.stamped.outdate(reader);
    else this.enqueue(reader);
  }

  private enqueue(entry: CheckedBlock, isTyped = false): void {
    if (entry.state !== 'checked') return;
    entry.state = 'queued';
    if (isTyped) this.queue.pushTyped(entry);
    else this.queue.push(entry);
  }

  private next(): CheckedBlock | undefined {
    for (;;) {
      const entry = this.queue.next();
      if (!entry || entry.state === 'queued') return entry;
    }
  }

  private check(entry: CheckedBlock): void {
    const { block } = entry;
    this.hasChecked = true;
    entry.state = 'checked';
    const before = entry.contribution;
    entry.findings = this.tracker.track(entry, () => {
      entry.contribution = this.contributionOf(block);
      const findings = this.checking.findings(block, this.model);
      // Whose policies make them how severe is a part of the outcome.
      if (findings.length > 0 && block.facts.declaration) unitsFor(block.facts.declaration, this.model);
      return findings;
    });
    this.model.contribute(before, entry.contribution);
    this.remember(entry);
  }

  private contributionOf({ facts: { declaration } }: Block): Contribution | undefined {
    const counts = declaration?.declares === 'mailbox' || declaration?.declares === 'shared';
    return counts ? this.model.contributionOf(declaration) : undefined;
  }

  private remember({ block, findings }: CheckedBlock): void {
    const { path } = block.document;
    const found = this.found.get(path) ?? new FileFindings();
    this.found.set(path, found);
    if (findings.length > 0) found.set(block, findings);
    else found.delete(block);
  }
}

/** What is wrong with a block's text is right whatever is checked later: it is told first. */
const hasFaults = ({ facts }: Block): boolean => facts.syntax.length > 0 || facts.reading.length > 0;

/** Somebody who types changes no more blocks than this at once; what is pasted or opened waits its turn. */
const MOST_TYPED = 64;

function* declared<K extends Declaration['declares']>(
  { facts: { declaration } }: Block,
  keyword: K,
): Generator<DeclarationOf<K>> {
  if (declaration?.declares === keyword) yield declaration as unknown as DeclarationOf<K>;
}
