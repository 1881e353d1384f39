/** On a real Cyrus, mail that is handed in is sent on as the plan says, and what a person's own script does with it is done too. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { logins } from '../../../server/endpoints/logins.ts';
import { type Forwards, sieveForwards } from '../../../server/endpoints/sieve/sieve-forwards.ts';
import { openSieve } from '../../../server/endpoints/sieve/sieve-session.ts';
import { type Cyrus, startCyrus } from '../../support/cyrus.ts';
import { signal } from '../contract/target-place.ts';
import { ADMIN, CYRUS_SECRETS, cyrusEndpoint } from '../cyrus-place.ts';
import { imapDialogue } from '../imap-dialogue.ts';
import { secretsOf } from '../named-secrets.ts';

const password = 'own';
const people = ['anna', 'bruno', 'carla', 'diane'].map((name) => ({ name: `${name}@a.example`, password }));
const ELSEWHERE = 'all@new.example';

let server: Cyrus;
let forwards: Forwards;
let sent: string[] = [];
const elsewhere = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, { envelope }, done) {
    stream.resume().on('end', () => {
      sent.push(...envelope.rcptTo.map(({ address }) => address));
      done();
    });
  },
});

beforeAll(async () => {
  const listening = elsewhere.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const sendsTo = (listening.address() as AddressInfo).port;
  server = await startCyrus({
    users: people,
    admin: ADMIN,
    sieve: true,
    sendsTo,
    uses: { '\\Archive': 'Lots' },
  });
  const own = logins(secretsOf(CYRUS_SECRETS), { now: () => new Date() });
  const found = sieveForwards(cyrusEndpoint(server), own, { ca: server.certificate });
  if (!found) throw new Error('the endpoint says where scripts are managed');
  forwards = found;
});
afterAll(async () => {
  await server?.stop();
  await new Promise<void>((closed) => elsewhere.close(closed));
});
beforeEach(() => {
  sent = [];
});

/** Returns when Cyrus took it, and so has done all with it. */
async function handIn(to: string, subject: string): Promise<void> {
  const port = {
    lmtp: true,
    host: '127.0.0.1',
    port: server.lmtpPort,
    ignoreTLS: true,
    socketTimeout: 10_000,
  };
  const transport = createTransport(port);
  const raw = `From: z@a.example\r\nMessage-ID: <${subject}-${to}>\r\nSubject: ${subject}\r\n\r\nTwo chairs.\r\n`;
  await transport.sendMail({ envelope: { from: 'z@a.example', to: [to] }, raw });
  transport.close();
}

/** How many messages are in each folder. */
async function kept(person: string): Promise<number[]> {
  const [, ...answers] = await imapDialogue(server.port, [
    `LOGIN ${person} ${password}`,
    'STATUS INBOX (MESSAGES)',
    'STATUS Lots (MESSAGES)',
  ]);
  return answers.map((answer) => Number(/MESSAGES (\d+)/.exec(answer)?.[1]));
}

async function hasScript(person: string, content: string, name = 'own'): Promise<void> {
  const sieve = { host: 'localhost', port: server.sievePort, security: 'starttls' } as const;
  const place = { endpoint: 'new', ...sieve, mailbox: person };
  const session = await openSieve(sieve, place, { user: person, password }, signal, {
    ca: server.certificate,
  });
  await session.put(name, content);
  await session.activate(name);
  session.close();
}

const [anna = '', bruno = '', carla = '', diane = ''] = people.map(({ name }) => name);

test('with a copy, it is in both places; without one, only there', async () => {
  await forwards.add(anna, { to: ELSEWHERE, keepCopy: true }, signal);
  await handIn(anna, 'first');
  expect([sent, await kept(anna)]).toEqual([[ELSEWHERE], [1, 0]]);
  await forwards.add(anna, { to: ELSEWHERE, keepCopy: false }, signal);
  await handIn(anna, 'second');
  expect([sent, await kept(anna)]).toEqual([
    [ELSEWHERE, ELSEWHERE],
    [1, 0],
  ]);
});

test('a person’s own script does what it did, and what it ends is sent on before', async () => {
  await hasScript(bruno, 'require ["fileinto"];\r\nfileinto "Lots";\r\nstop;\r\n');
  await forwards.add(bruno, { to: ELSEWHERE, keepCopy: true }, signal);
  await handIn(bruno, 'lot');
  expect([sent, await kept(bruno)]).toEqual([[ELSEWHERE], [0, 1]]);
});

test('two addresses get one each', async () => {
  for (const to of [ELSEWHERE, 'second@new.example'])
    await forwards.add(carla, { to, keepCopy: true }, signal);
  await handIn(carla, 'both');
  expect([sent.toSorted(), await kept(carla)]).toEqual([
    [ELSEWHERE, 'second@new.example'],
    [1, 0],
  ]);
});

test('whoever has no forward keeps their mail', async () => {
  await handIn(diane, 'kept');
  expect([sent, await kept(diane)]).toEqual([[], [1, 0]]);
});
