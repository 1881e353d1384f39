/** What makes a file a root plan, told from its text: a `plan` declaration, and what it includes. */
import { splitBlocks } from '../../../grammar/blocks.ts';
import type { Declaration } from '../../../grammar/vocabulary.ts';
import { factsOf } from './block-facts.ts';

const STARTS_PLAN = /^\uFEFF?plan(?=[\s{"#;]|$)/m;
const STARTS_PLANS = new RegExp(STARTS_PLAN, 'gm');

/** Whether a text has the beginnings of a `plan` declaration, readable or not. */
export const beginsPlan = (text: string): boolean => STARTS_PLAN.test(text);

/** The patterns that a file's `plan` includes; `undefined` where it declares none that can be read. */
export function includePatterns(text: string): string[] | undefined {
  const plans = [...text.matchAll(STARTS_PLANS)].map(
    ({ index }) => factsOf(blockAt(text, index)).declaration,
  );
  return plans.length === 0 ? undefined : patternsOf(plans);
}

/** The block that begins at an offset, without a look at the rest of a large file where it is short, as it nearly always is. */
function blockAt(text: string, start: number): string {
  const [short = ''] = splitBlocks(text.slice(start, start + SHORT));
  if (short.length < SHORT) return short;
  const [whole = ''] = splitBlocks(text.slice(start));
  return whole;
}

const SHORT = 10_000;

/** The patterns of those among `declarations` that are plans; `undefined` where none is. */
export function patternsOf(declarations: readonly (Declaration | undefined)[]): string[] | undefined {
  const plans = declarations.filter((declaration) => declaration?.declares === 'plan');
  return plans.length === 0 ? undefined : plans.flatMap(({ has }) => has.include.map(({ value }) => value));
}
