/** A server that repeats the password when it refuses it: nothing that is told, in either language or in a stack trace, has it. */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { connectImapSource } from '../../server/endpoints/imap/connect-imap.ts';
import { formsOf, withoutSecrets } from '../../server/endpoints/without-secrets.ts';
import type { MailServer } from '../../server/planning/migration-plan.ts';
import { describeFailure, failureOf } from '../../server/running/failures.ts';

const SECRET = 'hunter2-secret';
const { signal } = new AbortController();
let server: Server | undefined;
afterEach(() => server?.close());

const CAPABILITY = '* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n';

/** Answers a sign-in, given its whole line, and everything else with OK. */
async function serve(answer: (tag: string, line: string, socket: Socket) => void): Promise<number> {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hello\r\n');
    let asked: string | undefined;
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
        const [tag = '', command = ''] = line.split(' ');
        if (asked !== undefined) answer(asked, line, socket);
        else if (/AUTHENTICATE/i.test(command)) socket.write('+ \r\n');
        else socket.write(`${/CAPABILITY/i.test(command) ? CAPABILITY : ''}${tag} OK\r\n`);
        asked = /AUTHENTICATE/i.test(command) ? tag : undefined;
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

const endpoint = (port: number): MailServer => ({
  ...{ name: 'old', kind: 'imap', host: '127.0.0.1', port, security: 'plain', connections: 1 },
  login: { method: 'master', user: 'migration', separator: '*', secret: { kind: 'env', name: 'X' } },
});

test.each([
  ['as it is', (tag: string) => `${tag} NO wrong password ${SECRET}`],
  ['in the line that it came in', (tag: string, line: string) => `${tag} BAD cannot read: ${line}`],
  ['before it hangs up', (tag: string, line: string) => `${tag} NO [ALERT] ${line}\r\n* BYE`],
])('a password that is repeated %s is dots', async (_, words) => {
  const port = await serve((tag, line, socket) => socket.write(`${words(tag, line)}\r\n`));
  const error: unknown = await connectImapSource(endpoint(port), 'a@x', SECRET, signal, {
    silence: 2_000,
  }).catch((thrown: unknown) => thrown);
  const failure = failureOf(error);
  expect(failure?.kind).toBe('credentials');
  const told = [
    inspect(error, { depth: 9 }),
    ...(failure ? (['en', 'fr'] as const).map((locale) => describeFailure(failure, locale)) : []),
  ];
  const forms = [SECRET, Buffer.from(`\0a@x*migration\0${SECRET}`).toString('base64')];
  for (const form of forms) expect(told.filter((one) => one.includes(form))).toEqual([]);
  expect(told.at(-1)).toContain('…');
});

test('no form of any secret is left', () => {
  const identity = fc.string({ maxLength: 12 });
  const property = fc.property(
    fc.string({ minLength: 6, maxLength: 30 }),
    identity,
    identity,
    (secret, one, other) => {
      const plain = Buffer.from(`${one}\0${other}\0${secret}`).toString('base64');
      const token = Buffer.from(`user=${other}\x01auth=Bearer ${secret}\x01\x01`).toString('base64');
      for (const form of [secret, plain, token]) {
        const left = withoutSecrets(`NO [X] <${form}> no`, formsOf(secret, [one, other]));
        expect(left.includes(form)).toBe(false);
      }
    },
  );
  fc.assert(property, { numRuns: 300 });
});
