/**
 * The rules at work on one block: what it says and what is wrong with it, less what it suppresses. A rule that throws is
 * reported and the others still run.
 */
import type { Span } from '../../grammar/tree.ts';
import type { Definition, Reference, Suppression } from './model/block-facts.ts';
import { type Key, keyOf, namespaceOf } from './model/names.ts';
import type { Block } from './model/plan-document.ts';
import type { PlanModel } from './model/plan-model.ts';
import type { Found, Related, Rule, RuleContext, SubjectKind } from './rules/rule.ts';

/** What a rule reported in a block. */
export interface Finding {
  readonly rule: Rule;
  readonly block: Block;
  readonly at: Span;
  readonly data: { readonly variant?: string };
  readonly related: readonly Related[];
}

const NO_FINDINGS: readonly Finding[] = [];
const NO_RULES: readonly Rule[] = [];

export class Checking {
  private readonly rulesBySubject = new Map<SubjectKind, readonly Rule[]>();
  private readonly names: ReadonlySet<string>;
  private readonly isInPlan: boolean;

  constructor(rules: readonly Rule[], isInPlan: boolean) {
    for (const rule of rules) {
      for (const subject of rule.on) this.rulesBySubject.set(subject, [...this.on(subject), rule]);
    }
    this.names = new Set(
      rules.flatMap((rule) => [rule.name, rule.code, ...Object.keys(rule.variants ?? {})]),
    );
    this.isInPlan = isInPlan;
  }

  /** The names that a policy or a suppression may call a rule by. */
  ruleNames(): ReadonlySet<Key> {
    return new Set([...this.names].map((name) => keyOf('rule', name)));
  }

  /** Everything the rules say of a block, in the order of its text. */
  findings(block: Block, model: PlanModel): readonly Finding[] {
    const found = block.stamp ? this.inStamp(block, model) : this.inText(block, model);
    if (found.length < 2) return found.length === 0 ? NO_FINDINGS : found;
    return found.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
  }

  private inText(block: Block, model: PlanModel): Finding[] {
    const found: Finding[] = [];
    const context = { model, block };
    const { facts } = block;
    for (const problem of facts.syntax) this.run('syntax', problem, context, found);
    for (const problem of facts.reading) this.run(problem.problem, problem, context, found);
    this.runOnMeaning(context, facts.references, found);
    if (block === block.document.firstBlock) {
      this.run('file', { path: block.document.path, isInPlan: this.isInPlan }, context, found);
    }
    return facts.suppressions.length > 0 ? this.suppress(block, model, found) : found;
  }

  /** What is wrong with the template itself is told there, and once. */
  private inStamp(block: Block, model: PlanModel): Finding[] {
    const found: Finding[] = [];
    const context = { model, block };
    this.run('stamp', block.stamp, context, found);
    const addresses = block.facts.references.filter(({ key }) => namespaceOf(key) === 'address');
    this.runOnMeaning(context, addresses, found);
    return found.filter((finding) => !isSuppressedInText(finding, block));
  }

  private runOnMeaning(context: RuleContext, references: readonly Reference[], found: Finding[]): void {
    const { declaration, definitions } = context.block.facts;
    for (const definition of definitions as readonly Definition[])
      this.run('definition', definition, context, found);
    for (const reference of references) this.run('reference', reference, context, found);
    if (declaration) this.run(declaration.declares, declaration, context, found);
  }

  private run(kind: SubjectKind, subject: unknown, context: RuleContext, found: Finding[]): void {
    const rules = this.rulesBySubject.get(kind);
    if (!rules) return;
    const { block } = context;
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

  private suppress(block: Block, model: PlanModel, found: Finding[]): Finding[] {
    const kept = new Set(found);
    const judged: Finding[] = [];
    for (const suppression of block.facts.suppressions) {
      const hit = found.filter(
        (finding) => isNamed(finding, suppression.rule) && isWithin(finding.at.start, suppression.covers),
      );
      for (const finding of hit) kept.delete(finding);
      const isKnownRule = this.names.has(suppression.rule);
      const used = hit.length > 0 || coversStamps(suppression, block);
      const judgement = { ...suppression, used, isKnownRule };
      this.run('suppression', judgement, { model, block }, judged);
    }
    return [...kept, ...judged];
  }

  private on(subject: SubjectKind): readonly Rule[] {
    return this.rulesBySubject.get(subject) ?? NO_RULES;
  }
}

/** Whether a suppression in the domain that uses a template, or in the template, is about what was stamped. */
function isSuppressedInText(finding: Finding, { stamp }: Block): boolean {
  return (
    stamp !== undefined &&
    [stamp.use, stamp.source].some(({ block, span }) =>
      block.facts.suppressions.some(
        ({ rule, covers }) => isNamed(finding, rule) && isWithin(span.start, covers),
      ),
    )
  );
}

/** What templates stamp is checked for itself: a suppression that is about them is not judged by what its own block holds. */
function coversStamps({ covers }: Suppression, { facts: { declaration } }: Block): boolean {
  if (declaration?.declares === 'template') return true;
  return (
    declaration?.declares === 'domain' && declaration.has.use.some(({ start }) => isWithin(start, covers))
  );
}

const isNamed = ({ rule, data }: Finding, written: string): boolean =>
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
        `la règle ${rule.name} a échoué ici (${why})\u00A0; merci de le signaler, les autres ont été vérifiées`,
    },
    fixes: [],
  };
}
