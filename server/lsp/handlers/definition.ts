import { definition } from '../../language/features/definition.ts';
import { handler } from '../request.ts';

export const definitionHandler = handler('textDocument/definition', {
  takes: 'position',
  needs: 'read',
  otherwise: null,
  run: ({ analysis, name, plan, session }, { position }) => {
    const found = definition(analysis, name, position);
    if (!found) return null;
    const uriOf = (path: string): string => session.uriOf(plan.pathOf(path));
    if (!session.client.followsLinks) {
      return found.targets.map((target) => ({ uri: uriOf(target.path), range: target.name }));
    }
    return found.targets.map((target) => ({
      originSelectionRange: found.origin,
      targetUri: uriOf(target.path),
      targetRange: target.declaration,
      targetSelectionRange: target.name,
    }));
  },
});
