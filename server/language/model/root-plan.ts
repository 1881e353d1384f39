/** What makes a file a root plan, told from its text: a `plan` declaration, and what it includes. */
import { splitBlocks } from '../../../grammar/blocks.ts';
import type { Declaration } from '../../../grammar/vocabulary.ts';
import { factsOf } from './block-facts.ts';

const STARTS_PLAN = /^\uFEFF?plan(?=[\s{"#;]|$)/m;

/** Whether a text has the beginnings of a `plan` declaration, readable or not. */
export const beginsPlan = (text: string): boolean => STARTS_PLAN.test(text);

/** The patterns that a file's `plan` includes; `undefined` where it declares none that can be read. */
export function includePatterns(text: string): string[] | undefined {
  if (!beginsPlan(text)) return undefined;
  const plans = splitBlocks(text)
    .filter(beginsPlan)
    .map((block) => factsOf(block).declaration);
  return patternsOf(plans);
}

/** The patterns of those among `declarations` that are plans; `undefined` where none is. */
export function patternsOf(declarations: readonly (Declaration | undefined)[]): string[] | undefined {
  const plans = declarations.filter((declaration) => declaration?.declares === 'plan');
  return plans.length === 0 ? undefined : plans.flatMap(({ has }) => has.include.map(({ value }) => value));
}
