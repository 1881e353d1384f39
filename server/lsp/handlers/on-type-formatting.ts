import { onTypeFormatting } from '../../language/features/on-type-formatting.ts';
import { handler } from '../request.ts';

export const onTypeFormattingHandler = handler('textDocument/onTypeFormatting', {
  takes: 'position',
  needs: 'read',
  otherwise: [],
  run: ({ analysis, name }, { position, ch }) =>
    onTypeFormatting(analysis, name, position, ch).map(({ range, text }) => ({ range, newText: text })),
});
