/** `migplan/way`: where in its plan's tree the thing is that a line declares. */
import { wayInTree } from '../../language/features/plan-tree.ts';
import { inSlices } from '../in-slices.ts';
import { ofFile } from '../plan-request.ts';
import { idOfNode } from './tree.ts';

export const wayRequest = ofFile('migplan/way', {
  isAsked: ({ line }) => Number.isInteger(line),
  otherwise: null,
  async run({ plan, runs, session }, name, { line }) {
    const found = plan.analysis.document(name)?.blockAt({ line, character: 0 });
    const declaration = found?.block.facts.declaration;
    if (!declaration) return null;
    const way = wayInTree(plan.analysis, declaration, await runs());
    const nodes = (await inSlices(way, session.turns)).map(idOfNode);
    return nodes.length > 0 ? { plan: session.uriOf(plan.path), nodes } : null;
  },
});
