import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { codeActions, fixAllActions, type QuickFix } from '../../language/features/code-actions.ts';
import { refactorings } from '../../language/features/refactorings.ts';
import { type ChosenAction, editOf } from '../chosen-action.ts';
import { type Asked, handler } from '../request.ts';
import { workspaceEdit } from '../workspace-edit.ts';

const { QuickFix: FIX, Refactor: REFACTOR, SourceFixAll: FIX_ALL } = CodeActionKind;

/** The kinds that are answered, for the server's greeting. */
export const ACTION_KINDS = [
  FIX,
  ...['move', 'rewrite', 'extract'].map((kind) => `${REFACTOR}.${kind}`),
  `${FIX_ALL}.migplan`,
];

export const codeActionHandler = handler('textDocument/codeAction', {
  takes: 'range',
  needs: 'checked',
  otherwise: [],
  run: (asked, { range, context }) => {
    const only: readonly unknown[] | undefined = Array.isArray(context?.only) ? context.only : undefined;
    const { analysis, name, file } = asked;
    const { uri } = file;
    const isWanted = (kind: string): boolean => only?.some((wanted) => includes(wanted, kind)) ?? true;
    const chosen = (title: string, kind: string, what: ChosenAction): CodeAction =>
      isResolved(asked) ? { title, kind, data: what } : { title, kind, edit: editOf(what, asked) };
    const fixes = isWanted(FIX) ? codeActions(analysis, name, range) : [];
    const all = isWanted(FIX) ? fixAllActions(analysis, name, range) : [];
    const offers = refactorings(analysis, name, range).filter(
      ({ kind, creates }) =>
        isWanted(`${REFACTOR}.${kind}`) && (!creates || asked.session.client.createsFiles),
    );
    return [
      ...fixes.map((fix) => fixOf(fix, asked)),
      ...all.map(({ title, code }) => chosen(title, FIX, { do: 'fix-all', uri, code })),
      ...offers.map(({ title, kind, id }) =>
        chosen(title, `${REFACTOR}.${kind}`, { do: 'refactor', uri, range, id }),
      ),
      // Editors ask for it by its kind, on saving; whoever asks for everything at a place does not mean it.
      ...(only && isWanted(`${FIX_ALL}.migplan`)
        ? [chosen(SAFE[analysis.locale], `${FIX_ALL}.migplan`, { do: 'fix-safe', uri })]
        : []),
    ];
  },
});

const SAFE = {
  en: 'Fix what changes nothing of the meaning',
  fr: 'Corriger ce qui ne change rien au sens',
} as const;

const isResolved = ({ session }: Asked): boolean => session.client.resolvesActions;

/** Kinds are hierarchical, and the empty one is above them all. */
const includes = (wanted: unknown, kind: string): boolean =>
  wanted === '' || wanted === kind || (typeof wanted === 'string' && kind.startsWith(`${wanted}.`));

function fixOf(fix: QuickFix, asked: Asked): CodeAction {
  return {
    title: fix.title,
    kind: FIX,
    diagnostics: [asked.session.reports.diagnostic(fix.diagnostic, asked.plan)],
    ...(fix.isPreferred ? { isPreferred: true } : {}),
    edit: workspaceEdit(fix.edits, asked),
  };
}
