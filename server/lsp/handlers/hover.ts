import { MarkupKind } from 'vscode-languageserver';
import { hover } from '../../language/features/hover.ts';
import { plainText } from '../plain-text.ts';
import { handler } from '../request.ts';

export const hoverHandler = handler('textDocument/hover', {
  takes: 'position',
  needs: 'checked',
  otherwise: null,
  run: ({ analysis, name, session, plan }, { position }) => {
    const found = hover(analysis, name, position, session.watch.seenOf(plan));
    if (!found) return null;
    const kind = session.client.readsMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText;
    const value = session.client.readsMarkdown ? found.markdown : plainText(found.markdown);
    return { range: found.range, contents: { kind, value } };
  },
});
