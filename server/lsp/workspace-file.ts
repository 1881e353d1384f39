/** A plan file that is at hand, and what it declares: of that alone it is decided which files make up a plan. */
import { keyOf } from '../language/model/names.ts';
import type { Block, PlanDocument } from '../language/model/plan-document.ts';
import { beginsPlan, includePatterns, patternsOf } from '../language/model/root-plan.ts';
import type { OpenPlan } from './open-plan.ts';
import { uriOf } from './uri.ts';

/** A plan file, its text held by its plan or, in none, by itself. */
export interface WorkspaceFile {
  readonly path: string;
  /** As the editor writes it. */
  uri: string;
  isOpen: boolean;
  version: number | undefined;
  plan: OpenPlan | undefined;
  text: string;
  /** What the plan that it declares includes; absent where it declares none. */
  includes?: readonly string[];
  /** The blocks that said so, in the analysis. */
  planBlocks: readonly Block[];
}

const PLAN_KEY = keyOf('plan', '');

/** A file that nobody has open, in no plan yet. */
export function newFile(path: string, text: string): WorkspaceFile {
  const file: WorkspaceFile = {
    path,
    uri: uriOf(path),
    isOpen: false,
    version: undefined,
    plan: undefined,
    text,
    planBlocks: [],
  };
  note(file, includePatterns(text));
  return file;
}

export const textOf = ({ plan, path, text }: WorkspaceFile): string => plan?.textOf(path) ?? text;

/** Looks at a file whose text has changed; whether it declares another plan than before, so that files may have to move. */
export function declaresAnother(file: WorkspaceFile): boolean {
  const before = file.includes;
  const { plan, path } = file;
  const document = plan?.analysis.document(plan.nameOf(path));
  if (document && plan) noteAnew(file, document, plan);
  else note(file, includePatterns(textOf(file)));
  return before?.join('\n') !== file.includes?.join('\n');
}

/** Only where the plan's own declaration changed does anything but the file itself have to be looked at. */
function noteAnew(file: WorkspaceFile, document: PlanDocument, plan: OpenPlan): void {
  const blocks = plan.analysis.model
    .definitionsOf(PLAN_KEY)
    .flatMap(({ block }) => (block.document === document ? [block] : []));
  const isSame = (block: Block, index: number) => block === file.planBlocks[index];
  const isUnchanged = blocks.length === file.planBlocks.length && blocks.every(isSame);
  if ((isUnchanged && blocks.length > 0) || (blocks.length === 0 && !file.includes)) return;
  file.planBlocks = blocks;
  // A plan whose head is being typed anew goes on including what it did.
  const isBroken = blocks.length === 0 && [...document.blocks()].some(({ text }) => beginsPlan(text));
  if (isBroken) return;
  note(file, patternsOf(blocks.map(({ facts }) => facts.declaration)));
}

function note(file: WorkspaceFile, includes: readonly string[] | undefined): void {
  if (includes) file.includes = includes;
  else delete file.includes;
}
