import { selectionRanges } from '../../language/features/selection-ranges.ts';
import { handler } from '../request.ts';

export const selectionRangeHandler = handler('textDocument/selectionRange', {
  takes: 'positions',
  needs: 'read',
  otherwise: null,
  run: ({ analysis, name }, { positions }) => selectionRanges(analysis, name, positions),
});
