import { DocumentDiagnosticReportKind } from 'vscode-languageserver';
import { handler } from '../request.ts';

export const documentDiagnosticHandler = handler('textDocument/diagnostic', {
  takes: 'document',
  needs: 'checked',
  otherwise: { kind: DocumentDiagnosticReportKind.Full, items: [] },
  run: ({ session, file }, { previousResultId }) => {
    const resultId = session.reports.idOf(file);
    return previousResultId === resultId
      ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
      : { kind: DocumentDiagnosticReportKind.Full, resultId, items: session.reports.of(file) };
  },
});
