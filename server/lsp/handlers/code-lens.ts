import type { CodeLens, Command } from 'vscode-languageserver';
import {
  codeLenses,
  type LensAction,
  type CodeLens as LensFound,
  type LensSubject,
  lensTitle,
} from '../../language/features/code-lenses.ts';
import { COMMANDS, type LotArguments } from '../../protocol.ts';
import { type Asked, handler } from '../request.ts';

/** What comes back when a lens comes into view: see code-lens-resolve.ts. */
export interface LensData {
  readonly uri: string;
  readonly about: LensSubject;
}

export const codeLensHandler = handler('textDocument/codeLens', {
  takes: 'document',
  needs: 'checked',
  otherwise: [],
  run: (asked) => {
    const { analysis, name, session, plan } = asked;
    const { lots, units } = session.settings.current.lenses;
    const actions = session.client.hasCommands && plan.isPlan;
    return codeLenses(analysis, name, { lots, units, actions }).map((lens) => lensOf(lens, asked));
  },
});

/** What an action is called never changes; what the others say is computed when they come into view. */
function lensOf({ range, about }: LensFound, { analysis, session, plan, file }: Asked): CodeLens {
  const { name, action } = about;
  if (!action) return { range, data: { uri: file.uri, about } satisfies LensData };
  const lot: LotArguments = { plan: session.uriOf(plan.path), lot: name };
  const command: Command = {
    title: lensTitle(analysis, about),
    command: COMMANDS_BY_ACTION[action],
    arguments: [lot],
  };
  return { range, command };
}

const COMMANDS_BY_ACTION: Readonly<Record<LensAction, string>> = {
  run: COMMANDS.run,
  'dry-run': COMMANDS.dryRun,
  sheets: COMMANDS.exportSheets,
};
