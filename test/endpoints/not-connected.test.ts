/** Exchange Online takes a token for a mailbox that it does not open, and says so to the command after it. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectImapSource } from '../../server/endpoints/imap/connect-imap.ts';
import type { MailServer } from '../../server/planning/migration-plan.ts';

const { signal } = new AbortController();
const offered = 'IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS ID NAMESPACE LITERAL+';

const exchange = createServer((socket) => {
  socket.on('error', () => undefined);
  socket.write(`* OK [CAPABILITY ${offered}] The Microsoft Exchange IMAP4 service is ready.\r\n`);
  createInterface(socket).on('line', (line) => {
    const [tag = '', command = ''] = line.split(' ');
    if (command === 'CAPABILITY') socket.write(`* CAPABILITY ${offered}\r\n`);
    const isTaken = ['CAPABILITY', 'AUTHENTICATE', 'LOGOUT', 'ID'].includes(command);
    socket.write(`${tag} ${isTaken ? 'OK completed.' : 'BAD User is authenticated but not connected.'}\r\n`);
  });
});
beforeAll(() => once(exchange.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => exchange.close());

test('a mailbox that the application may not open is told by its address, with what to do', async () => {
  const { port } = exchange.address() as AddressInfo;
  const login = { method: 'oauth2', secret: { kind: 'env', name: 'GRAPH' } } as const;
  const endpoint: MailServer = {
    ...{ name: 'office', kind: 'microsoft365', host: '127.0.0.1', port, security: 'plain', connections: 1 },
    login,
  };
  const opening = connectImapSource(endpoint, 'ada@a.example', 'token', signal).then((source) =>
    source.folders(signal),
  );
  await expect(opening).rejects.toMatchObject({
    failure: { kind: 'credentials', reach: 'mailbox' },
    message: expect.stringMatching(
      /refused the login "ada@a\.example" \(.*authenticated but not connected.*\)\. Check that ada@a\.example exists there and that the application may open it/,
    ),
  });
});
