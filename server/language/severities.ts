/**
 * How severe a plan's policies make each finding: the nearest unit's that names the rule, else the plan's, else what the rule
 * says itself.
 */
import type { Declaration, SeverityLevel } from '../../grammar/vocabulary.ts';
import type { Finding } from './checking.ts';
import { keyOf } from './model/names.ts';
import type { PlanModel } from './model/plan-model.ts';

type Levels = ReadonlyMap<string, SeverityLevel>;

export class Severities {
  /** By unit; the plan's own under the empty name. Only those that set any. */
  private readonly levels: ReadonlyMap<string, Levels>;
  private readonly model: PlanModel;

  constructor(model: PlanModel) {
    this.model = model;
    this.levels = new Map(
      model.namesOf('policy').flatMap((unit) => {
        const levels = levelsIn(unit, model);
        return levels.size > 0 ? [[unit, levels] as const] : [];
      }),
    );
  }

  /** The same for the same settings. */
  get fingerprint(): string {
    return JSON.stringify([...this.levels].map(([unit, levels]) => [unit, ...levels]));
  }

  /** Whether a rule counts the same in every unit. */
  get areTheSameEverywhere(): boolean {
    return this.levels.size === 0 || (this.levels.size === 1 && this.levels.has(''));
  }

  of({ rule, data, block }: Finding): SeverityLevel {
    for (const unit of this.unitsOf(block.facts.declaration)) {
      const levels = this.levels.get(unit);
      const level =
        (data.variant && levels?.get(data.variant)) || levels?.get(rule.name) || levels?.get(rule.code);
      if (level) return level;
    }
    return (data.variant && rule.variants?.[data.variant]) || rule.severity;
  }

  /** Whose policies count for a declaration, the nearest first; the plan's own is the last. */
  private unitsOf(declaration: Declaration | undefined): readonly string[] {
    return this.areTheSameEverywhere || !declaration ? PLAN : [...unitsFor(declaration, this.model), ...PLAN];
  }
}

const PLAN = [''];

function levelsIn(unit: string, model: PlanModel): Levels {
  const levels = new Map<string, SeverityLevel>();
  for (const { block } of model.definitionsOf(keyOf('policy', unit))) {
    const policy = block.facts.declaration;
    if (policy?.declares !== 'policy') continue;
    for (const { value } of policy.has.severity) {
      if (!levels.has(value.rule.value)) levels.set(value.rule.value, value.level.value);
    }
  }
  return levels;
}

/** The unit that a declaration is about or in, and those above it. */
export function unitsFor(declaration: Declaration, model: PlanModel): readonly string[] {
  switch (declaration.declares) {
    case 'unit':
      return model.unitsAbove(declaration.name.value);
    case 'domain':
      return model.unitsAbove(declaration.has.unit?.value);
    case 'policy':
      return model.unitsAbove(declaration.unit?.value);
    case 'mailbox':
    case 'shared':
    case 'resource':
    case 'list':
      return model.placementOf(declaration.address.value, declaration.has.unit?.value).units;
    case 'alias':
    case 'forward':
    case 'drop':
      return model.placementOf(declaration.address.value).units;
    default:
      return [];
  }
}
