import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { codeActions, type QuickFix } from '../../language/features/code-actions.ts';
import { type Asked, handler } from '../request.ts';
import { workspaceEdit } from '../workspace-edit.ts';

export const codeActionHandler = handler('textDocument/codeAction', {
  takes: 'range',
  needs: 'checked',
  otherwise: [],
  run: (asked, { range, context }) => {
    const wanted = context?.only;
    if (Array.isArray(wanted) && !wanted.some(includesQuickFix)) return [];
    return codeActions(asked.analysis, asked.name, range).map((fix) => actionOf(fix, asked));
  },
});

/** Kinds are hierarchical, and the empty one is above them all. */
const includesQuickFix = (kind: unknown): boolean => kind === '' || kind === CodeActionKind.QuickFix;

function actionOf(fix: QuickFix, asked: Asked): CodeAction {
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [asked.session.reports.diagnostic(fix.diagnostic, asked.plan)],
    ...(fix.isPreferred ? { isPreferred: true } : {}),
    edit: workspaceEdit(fix.edits, asked),
  };
}
