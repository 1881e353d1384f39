/** Edits of a plan's files as the editor takes them: for the versions they were made of, where it checks versions. */
import type { WorkspaceEdit } from 'vscode-languageserver';
import type { Range } from '../language/model/plan-document.ts';
import type { Asked } from './request.ts';

type PlanEdits = ReadonlyMap<string, readonly { readonly range: Range; readonly text: string }[]>;

export function workspaceEdit(edits: PlanEdits, { plan, session }: Asked): WorkspaceEdit {
  const files = [...edits].map(([name, changes]) => ({
    uri: session.uriOf(plan.pathOf(name)),
    edits: changes.map(({ range, text }) => ({ range, newText: text })),
  }));
  if (!session.client.checksVersions) {
    return { changes: Object.fromEntries(files.map((file) => [file.uri, file.edits])) };
  }
  return {
    documentChanges: files.map((file) => ({
      textDocument: { uri: file.uri, version: session.workspace.file(file.uri)?.version ?? null },
      edits: file.edits,
    })),
  };
}
