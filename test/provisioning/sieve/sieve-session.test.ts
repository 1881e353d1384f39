/** How scripts are reached: secured before anything is said, given up when it falls silent or is asked to, and no password told. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openSieve } from '../../../server/endpoints/sieve/sieve-session.ts';
import { failureOf } from '../../../server/running/failures.ts';
import { removeState, stateFolder, writeCertificate } from '../../support/server-process.ts';
import { signal } from '../contract/target-place.ts';

const PASSWORD = 'of the administrator';
const LOGIN = { user: 'cyrus', password: PASSWORD, actsFor: 'anna@a.example' };
const HONEST = '"SIEVE" "fileinto include"\r\n"SASL" "PLAIN"\r\nOK\r\n';
const OFFERS = `"STARTTLS"\r\n${HONEST}`;

/** What is said to a line; undefined where nothing is. */
type Answers = (line: string) => string | undefined;

let state: string;
let server: Server | undefined;
const certificate = () => readFileSync(join(state, 'cert.pem'), 'utf8');

beforeAll(() => {
  state = stateFolder('sieve');
  writeCertificate(state);
});
afterAll(() => removeState(state));
afterEach(() => server?.close());

/** Lines that came in before the connection was secure, and after. */
interface Heard {
  readonly port: number;
  readonly plain: string[];
  readonly secure: string[];
}

async function serve(
  greeting: string,
  plainly: Answers,
  securely: Answers = () => undefined,
): Promise<Heard> {
  const [plain, secure]: [string[], string[]] = [[], []];
  const talk = (socket: Socket, heard: string[], answers: Answers) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      for (const line of String(chunk).split('\r\n').filter(Boolean)) {
        heard.push(line);
        const answer = answers(line);
        if (line === 'STARTTLS' && answer !== undefined) secureIt(socket, answer);
        else if (answer !== undefined) socket.write(answer);
      }
    });
  };
  const secureIt = (socket: Socket, answer: string) => {
    socket.removeAllListeners('data');
    socket.write(answer);
    const key = readFileSync(join(state, 'key.pem'));
    const secured = new TLSSocket(socket, { isServer: true, key, cert: certificate() });
    secured.write(HONEST);
    talk(secured, secure, securely);
  };
  server = createServer((socket) => {
    talk(socket, plain, plainly);
    socket.write(greeting);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, plain, secure };
}

function open(
  { port }: Heard,
  { security = 'starttls' as 'starttls' | 'plain', ca = certificate(), until = signal, silence = 5_000 } = {},
) {
  const place = { endpoint: 'new', host: 'localhost', port, mailbox: 'anna@a.example' };
  return openSieve({ host: 'localhost', port, security }, place, LOGIN, until, { ca, silence });
}

const failure = async (opening: Promise<unknown>) =>
  failureOf(
    await opening.then(
      () => undefined,
      (error: unknown) => error,
    ),
  );

describe('a connection that is to be secured', () => {
  test('says nothing but STARTTLS before it is, and believes nothing that was said before', async () => {
    const injected = 'OK\r\n"SIEVE" "injected"\r\nOK\r\n';
    const heard = await serve(
      OFFERS,
      () => injected,
      () => 'OK\r\n',
    );
    const session = await open(heard);
    expect([session.has('injected'), session.has('include')]).toEqual([false, true]);
    expect(heard.plain).toEqual(['STARTTLS']);
    session.close();
  });

  test.each([
    ['that offers no STARTTLS', HONEST, undefined, 'refused'],
    ['that refuses it', OFFERS, 'NO "not today"\r\n', 'refused'],
  ])('to a server %s is given up, and no password is sent', async (_what, greeting, answer, kind) => {
    const heard = await serve(greeting, () => answer);
    expect(await failure(open(heard))).toMatchObject({ kind, reach: 'mailbox' });
    expect(heard.plain.join('\n')).not.toContain('AUTHENTICATE');
  });

  test('trusts no certificate that nobody signed', async () => {
    const heard = await serve(OFFERS, () => 'OK\r\n');
    // Not the authority of the server's certificate.
    expect(await failure(open(heard, { ca: '' }))).toMatchObject({ kind: 'certificate' });
    expect(heard.secure).toEqual([]);
  });
});

test('a login is the plan’s own, and acts for the person (RFC 4616)', async () => {
  const heard = await serve(HONEST, () => 'OK\r\n');
  (await open(heard, { security: 'plain' })).close();
  const [, identity = ''] = /^AUTHENTICATE "PLAIN" "(.*)"$/.exec(heard.plain[0] ?? '') ?? [];
  expect(Buffer.from(identity, 'base64').toString()).toBe(`anna@a.example\0cyrus\0${PASSWORD}`);
});

test('a password that a server repeats is not told', async () => {
  const heard = await serve(HONEST, (line) => `NO "no: ${PASSWORD}; ${line.split('"').at(-2)}"\r\n`);
  const told = await failure(open(heard, { security: 'plain' }));
  expect(told).toMatchObject({ kind: 'credentials', words: 'NO no: …; …' });
});

test.each([
  ['goes away', 'BYE "too many connections"\r\n', 'transient'],
  ['asks to come again', 'NO (TRYLATER) "busy"\r\n', 'transient'],
  ['speaks another protocol', '{many}\r\n', 'protocol'],
  ['says nothing', '', 'transient'],
])('a server that %s', async (_what, greeting, kind) => {
  const heard = await serve(greeting, () => undefined);
  expect(await failure(open(heard, { security: 'plain', silence: 200 }))).toMatchObject({ kind });
});

test('whoever asks to stop is not kept waiting, neither for a greeting nor for an answer', async () => {
  for (const greeting of ['', HONEST]) {
    const heard = await serve(greeting, () => undefined);
    const stop = new AbortController();
    const opening = failure(open(heard, { security: 'plain', until: stop.signal, silence: 60_000 }));
    setTimeout(() => stop.abort(), 50);
    expect(await opening).toMatchObject({ kind: 'interrupted' });
  }
});
