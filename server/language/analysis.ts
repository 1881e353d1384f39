/**
 * A plan under analysis: its files, what they mean, and what is wrong with them, kept up to date edit by edit. An edit
 * checks again the blocks it touched and those that read a name, a total or an inventory it changed, and nothing else.
 * Never throws: a rule that does is reported and the others still run. Reads no file and no clock.
 */
import type { Span } from '../../grammar/tree.ts';
import type { Declaration, DeclarationOf, SeverityLevel } from '../../grammar/vocabulary.ts';
import type { DomainInventory } from './model/inventory.ts';
import { type Key, keyOf } from './model/names.ts';
import { type Block, PlanDocument, type Range, type TextChange } from './model/plan-document.ts';
import { PlanModel } from './model/plan-model.ts';
import type { Contribution } from './model/totals.ts';
import { type Reader, Tracker } from './model/tracker.ts';
import type { Found, Locale, Related, Rule, Severity, SubjectKind } from './rules/rule.ts';

/** A finding as it is published; positions as in the Language Server Protocol. */
export interface Diagnostic {
  readonly code: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  readonly range: Range;
  readonly related: readonly { readonly path: string; readonly range: Range; readonly message: string }[];
  /** The finding it was made from, for its fixes. */
  readonly finding: Finding;
}

/** What a rule reported in a block. */
export interface Finding {
  readonly rule: Rule;
  readonly block: Block;
  readonly at: Span;
  readonly data: { readonly variant?: string };
  readonly related: readonly Related[];
}

export interface AnalysisOptions {
  readonly rules: readonly Rule[];
  readonly locale: Locale;
  /** The root plan's path; without one the files are in no plan. */
  readonly root?: string;
}

/** More than anybody reads; what is over is counted. */
export const MAX_PUBLISHED = 1000;

interface CheckedBlock extends Reader {
  readonly block: Block;
  findings: readonly Finding[];
  contribution: Contribution | undefined;
  state: 'queued' | 'checked' | 'gone';
}

export class Analysis {
  readonly model: PlanModel;
  readonly root: string | undefined;
  locale: Locale;
  private readonly documents = new Map<string, PlanDocument>();
  private readonly checked = new Map<Block, CheckedBlock>();
  private readonly withFindings = new Map<string, Set<CheckedBlock>>();
  /** Blocks to check: those that count in totals come before those that may read them. */
  private readonly queue: { counted: CheckedBlock[]; others: CheckedBlock[] } = { counted: [], others: [] };
  private readonly tracker = new Tracker<CheckedBlock>((reader) => this.enqueue(reader));
  private readonly rulesBySubject = new Map<SubjectKind, Rule[]>();
  private readonly ruleNames: ReadonlySet<string>;
  /** The paths whose findings changed since `settle` last told. */
  private changed = new Set<string>();
  private lastSeverities = '[]';

  constructor({ rules, locale, root }: AnalysisOptions) {
    this.locale = locale;
    this.root = root;
    for (const rule of rules) {
      for (const subject of rule.on) this.rulesBySubject.set(subject, [...this.rulesOn(subject), rule]);
    }
    this.ruleNames = new Set(
      rules.flatMap((rule) => [rule.name, rule.code, ...Object.keys(rule.variants ?? {})]),
    );
    const fixedNames = new Set([...this.ruleNames].map((name) => keyOf('rule', name)));
    this.model = new PlanModel(this.tracker, fixedNames, root);
  }

  get paths(): string[] {
    return [...this.documents.keys()];
  }

  document(path: string): PlanDocument | undefined {
    return this.documents.get(path);
  }

  /** Every declaration of a kind, in the order of the files' names and of their lines. */
  *declarations<K extends Declaration['declares']>(keyword: K): Generator<DeclarationOf<K>> {
    for (const path of [...this.documents.keys()].sort()) {
      for (const { facts } of this.documents.get(path)?.blocks() ?? []) {
        if (facts.declaration?.declares === keyword) yield facts.declaration as unknown as DeclarationOf<K>;
      }
    }
  }

