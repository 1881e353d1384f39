/** `migplan/tree`: what is below a node of a plan's tree. A node's id is the way to it from the plan, as JSON. */
import { planTree, type TreePath } from '../../language/features/plan-tree.ts';
import { inSlices } from '../in-slices.ts';
import { ofPlan } from '../plan-request.ts';

export const treeRequest = ofPlan('migplan/tree', {
  isAsked: ({ node }) => node === undefined || typeof node === 'string',
  otherwise: [],
  async run({ plan, runs, place, session }, { node }) {
    const path = node === undefined ? [] : pathOf(node);
    if (!path) return [];
    const nodes = await inSlices(planTree(plan.analysis, path, await runs()), session.turns);
    return nodes.map(({ path: to, place: at, ...one }) => ({
      ...one,
      id: idOfNode(to),
      ...(at && { place: place(at) }),
    }));
  },
});

/** A node's id. */
export const idOfNode = (path: TreePath): string => JSON.stringify(path);

/** Undefined for what is no node's id. */
function pathOf(id: string): TreePath | undefined {
  try {
    const path: unknown = JSON.parse(id);
    return Array.isArray(path) && path.every((step) => typeof step === 'string') ? path : undefined;
  } catch {
    return undefined;
  }
}
