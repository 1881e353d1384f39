/** The edit of an action that was offered before, made once somebody has chosen it, of the plan as it is then. */
import type { CodeAction, Connection, WorkspaceEdit } from 'vscode-languageserver';
import { fixAll, safeFixes } from '../language/features/code-actions.ts';
import { refactored } from '../language/features/refactorings.ts';
import type { Range } from '../language/model/plan-document.ts';
import type { Asked, Session } from './request.ts';
import { registerResolve } from './resolving.ts';
import { isObject, isRange } from './wire-shapes.ts';
import { workspaceEdit, workspaceEditWithFiles } from './workspace-edit.ts';

/** What an action goes by; an editor sends it back as it came, somebody else might not. */
export type ChosenAction = { readonly uri: string } & (
  | { readonly do: 'fix-all'; readonly code: string }
  | { readonly do: 'fix-safe' }
  | { readonly do: 'refactor'; readonly range: Range; readonly id: string }
);

export function registerCodeActionResolve(connection: Connection, session: () => Session | undefined): void {
  registerResolve(connection, 'codeAction/resolve', session, resolved);
}

/** One whose plan has gone meanwhile, or that is not offered any more, changes nothing. */
function resolved(action: CodeAction, session: Session): CodeAction {
  const { data } = action;
  if (action.edit || !isOurs(data)) return action;
  const file = session.workspace.file(data.uri);
  const { plan } = file ?? {};
  if (!file || !plan) return { ...action, edit: {} };
  return {
    ...action,
    edit: editOf(data, { session, plan, analysis: plan.analysis, name: plan.nameOf(file.path) }),
  };
}

export function editOf(
  chosen: ChosenAction,
  asked: Pick<Asked, 'session' | 'plan' | 'analysis' | 'name'>,
): WorkspaceEdit {
  const { analysis, name } = asked;
  switch (chosen.do) {
    case 'fix-all':
      return workspaceEdit(fixAll(analysis, name, chosen.code), asked);
    case 'fix-safe':
      return workspaceEdit(safeFixes(analysis, name), asked);
    case 'refactor': {
      const made = refactored(analysis, name, chosen.range, chosen.id);
      if (!made) return {};
      return made.creates.size > 0
        ? workspaceEditWithFiles(made.edits, made.creates, asked)
        : workspaceEdit(made.edits, asked);
    }
  }
}

function isOurs(data: unknown): data is ChosenAction {
  if (!isObject(data) || typeof data['uri'] !== 'string') return false;
  switch (data['do']) {
    case 'fix-all':
      return typeof data['code'] === 'string';
    case 'fix-safe':
      return true;
    case 'refactor':
      return isRange(data['range']) && typeof data['id'] === 'string';
    default:
      return false;
  }
}