  /** Whether nothing is left to check. */
  get isSettled(): boolean {
    return this.tracker.isSettled && this.queue.counted.length === 0 && this.queue.others.length === 0;
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
    this.withFindings.delete(path);
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

  setFiles(files: readonly string[]): void {
    this.model.setFiles(files);
  }

  /** Checks what is out of date until nothing is, or `shouldStop` says so; returns the paths whose findings changed. */
  settle(shouldStop: () => boolean = () => false): Set<string> {
    for (;;) {
      this.tracker.settle();
      if (shouldStop()) break;
      const next = this.next();
      if (!next) break;
      this.check(next);
      this.changed.add(next.block.document.path);
    }
    this.compareSeverities();
    const { changed } = this;
    this.changed = new Set();
    return changed;
  }

  /** A severity that was set anew changes what is published of every file. */
  private compareSeverities(): void {
    const severities = JSON.stringify([...this.severities()]);
    if (severities === this.lastSeverities) return;
    this.lastSeverities = severities;
    for (const [path, entries] of this.withFindings) if (entries.size > 0) this.changed.add(path);
  }

  /** A file's diagnostics in the order of its lines, at most `limit` of them, and how many there are in all. */
  diagnostics(path: string, limit = MAX_PUBLISHED): { diagnostics: Diagnostic[]; total: number } {
    const entries = this.withFindings.get(path) ?? new Set();
    const lines = this.documents.get(path)?.linesOf([...entries].map(({ block }) => block));
    const blocks = [...entries].map((entry) => ({ entry, line: lines?.get(entry.block) ?? 0 }));
    blocks.sort((a, b) => a.line - b.line);
    const severities = this.severities();
    const diagnostics: Diagnostic[] = [];
    let total = 0;
    for (const { entry, line } of blocks) {
      for (const finding of entry.findings) {
        const severity = severityOf(finding, severities);
        if (severity === 'off') continue;
        total++;
        if (diagnostics.length < limit) diagnostics.push(this.publish(finding, severity, line));
      }
    }
    return { diagnostics, total };
  }

  private publish(finding: Finding, severity: Severity, line: number): Diagnostic {
    const { rule, block, at, data, related } = finding;
    return {
      code: rule.code,
      rule: data.variant ?? rule.name,
      severity,
      message: rule.message[this.locale](data, this.model),
      path: block.document.path,
      range: block.document.range({ block, span: at }, line),
      related: related.map(({ place, what }) => ({
        path: place.block.document.path,
        range: place.block.document.range(place),
        message: what[this.locale],
      })),
      finding,
    };
  }

  /** What the plan's policies make of each rule's severity; the plan's own policy alone sets it, not a unit's. */
  private severities(): ReadonlyMap<string, SeverityLevel> {
    const set = this.model.policy('severity') ?? [];
    return new Map(set.map(({ value }) => [value.rule.value, value.level.value]));
  }

  private replace(removed: readonly Block[], added: readonly Block[]): void {
    const touched = new Set<Key>();
    for (const block of removed) {
      this.model.remove(block);
      this.uncheck(block);
      for (const { key } of block.facts.definitions) touched.add(key);
    }
    for (const block of added) {
      this.model.add(block);
      const entry: CheckedBlock = {
        block,
        findings: [],
        contribution: undefined,
        dependencies: [],
        isToldOf: (key) => defines(block, key),
        state: 'checked',
      };
      this.checked.set(block, entry);
      this.enqueue(entry);
      for (const { key } of block.facts.definitions) touched.add(key);
    }
    for (const key of touched) {
      this.tracker.touch(key);
      for (const block of this.model.blocksDefining(key)) this.recheck(block);
    }
  }

  private uncheck(block: Block): void {
    const entry = this.checked.get(block);
    if (!entry) return;
    this.tracker.forget(entry);
    this.model.contribute(entry.contribution, undefined);
    if (this.withFindings.get(block.document.path)?.delete(entry)) this.changed.add(block.document.path);
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

  private enqueue(entry: CheckedBlock): void {
    if (entry.state !== 'checked') return;
    entry.state = 'queued';
    const declares = entry.block.facts.declaration?.declares;
    (declares === 'mailbox' || declares === 'shared' ? this.queue.counted : this.queue.others).push(entry);
  }

  private next(): CheckedBlock | undefined {
    for (;;) {
      const entry = this.queue.counted.pop() ?? this.queue.others.pop();
      if (!entry || entry.state === 'queued') return entry;
    }
  }

  private check(entry: CheckedBlock): void {
    const { block } = entry;
    entry.state = 'checked';
    const { contribution, findings } = this.tracker.track(entry, () => {
      const declaration = block.facts.declaration;
      const counts = declaration?.declares === 'mailbox' || declaration?.declares === 'shared';
      return {
        contribution: counts ? this.model.contributionOf(declaration) : undefined,
        findings: this.findings(block),
      };
    });
    this.model.contribute(entry.contribution, contribution);
    entry.contribution = contribution;
    entry.findings =
      findings.length < 2
        ? findings
        : findings.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
    this.remember(entry);
  }

  private remember(entry: CheckedBlock): void {
    const { path } = entry.block.document;
    const known = this.withFindings.get(path) ?? new Set();
    this.withFindings.set(path, known);
    if (entry.findings.length > 0) known.add(entry);
    else known.delete(entry);
  }

  /** Runs every rule over what a block holds, then takes out what it suppresses and judges the suppressions. */
  private findings(block: Block): Finding[] {
    const found: Finding[] = [];
    const { declaration, definitions, references, syntax, reading } = block.facts;
    for (const problem of syntax) this.run('syntax', problem, block, found);
    for (const problem of reading) this.run(problem.problem, problem, block, found);
    for (const definition of definitions) this.run('definition', definition, block, found);
    for (const reference of references) this.run('reference', reference, block, found);
    if (declaration) this.run(declaration.declares, declaration, block, found);
    if (block === block.document.firstBlock) {
      this.run('file', { path: block.document.path, isInPlan: this.root !== undefined }, block, found);
    }
    return block.facts.suppressions.length > 0 ? this.suppress(block, found) : found;
  }

  private run(kind: SubjectKind, subject: unknown, block: Block, found: Finding[]): void {
    const rules = this.rulesBySubject.get(kind);
    if (!rules) return;
    const context = { model: this.model, block };
    for (const rule of rules) {
      try {
        const result = rule.check(subject, context);
        if (!result) continue;
        for (const { at, data, related = [] } of Array.isArray(result) ? result : [result as Found<object>]) {
          found.push({ rule, block, at: { start: at.start, end: at.end }, data, related });
        }
      } catch (error) {
        found.push({ rule: brokenRule(rule, error), block, at: { start: 0, end: 0 }, data: {}, related: [] });
      }
    }
  }

  private suppress(block: Block, found: Finding[]): Finding[] {
    const kept = new Set(found);
    const judged: Finding[] = [];
    for (const suppression of block.facts.suppressions) {
      const hit = found.filter(
        (finding) => names(finding, suppression.rule) && isWithin(finding.at.start, suppression.covers),
      );
      for (const finding of hit) kept.delete(finding);
      const isKnownRule = this.ruleNames.has(suppression.rule);
      this.run('suppression', { ...suppression, used: hit.length > 0, isKnownRule }, block, judged);
    }
    return [...kept, ...judged];
  }

  private rulesOn(subject: SubjectKind): Rule[] {
    return this.rulesBySubject.get(subject) ?? [];
  }
}

/** Up to here it is looked through at once whether a block defines a name; a longer list is tracked like any reader's. */
const FEW = 16;

const defines = ({ facts: { definitions } }: Block, key: string): boolean =>
  definitions.length <= FEW && definitions.some((definition) => definition.key === key);

const severityOf = ({ rule, data }: Finding, set: ReadonlyMap<string, SeverityLevel>): SeverityLevel =>
  (data.variant && set.get(data.variant)) ||
  set.get(rule.name) ||
  set.get(rule.code) ||
  (data.variant && rule.variants?.[data.variant]) ||
  rule.severity;

const names = ({ rule, data }: Finding, written: string): boolean =>
  rule.name === written || rule.code === written || data.variant === written;

const isWithin = (offset: number, { start, end }: Span): boolean => offset >= start && offset < end;

/** A rule that threw, shown as a finding of its own: the others have still run. */
function brokenRule(rule: Rule, error: unknown): Rule {
  const why = error instanceof Error ? error.message : String(error);
  return {
    ...rule,
    severity: 'error',
    message: {
      en: () => `rule ${rule.name} failed here (${why}); please report it, the other rules have run`,
      fr: () =>
        `la règle ${rule.name} a échoué ici (${why}) ; merci de le signaler, les autres ont été vérifiées`,
    },
  };
}
