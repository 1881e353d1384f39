import { rangeFormatting } from '../../language/features/range-formatting.ts';
import { handler } from '../request.ts';

export const rangeFormattingHandler = handler('textDocument/rangeFormatting', {
  takes: 'range',
  needs: 'read',
  otherwise: [],
  run: ({ analysis, name }, { range }) =>
    rangeFormatting(analysis, name, range).map(({ range, text }) => ({ range, newText: text })),
});
