/** What the tests ask of the real servers that they start, beyond mail: that they can be stopped and started, filled up, and shut. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cyrus, startCyrus } from '../support/cyrus.ts';
import { startDovecot } from '../support/dovecot.ts';
import { sayCommands } from '../support/imap-commands.ts';

const name = 'anna@a.example';
const signIn = `LOGIN ${name} secret`;
const letter = 'Subject: a\r\n\r\nb\r\n';
const append = (content: string) => `APPEND INBOX {${content.length}+}\r\n${content}`;

describe.each([
  ['Dovecot', () => startDovecot({ users: [{ name, password: 'secret' }] })],
  ['Cyrus', () => startCyrus({ users: [{ name, password: 'secret' }] })],
] as const)('%s', (_, start) => {
  test('keeps its mail while it is stopped, and is elsewhere no more', async () => {
    const [server, other] = await Promise.all([start(), start()]);
    await sayCommands(server.port, [signIn, 'CREATE Kept', append(letter)]);
    const { pid } = server;
    await server.halt();
    await expect(sayCommands(server.port, [signIn])).rejects.toThrow('ECONNREFUSED');
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await server.resume();
    expect(server.pid).not.toBe(pid);
    await sayCommands(server.port, [signIn, 'SELECT Kept', 'SELECT INBOX', 'FETCH 1 (FLAGS)']);
    await server.stop();
    // Whatever one server does when it ends, it does not end another.
    await sayCommands(other.port, [signIn]);
    await other.stop();
  });
});

describe('Cyrus', () => {
  let server: Cyrus;
  beforeAll(async () => {
    const users = [
      { name, password: 'secret', quota: 100 },
      { name: 'bruno@a.example', password: 'b', quota: 1000 },
    ];
    server = await startCyrus({ users, uses: { '\\Sent': 'Envoyés', '\\Archive': 'Archive' } });
  });
  afterAll(() => server.stop());

  test('has no more room than it was given, and then says so', async () => {
    const large = `${letter}${'0123456789'.repeat(12_000)}\r\n`;
    await sayCommands(server.port, ['LOGIN bruno@a.example b', append(large)]);
    await expect(sayCommands(server.port, [signIn, append(large)])).rejects.toThrow('NO Over quota');
  });

  test('takes the password of now', async () => {
    server.setPassword(name, 'changed');
    await expect(sayCommands(server.port, [signIn])).rejects.toThrow('the sign-in: NO Login failed');
    await sayCommands(server.port, [`LOGIN ${name} changed`]);
    server.setPassword(name, 'secret');
  });

  test('writes down what is said, when it is asked to', async () => {
    server.writeDown(name);
    await sayCommands(server.port, [signIn, 'LIST "" "*" RETURN (SPECIAL-USE)']);
    expect(server.written(name)).toContain('\\Archive');
    expect(server.written(name)).toContain('Envoy&AOk-s');
  });
});
