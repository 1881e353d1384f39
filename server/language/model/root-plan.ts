/** What makes a file a root plan, told from its text: a `plan` declaration, and what it includes. */
import { splitBlocks } from '../../../grammar/blocks.ts';
import { readDeclaration } from '../../../grammar/declarations.ts';
import { parseBlock } from '../../../grammar/parser.ts';
import type { Declaration, DeclarationOf } from '../../../grammar/vocabulary.ts';

/** In column 0 of a line as blocks know them, behind byte order marks only where the text begins. */
const STARTS_PLAN = /(?:^\uFEFF+|(?<![^\r\n]))plan(?=[\s{"#;]|$)/;
const STARTS_PLANS = new RegExp(STARTS_PLAN, 'g');

/** Whether a text has the beginnings of a `plan` declaration, readable or not. */
export const beginsPlan = (text: string): boolean => STARTS_PLAN.test(text);

/** The plans that a text declares, as far as their titles and includes: to know a time zone takes longer than all the rest. */
export function plansIn(text: string): DeclarationOf<'plan'>[] {
  return [...text.matchAll(STARTS_PLANS)].flatMap(({ index }) => {
    const { declaration: statement } = parseBlock(blockAt(text, index));
    const body = statement?.body?.filter(({ keyword }) => keyword.text === 'include') ?? [];
    const declaration = statement && readDeclaration({ ...statement, body }).declaration;
    return declaration?.declares === 'plan' ? [declaration] : [];
  });
}

/** The patterns that a file's `plan` includes; `undefined` where it declares none that can be read. */
export const includePatterns = (text: string): string[] | undefined => patternsOf(plansIn(text));

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
