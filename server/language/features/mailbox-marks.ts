/** What stands beside the lines of a file: which of its mailboxes are done, under way or failed. */
import { countLineEnds } from '../../../grammar/blocks.ts';
import type { Analysis } from '../analysis.ts';
import type { Block } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { type PlanRuns, type Stand, standOf } from '../model/runs/plan-runs.ts';

interface MailboxMark {
  readonly line: number;
  readonly standing: Marked;
}

type Marked = Exclude<Stand, 'planned' | 'gone'>;

/** From top to bottom, with nothing for each block that has no mark: whoever asks can let others go first in between. */
export function* mailboxMarks(
  analysis: Analysis,
  path: string,
  runs: PlanRuns,
): Generator<MailboxMark | undefined> {
  let first = 0;
  for (const block of analysis.document(path)?.blocks() ?? []) {
    yield markOf(block, first, runs, analysis.model);
    first += block.lines;
  }
}

function markOf(
  { text, facts: { declaration } }: Block,
  first: number,
  runs: PlanRuns,
  model: PlanModel,
): MailboxMark | undefined {
  if (declaration?.declares !== 'mailbox' && declaration?.declares !== 'shared') return undefined;
  const standing = standOf(runs, declaration, model);
  if (standing === 'planned' || standing === 'gone') return undefined;
  return { line: first + countLineEnds(text.slice(0, declaration.address.start)), standing };
}
