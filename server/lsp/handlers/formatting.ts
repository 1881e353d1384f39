import { formatting } from '../../language/features/formatting.ts';
import { handler } from '../request.ts';

/** The language has one form: the editor's options for tabs and spaces do not enter into it. */
export const formattingHandler = handler('textDocument/formatting', {
  takes: 'document',
  needs: 'read',
  otherwise: [],
  run: ({ analysis, name }) =>
    formatting(analysis, name).map(({ range, text }) => ({ range, newText: text })),
});
