/** What the language server tells unasked, over a client that, like the library's, has one listener a method. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { LanguageServer } from '../../../client/infrastructure/language-client.ts';

function serverWithClient() {
  const listeners = new Map<string, (told: unknown) => void>();
  const client = {
    onNotification(method: string, hear: (told: unknown) => void) {
      listeners.set(method, hear);
      return { dispose: () => listeners.delete(method) };
    },
  };
  const tell = (method: string, told: unknown): void => listeners.get(method)?.(told);
  return { server: new LanguageServer(client as never), tell };
}

test('is heard by all who listen, and by those who still do', () => {
  const { server, tell } = serverWithClient();
  const heard: string[] = [];
  const first = server.on('migplan/changed', ({ plan }) => heard.push(`first ${plan}`));
  server.on('migplan/changed', ({ plan }) => heard.push(`second ${plan}`));
  server.on('migplan/live', ({ plan }) => heard.push(`live ${plan}`));
  tell('migplan/changed', { plan: 'a' });
  first.dispose();
  tell('migplan/changed', { plan: 'b' });
  tell('migplan/live', { plan: 'c', run: null });
  assert.deepEqual(heard, ['first a', 'second a', 'second b', 'live c']);
});
