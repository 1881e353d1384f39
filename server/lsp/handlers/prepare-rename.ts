import { prepareRename } from '../../language/features/rename.ts';
import { handler, refusal } from '../request.ts';

export const prepareRenameHandler = handler('textDocument/prepareRename', {
  takes: 'position',
  needs: 'checked',
  otherwise: null,
  run: ({ analysis, name }, { position }) => {
    const found = prepareRename(analysis, name, position);
    if (!found) return null;
    if ('refused' in found) throw refusal(found.refused);
    return { range: found.range, placeholder: found.name };
  },
});
