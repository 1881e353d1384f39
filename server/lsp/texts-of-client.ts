/**
 * Texts that the editor is asked for: where the server has no disk, and of folders that are on none. Of what it answers, only
 * what has the right shape is taken.
 */
import type { Connection } from 'vscode-languageserver';
import type { FileRequests } from '../protocol.ts';

export function textsOfClient(connection: Connection) {
  const list = async (asks: FileRequests['migplan/files']['asks']): Promise<string[]> => {
    const answer = await ask(connection, 'migplan/files', asks);
    return Array.isArray(answer) ? answer.filter((uri) => typeof uri === 'string') : [];
  };
  return {
    plansBelow: (folder: string) => list({ folder, ending: 'migplan', isDeep: true }),
    plansIn: (folder: string) => list({ folder, ending: 'migplan', isDeep: false }),
    yamlIn: (folder: string) => list({ folder, ending: 'yaml', isDeep: false }),
    async textOf(uri: string): Promise<string | undefined> {
      const answer = await ask(connection, 'migplan/text', { uri });
      return typeof answer === 'string' ? answer : undefined;
    },
    shownPath: (uri: string) => uri,
  };
}

/** An editor that cannot answer, or is saying goodbye, has nothing to be read. */
function ask<Method extends keyof FileRequests>(
  connection: Connection,
  method: Method,
  asks: FileRequests[Method]['asks'],
): Promise<unknown> {
  return connection.sendRequest(method, asks).catch(() => undefined);
}
