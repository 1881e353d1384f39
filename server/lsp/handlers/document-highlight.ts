import { DocumentHighlightKind } from 'vscode-languageserver';
import { documentHighlight } from '../../language/features/document-highlight.ts';
import { handler } from '../request.ts';

export const documentHighlightHandler = handler('textDocument/documentHighlight', {
  takes: 'position',
  needs: 'read',
  otherwise: [],
  run: ({ analysis, name }, { position }) =>
    documentHighlight(analysis, name, position).map(({ range, isDeclaration }) => ({
      range,
      kind: isDeclaration ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    })),
});
