/** What an editor says about its documents and the files around them, passed on to the workspace; what makes no sense is dropped. */
import type { Connection } from 'vscode-languageserver';
import { isChange, isDocument, isNamed, isObject } from './wire-shapes.ts';
import type { Workspace } from './workspace.ts';

export function listenToDocuments(connection: Connection, workspace: () => Workspace | undefined): void {
  const on = (
    method: string,
    take: (params: Readonly<Record<string, unknown>>, to: Workspace) => void,
  ): void => {
    connection.onNotification(method, (params: unknown) => {
      const to = workspace();
      if (to && isObject(params)) take(params, to);
    });
  };
  on('textDocument/didOpen', ({ textDocument }, to) => {
    if (isDocument(textDocument)) to.open(textDocument.uri, textDocument.text, textDocument.version);
  });
  on('textDocument/didChange', ({ textDocument, contentChanges }, to) => {
    if (!isNamed(textDocument) || !Array.isArray(contentChanges) || !contentChanges.every(isChange)) return;
    to.change(textDocument.uri, contentChanges, textDocument.version);
  });
  on('textDocument/didClose', ({ textDocument }, to) => {
    if (isNamed(textDocument)) to.close(textDocument.uri);
  });
  on('workspace/didChangeWatchedFiles', ({ changes }, to) => {
    for (const change of Array.isArray(changes) ? changes : []) {
      if (isNamed(change)) to.changedOnDisk(change.uri);
    }
  });
}
