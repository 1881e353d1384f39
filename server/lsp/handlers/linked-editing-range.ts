import { linkedEditing } from '../../language/features/linked-editing.ts';
import { handler } from '../request.ts';

export const linkedEditingRangeHandler = handler('textDocument/linkedEditingRange', {
  takes: 'position',
  needs: 'read',
  otherwise: null,
  run: ({ analysis, name }, { position }) => {
    const found = linkedEditing(analysis, name, position);
    return found ? { ...found, ranges: [...found.ranges] } : null;
  },
});
