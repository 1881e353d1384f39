/** Writes what the parser and the readers found as short text without positions, so that a whole outcome is compared at once. */
import { splitBlocks } from '../../grammar/blocks.ts';
import type { Reading, ReadingProblem } from '../../grammar/declarations.ts';
import { parseBlock } from '../../grammar/parser.ts';
import type { Atom, ParsedBlock, Statement } from '../../grammar/tree.ts';

/** `licence E1 { quota number(50) GB }`: words as they are, other atoms with their kind. */
function statementText({ keyword, items, body }: Statement): string {
  const list = items.map((atoms) => atoms.map(atomText).join(' ')).join(', ');
  const head = [atomText(keyword), list].filter((part) => part !== '').join(' ');
  return body ? `${head} {${body.map((statement) => ` ${statementText(statement)}`).join(';')} }` : head;
}

const atomText = ({ kind, text }: Atom): string => (kind === 'word' ? text : `${kind}(${text})`);

/** The declaration of a block, or what takes its place. */
export const blockText = ({ declaration }: ParsedBlock): string =>
  declaration ? statementText(declaration) : '-';

/** `closing-brace at 8: {` */
export const syntaxProblems = ({ problems }: ParsedBlock): string[] =>
  problems.map(({ expected, start, found }) => `${expected} at ${start}: ${found}`);

/** What a file says: its declarations and comments in order. What formatting may change (an empty body, `J-14`) is left out. */
export function meaning(text: string): { declarations: string[]; comments: string[] } {
  const blocks = splitBlocks(text).map((block) => ({ block, parsed: parseBlock(block) }));
  const declarations = blocks.map(({ block, parsed }) =>
    parsed.problems.length > 0
      ? brokenText(block)
      : parsed.declaration
        ? formattingApart(parsed.declaration)
        : '',
  );
  return {
    declarations: declarations.filter((declaration) => declaration !== ''),
    comments: blocks.flatMap(({ parsed }) => parsed.comments.map((comment) => comment.text.trimEnd())),
  };
}

/** A broken block as written, but for its line ends and the comment lines above it, which may come from the block before. */
const brokenText = (block: string): string =>
  block
    .replace(/^\uFEFF+/, '')
    .replaceAll(/\r\n?/g, '\n')
    .replace(/^(?:#[^\n]*\n)*/, '')
    .replace(/\n$/, '');

function formattingApart(declaration: Statement): string {
  const written = statementText(declaration).replaceAll(/ \{ \}/g, '');
  return declaration.keyword.text === 'timeline' ? written.replaceAll(/\bJ(?=[ +)-]|$)/g, 'D') : written;
}

/** What a declaration was read into, with the positions taken off every value. */
export function readingValues({ declaration }: Reading): unknown {
  return declaration === undefined ? undefined : withoutPlaces(declaration);
}

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  if ('value' in value && 'start' in value) return withoutPlaces(value.value);
  const entries = Object.entries(value).filter(([key]) => !['start', 'end', 'keyword'].includes(key));
  return Object.fromEntries(
    entries.map(([key, part]) => [key, withoutPlaces(part)] as const).filter(([, part]) => !isNothing(part)),
  );
}

const isNothing = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.length === 0);

/** `unknown-property colour`, `wrong-value date: "2025-13-01"`, with the text each stands on. */
export const readingProblems = ({ problems }: Reading, text: string): string[] =>
  problems.map((problem) => `${problemText(problem)} on «${text.slice(problem.start, problem.end)}»`);

function problemText(problem: ReadingProblem): string {
  if (problem.problem !== 'wrong-value') return `${problem.problem} ${problem.name}`;
  const { expected } = problem;
  return `${typeof expected === 'string' ? expected : expected.words.join('|')} expected of ${problem.of}`;
}
