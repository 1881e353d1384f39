import type { Located } from '../../../grammar/tree.ts';
import { isGlob } from '../model/include.ts';
import { keyOf } from '../model/names.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { defineRule, plan } from './rule.ts';

/** An include that finds no file, or one that comes back to the file it stands in. */
export const include = defineRule({
  code: 'MP104',
  name: 'include',
  variants: { 'include-matches-nothing': 'warning', 'include-cycle': 'error' },
  severity: 'warning',
  on: 'plan',
  why: {
    en: 'People whose file is not found are not moved, and nobody is told on the day. A plan that includes itself has no order in which it could be read.',
    fr: 'Les personnes dont le fichier n’est pas trouvé ne sont pas migrées, et nul n’est prévenu le jour dit. Un plan qui s’inclut lui-même n’a pas d’ordre de lecture.',
  },
  bad: plan`
    plan "To the new servers" { include ⟦"federations/*.migplan"⟧ }`,
  good: plan`
    //- /plan.migplan
    plan "To the new servers" { include "federations/*.migplan" }
    //- /federations/meuse.migplan
    domain meuse.example`,
  check({ has }, { model, block }) {
    const from = block.document.path;
    return has.include.flatMap((pattern) => {
      const files = model.filesMatching(pattern.value, from);
      const variant = files && faultOf(pattern, from, files, model);
      return variant ? [{ at: pattern, data: { variant, pattern: pattern.value } }] : [];
    });
  },
  message: {
    en: ({ variant, pattern }) =>
      variant === 'include-cycle'
        ? `${pattern} leads back to the file it stands in; remove this include`
        : `no file matches ${pattern}; correct the pattern or add the file`,
    fr: ({ variant, pattern }) =>
      variant === 'include-cycle'
        ? `${pattern} ramène au fichier où il est écrit\u00A0; retirez cette inclusion`
        : `aucun fichier ne correspond à ${pattern}\u00A0; corrigez le motif ou ajoutez le fichier`,
  },
});

/** A pattern that also fits its own file means the others; only one that names it is a circle. */
function faultOf(
  { value }: Located<string>,
  from: string,
  files: readonly string[],
  model: PlanModel,
): 'include-matches-nothing' | 'include-cycle' | undefined {
  const own = model.fileOf(from);
  const others = files.filter((file) => file !== own);
  if (!isGlob(value) && files.length > others.length) return 'include-cycle';
  if (others.length === 0) return 'include-matches-nothing';
  return comesBack(own, others, model) ? 'include-cycle' : undefined;
}

/** Whether the includes of `files`, followed on and on, reach `own`. */
function comesBack(own: string, files: readonly string[], model: PlanModel): boolean {
  const includes = new Map<string, string[]>();
  for (const { block } of model.definitionsOf(keyOf('plan', ''))) {
    const { declaration, path } = { declaration: block.facts.declaration, path: block.document.path };
    if (declaration?.declares !== 'plan') continue;
    const next = declaration.has.include.flatMap(({ value }) => model.filesMatching(value, path) ?? []);
    includes.set(model.fileOf(path), [...(includes.get(model.fileOf(path)) ?? []), ...next]);
  }
  const seen = new Set(files);
  for (const file of seen) {
    for (const next of includes.get(file) ?? []) if (next !== file) seen.add(next);
  }
  return seen.has(own);
}
