/**
 * The diagnostics of the whole workspace, asked for once and again: what an editor does not have yet is sent at once, else
 * the answer waits for the next change. So files that nobody has open show their problems too.
 */
import {
  type CancellationToken,
  type Connection,
  DocumentDiagnosticReportKind,
  ErrorCodes,
  ResponseError,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { type Session, unlessCancelled } from './request.ts';
import { pathOf } from './uri.ts';
import { isObject } from './wire-shapes.ts';
import type { WorkspaceFile } from './workspace-file.ts';

export function registerWorkspaceDiagnostic(
  connection: Connection,
  session: () => Session | undefined,
): void {
  connection.onRequest('workspace/diagnostic', (...received: unknown[]) => {
    const known = session();
    if (!known) throw new ResponseError(ErrorCodes.ServerNotInitialized, 'not initialized');
    return report(known, previousIds(received[0]), received.at(-1) as CancellationToken);
  });
}

async function report(
  session: Session,
  previous: ReadonlyMap<string, string>,
  token: CancellationToken,
): Promise<WorkspaceDiagnosticReport> {
  for (;;) {
    await unlessCancelled(session.workspace.settled(), token);
    const items = differing(session, previous);
    // Who asks for the first time is answered at once, so that nobody waits for a plan without problems.
    if (items.length > 0 || previous.size === 0) return { items };
    await unlessCancelled(session.reports.next(), token);
  }
}

/** What the editor has not got yet: files with other diagnostics than it knows, and those that are gone. */
function differing(
  session: Session,
  previous: ReadonlyMap<string, string>,
): WorkspaceDocumentDiagnosticReport[] {
  const files = new Map([...session.workspace.files].map((file) => [file.path, file]));
  const gone = [...previous.keys()].filter((path) => !files.has(path));
  return [
    ...[...files.values()]
      .filter((file) => previous.get(file.path) !== session.reports.idOf(file))
      .map((file) => full(file, session)),
    ...gone.map((path) => empty(session.uriOf(path))),
  ];
}

const full = (file: WorkspaceFile, session: Session): WorkspaceDocumentDiagnosticReport => ({
  kind: DocumentDiagnosticReportKind.Full,
  uri: file.uri,
  version: file.version ?? null,
  resultId: session.reports.idOf(file),
  items: session.reports.of(file),
});

const empty = (uri: string): WorkspaceDocumentDiagnosticReport => ({
  kind: DocumentDiagnosticReportKind.Full,
  uri,
  version: null,
  items: [],
});

function previousIds(params: unknown): Map<string, string> {
  const given = isObject(params) ? params['previousResultIds'] : undefined;
  const pairs = (Array.isArray(given) ? given : []).filter(isObject);
  return new Map(pairs.map(({ uri, value }) => [pathOf(String(uri)), String(value)]));
}
