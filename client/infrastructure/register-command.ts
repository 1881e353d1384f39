/** A command of the palette: whatever it throws is one line for the person and the rest for the log. */
import { commands } from 'vscode';
import type { COMMANDS } from '../../server/protocol.ts';
import type { Reviewer } from './client.ts';
import { tellError } from './tell-failure.ts';

type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

export function registerCommand(
  { context, log }: Pick<Reviewer, 'context' | 'log'>,
  command: CommandId,
  run: (given: unknown) => Promise<void>,
): void {
  const guarded = async (given: unknown): Promise<void> => {
    try {
      await run(given);
    } catch (error) {
      tellError(log, error);
    }
  };
  context.subscriptions.push(commands.registerCommand(command, guarded));
}
