/** Which secrets of a plan the editor keeps: their names and what each opens. Of what it answers, only what has the right shape is taken. */
import type { Connection } from 'vscode-languageserver';
import type { KeptSecret, SecretRequests } from '../protocol.ts';
import { isObject } from './wire-shapes.ts';

export type KeptSecrets = (
  asks: SecretRequests['migplan/keptSecrets']['asks'],
) => Promise<readonly KeptSecret[]>;

export const secretsOfClient =
  (connection: Connection): KeptSecrets =>
  async (asks) => {
    // An editor that cannot answer, or is saying goodbye, keeps none.
    const answer: unknown = await connection.sendRequest('migplan/keptSecrets', asks).catch(() => []);
    return Array.isArray(answer) ? answer.flatMap((one: unknown) => asKept(one) ?? []) : [];
  };

function asKept(one: unknown): KeptSecret | undefined {
  if (!isObject(one)) return undefined;
  const { key, opens } = one;
  return typeof key === 'string' && typeof opens === 'string' ? { key, opens } : undefined;
}
