/** Quiet hours on a real Dovecot: connections that the server drops while they are waited out are opened again, and nothing fails. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectImapSource, connectImapTarget } from '../../server/endpoints/imap/connect-imap.ts';
import { pacedSource, pacedTarget, paceOf } from '../../server/endpoints/paced.ts';
import type { MailServer } from '../../server/planning/migration-plan.ts';
import type { Clock } from '../../server/running/ports.ts';
import { ClosingDoor } from '../support/closing-door.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';

const { signal } = new AbortController();

let server: Dovecot;
let door: ClosingDoor;

beforeAll(async () => {
  const users = [{ name: 'anna', password: 'x' }];
  server = await startDovecot({ users, master: { name: 'm', password: 'p' } });
  door = await ClosingDoor.to(server.port);
});
afterAll(async () => {
  await door?.shut();
  await server?.stop();
});

test('a connection that is dropped meanwhile is opened again at the next use', async () => {
  const endpoint: MailServer = {
    ...{
      name: 'old',
      kind: 'dovecot',
      host: '127.0.0.1',
      port: door.port,
      security: 'plain',
      connections: 2,
    },
    login: { method: 'master', user: 'm', separator: '*', secret: { kind: 'prompt' } },
    quiet: { from: '08:00', to: '18:00', timezone: 'UTC' },
  };
  let now = Date.parse('2026-01-05T19:00:00Z');
  let drops = 0;
  const clock: Clock = {
    now: () => new Date(now),
    async wait() {
      if (drops++ === 0) {
        await door.shut();
        await door.reopen();
        await sleep(100); // of these hours: the other end of a socket is not heard of at once
      }
      now += 12 * 3_600_000;
    },
  };
  const pace = paceOf(endpoint, clock);
  if (!pace) throw new Error('it was to have a pace');
  const source = pacedSource(pace, await connectImapSource(endpoint, 'anna', 'p', signal));
  const target = pacedTarget(pace, await connectImapTarget(endpoint, 'anna', 'p', signal));
  await target.openForWriting('INBOX', signal);
  const message = { content: Buffer.from('Subject: s\r\n\r\nx\r\n'), flags: [], receivedAt: new Date(0) };
  expect(await target.append('INBOX', [message], signal)).toMatchObject([{ kind: 'appended' }]);
  await source.openForReading('INBOX', signal);
  now = Date.parse('2026-01-06T09:00:00Z');
  expect(await target.append('INBOX', [message], signal)).toMatchObject([{ kind: 'appended' }]);
  expect(drops).toBeGreaterThan(0);
  const read: string[] = [];
  const wanted = [{ uid: 1, size: message.content.length }];
  for await (const { content } of source.messages('INBOX', wanted, signal)) read.push(String(content));
  expect(read).toEqual(['Subject: s\r\n\r\nx\r\n']);
  await Promise.all([source.close(), target.close()]);
});
