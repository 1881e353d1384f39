/** What a plan has to be told of the world: holidays of which country and years, and which secrets are to be looked for. */
import type { Secret } from '../../../grammar/shapes.ts';
import type { PlanModel } from './plan-model.ts';

export interface AskedOfWorld {
  /** Where the plan names one. */
  readonly country?: string;
  /** The years of its lots. */
  readonly years: readonly number[];
  /** Those that its endpoints name. */
  readonly secrets: readonly Secret[];
}

/** Computed when what it depends on has changed, so it can be asked after every edit. */
export const askedOfWorld = (model: PlanModel): AskedOfWorld =>
  model.derive('asked-of-world', () => {
    const country = model.declared('plan', '')?.has.country?.value;
    return {
      ...(country === undefined ? {} : { country }),
      years: yearsOf(model),
      secrets: secretsOf(model),
    };
  });

function yearsOf(model: PlanModel): number[] {
  const years = model.namesOf('lot').flatMap((name) => {
    const date = model.declared('lot', name)?.has.date?.value;
    return date === undefined ? [] : [Number(date.slice(0, 4))];
  });
  return [...new Set(years)].sort();
}

function secretsOf(model: PlanModel): Secret[] {
  return model.namesOf('endpoint').flatMap((name) => {
    const has = model.declared('endpoint', name)?.has;
    const named = [
      has?.login?.value.secret,
      has?.client?.value.secret,
      has?.secret,
      has?.directory?.value.secret,
    ];
    return named.flatMap((secret) => secret?.value ?? []);
  });
}
