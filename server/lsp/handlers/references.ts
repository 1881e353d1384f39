import { references } from '../../language/features/references.ts';
import { handler } from '../request.ts';

export const referencesHandler = handler('textDocument/references', {
  takes: 'position',
  needs: 'checked',
  otherwise: [],
  run: ({ analysis, name, plan, session }, { position, context }) =>
    references(analysis, name, position, context?.includeDeclaration === true).map(({ path, range }) => ({
      uri: session.uriOf(plan.pathOf(path)),
      range,
    })),
});
