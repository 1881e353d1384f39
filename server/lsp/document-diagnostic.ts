/**
 * The diagnostics of one file, as editors ask for them. Nobody waits for the rest of a large plan: where checking takes
 * longer than a moment, what is known so far is told, and the editor is asked to ask again once all is.
 */
import {
  type CancellationToken,
  type Connection,
  DocumentDiagnosticReportKind,
  ErrorCodes,
  type DocumentDiagnosticReport as Report,
  ResponseError,
} from 'vscode-languageserver';
import { type Session, unlessCancelled } from './request.ts';
import { isNamed, isObject } from './wire-shapes.ts';

/** How long an editor waits for an answer that is whole, in milliseconds. */
const A_MOMENT = 4;

export function registerDocumentDiagnostic(connection: Connection, session: () => Session | undefined): void {
  connection.onRequest('textDocument/diagnostic', (...received: unknown[]) => {
    const known = session();
    const params = received.length > 1 && isObject(received[0]) ? received[0] : {};
    const { textDocument, previousResultId } = params;
    if (!isNamed(textDocument)) throw new ResponseError(ErrorCodes.InvalidParams, 'expected a document');
    if (!known) throw new ResponseError(ErrorCodes.ServerNotInitialized, 'not initialized');
    return report(known, textDocument.uri, previousResultId, received.at(-1) as CancellationToken);
  });
}

async function report(
  session: Session,
  uri: string,
  previous: unknown,
  token: CancellationToken,
): Promise<Report> {
  const { workspace, reports, client } = session;
  const checked = client.refreshesDiagnostics ? workspace.checkedSoon(uri, A_MOMENT) : workspace.checked(uri);
  const isWhole = await unlessCancelled(checked, token);
  const file = workspace.file(uri);
  try {
    if (!file) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    if (!isWhole) return { kind: DocumentDiagnosticReportKind.Full, items: reports.soFarOf(file) };
    const resultId = reports.idOf(file);
    return previous === resultId
      ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
      : { kind: DocumentDiagnosticReportKind.Full, resultId, items: reports.of(file) };
  } catch (error) {
    session.onFailure(error);
    throw new ResponseError(ErrorCodes.InternalError, error instanceof Error ? error.message : String(error));
  }
}
