/** The command that shows what commands and the runs of this window have said. */
import { COMMANDS } from '../../../server/protocol.ts';
import type { Reviewer } from '../../infrastructure/client.ts';
import { registerCommand } from '../../infrastructure/register-command.ts';

export function activateShowLog(client: Reviewer): void {
  registerCommand(client, COMMANDS.showLog, async () => client.log.show());
}
