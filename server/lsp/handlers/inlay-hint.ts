import type { InlayHint, InlayHintLabelPart } from 'vscode-languageserver';
import { type InlayHint as HintFound, inlayHints } from '../../language/features/inlay-hints.ts';
import { type Asked, handler } from '../request.ts';

export const inlayHintHandler = handler('textDocument/inlayHint', {
  takes: 'range',
  needs: 'read',
  otherwise: [],
  run: (asked, { range }) => {
    const { analysis, name, session } = asked;
    const found = inlayHints(analysis, name, range, session.settings.current.hints);
    return found.map((hint) => hintOf(hint, asked));
  },
});

function hintOf({ position, text, why, leadsTo }: HintFound, { session, plan }: Asked): InlayHint {
  const label: InlayHintLabelPart = { value: text, tooltip: why };
  if (leadsTo) label.location = { uri: session.uriOf(plan.pathOf(leadsTo.path)), range: leadsTo.range };
  return { position, label: [label], paddingLeft: true };
}
