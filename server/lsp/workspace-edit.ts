/** Edits of a plan's files as the editor takes them: for the versions they were made of, where it checks versions. */
import type { CreateFile, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { PlanEdits } from '../language/model/editing/plan-edits.ts';
import type { Asked } from './request.ts';

type Of = Pick<Asked, 'plan' | 'session'>;

export function workspaceEdit(edits: PlanEdits, of: Of): WorkspaceEdit {
  const files = filesOf(edits, of);
  if (!of.session.client.checksVersions)
    return { changes: Object.fromEntries(files.map((file) => [file.uri, file.edits])) };
  return { documentChanges: versioned(files, of) };
}

/** With new files, for an editor that makes them: one that is there already makes the whole of it fail. */
export function workspaceEditWithFiles(
  edits: PlanEdits,
  creates: ReadonlyMap<string, string>,
  of: Of,
): WorkspaceEdit {
  const created = [...creates].flatMap(([name, text]): (CreateFile | TextDocumentEdit)[] => {
    const uri = of.session.uriOf(of.plan.pathOf(name));
    const start = { line: 0, character: 0 };
    return [
      { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] },
    ];
  });
  return { documentChanges: [...created, ...versioned(filesOf(edits, of), of)] };
}

interface EditedFile {
  readonly uri: string;
  readonly edits: TextEdit[];
}

function filesOf(edits: PlanEdits, { plan, session }: Of): EditedFile[] {
  return [...edits].map(([name, changes]) => ({
    uri: session.uriOf(plan.pathOf(name)),
    edits: changes.map(({ range, text }) => ({ range, newText: text })),
  }));
}

function versioned(files: readonly EditedFile[], { session }: Of): TextDocumentEdit[] {
  return files.map(({ uri, edits }) => ({
    textDocument: { uri, version: session.workspace.file(uri)?.version ?? null },
    edits,
  }));
}
