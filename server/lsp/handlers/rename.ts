import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { rename } from '../../language/features/rename.ts';
import { handler, refusal } from '../request.ts';
import { workspaceEdit } from '../workspace-edit.ts';

export const renameHandler = handler('textDocument/rename', {
  takes: 'position',
  needs: 'checked',
  otherwise: null,
  run: (asked, { position, newName }) => {
    if (typeof newName !== 'string') throw new ResponseError(ErrorCodes.InvalidParams, 'expected a newName');
    const edits = rename(asked.analysis, asked.name, position, newName);
    if (!edits) return null;
    if ('refused' in edits) throw refusal(edits.refused);
    return workspaceEdit(edits, asked);
  },
});
