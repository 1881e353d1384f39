import { FoldingRangeKind } from 'vscode-languageserver';
import { foldingRanges } from '../../language/features/folding-ranges.ts';
import { handler } from '../request.ts';

const KINDS = { comment: FoldingRangeKind.Comment, region: FoldingRangeKind.Region } as const;

export const foldingRangeHandler = handler('textDocument/foldingRange', {
  takes: 'document',
  needs: 'read',
  otherwise: [],
  run: ({ analysis, name, session }) =>
    foldingRanges(analysis, name, session.client.mostFolds).map(({ from, to, kind }) =>
      kind ? { startLine: from, endLine: to, kind: KINDS[kind] } : { startLine: from, endLine: to },
    ),
});
