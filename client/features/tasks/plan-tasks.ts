/** Which tasks a plan has, and what the command line is told for each. Plain values: no editor. */
import type { LotInfo, PlanInfo } from '../../../server/protocol.ts';

/** As tasks.json has it; `plan` is the root file, from the workspace folder. */
export interface PlanTask {
  readonly task: 'check' | 'fmt' | 'dry-run';
  readonly plan: string;
  readonly lot?: string;
}

/** Where a plan lies: its root file, from the workspace folder. */
export interface KnownPlan {
  readonly path: string;
  readonly lots: readonly Pick<LotInfo, 'name'>[];
}

/** Lots that have a task of their own; more of them would bury the rest of the list. */
const MOST_LOTS = 12;

export function tasksOf({ path, lots }: KnownPlan): PlanTask[] {
  const dryRuns = lots
    .slice(0, MOST_LOTS)
    .map(({ name }): PlanTask => ({ task: 'dry-run', plan: path, lot: name }));
  return [{ task: 'check', plan: path }, { task: 'fmt', plan: path }, ...dryRuns];
}

/** `check plans/plan.migplan`, as the list of tasks names it. */
export const nameOf = ({ task, plan, lot }: PlanTask): string =>
  [task === 'fmt' ? 'fmt --check' : task, lot ?? '', plan].filter(Boolean).join(' ');

/** The command line; undefined where somebody's tasks.json lacks what is needed. `root`: the plan's root file. */
export function commandOf({ task, lot }: Omit<PlanTask, 'plan'>, root: string): string[] | undefined {
  switch (task) {
    case 'check':
      return ['check', root];
    case 'fmt':
      return ['fmt', '--check', root];
    case 'dry-run':
      return lot === undefined ? undefined : ['dry-run', root, '--lot', lot];
  }
}

/** What somebody wrote into tasks.json. */
export function asPlanTask(written: Readonly<Record<string, unknown>>): PlanTask | undefined {
  const { task, plan = 'plan.migplan', lot } = written;
  if (task !== 'check' && task !== 'fmt' && task !== 'dry-run') return undefined;
  if (typeof plan !== 'string' || (lot !== undefined && typeof lot !== 'string')) return undefined;
  return { task, plan, ...(lot === undefined ? {} : { lot }) };
}

/** The command names files from the plan's folder; here they are named from the workspace folder, which links and matchers want. */
export const fromWorkspace = (out: string, folder: string): string =>
  folder === '' ? out : out.replace(/^(?=[^\s|].*?:\d+:\d+ {2})/gm, `${folder}/`);

/** The folder of a plan, from the workspace folder; empty where they are the same. */
export const folderOfPlan = (plan: string): string => plan.slice(0, Math.max(0, plan.lastIndexOf('/')));

/** A plan's root file from a workspace folder, both as paths of URIs; undefined where it is not below. */
export function pathFrom(folder: string, { plan }: Pick<PlanInfo, 'plan'>): string | undefined {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return plan.startsWith(prefix) ? decodeURIComponent(plan.slice(prefix.length)) : undefined;
}
