/** A message handed in over real SMTP, secured as the plan says or not at all. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { handInMail } from '../../server/endpoints/smtp/hand-in-mail.ts';
import type { Reached } from '../../server/planning/migration-plan.ts';
import { describeFailure, failureOf } from '../../server/running/failures.ts';
import type { HandedIn } from '../../server/running/old-addresses/hand-in.ts';
import type { TrialMessage } from '../../server/running/old-addresses/trial-message.ts';
import { type MailRelay, type RelayOptions, startMailRelay } from '../support/mail-relay.ts';
import { freePorts, writeCertificate } from '../support/server-process.ts';

let state: string;
let certificate: { readonly key: string; readonly cert: string };
const relays: MailRelay[] = [];
beforeAll(() => {
  state = mkdtempSync(join(tmpdir(), 'migplan-smtp-'));
  writeCertificate(state);
  const read = (name: string) => readFileSync(join(state, name), 'utf8');
  certificate = { key: read('key.pem'), cert: read('cert.pem') };
});
afterAll(() => rmSync(state, { recursive: true, force: true }));
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
});

const message: TrialMessage = {
  ...{ sender: 'anna@a.example', from: 'anna@a.example', to: 'old@a.example', mark: 'f'.repeat(32) },
  ...{ messageId: `<${'f'.repeat(32)}@a.example>`, date: new Date('2026-01-05T08:00:00Z') },
  ...{ subject: 'Essay', text: 'Il n’y a rien à faire.\r\n', headers: { 'X-Migplan-Test': 'f'.repeat(32) } },
};

async function relay(options: Partial<RelayOptions> = {}): Promise<MailRelay> {
  const routes = { 'old@a.example': { kind: 'lose' } } as const;
  const started = await startMailRelay({ deliver: async () => undefined, routes, ...options });
  relays.push(started);
  return started;
}

/** What it came to, or the failure as people read it. */
async function handedIn(port: number, security: Reached['security'], authority?: string) {
  const place = { endpoint: 'old', host: 'localhost', port, security };
  const options = authority === undefined ? {} : { authority };
  try {
    return await handInMail({ ...options, patience: 5_000 })(place, message, new AbortController().signal);
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return `${failure.kind}: ${describeFailure(failure, 'en')}`;
  }
}

const TAKEN: HandedIn = { kind: 'taken' };

test('by TLS, by STARTTLS and plainly, each as the plan says', async () => {
  const implicit = await relay({ tls: { ...certificate, implicit: true } });
  const offered = await relay({ tls: { ...certificate, implicit: false } });
  expect(await handedIn(implicit.port, 'tls', certificate.cert)).toEqual(TAKEN);
  expect(await handedIn(offered.port, 'starttls', certificate.cert)).toEqual(TAKEN);
  expect(await handedIn(offered.port, 'plain')).toEqual(TAKEN);
  expect(implicit.taken.map(({ isEncrypted }) => isEncrypted)).toEqual([true]);
  expect(offered.taken.map(({ isEncrypted }) => isEncrypted)).toEqual([true, false]);
});

test('sent once, to the one address, as it was made', async () => {
  const { port, taken } = await relay();
  expect(await handedIn(port, 'plain')).toEqual(TAKEN);
  const [{ sender, to, content } = { sender: '', to: '', content: '' }, ...others] = taken;
  expect({ sender, to, others }).toEqual({ sender: 'anna@a.example', to: 'old@a.example', others: [] });
  expect(content).toContain(`Message-ID: <${'f'.repeat(32)}@a.example>\r\n`);
  expect(content).toContain(`X-Migplan-Test: ${'f'.repeat(32)}\r\n`);
  expect(content).toContain('Il n=E2=80=99y a rien =C3=A0 faire.');
});

test('a certificate that nobody vouches for, and no STARTTLS where the plan wants it: nothing is sent', async () => {
  const untrusted = await relay({ tls: { ...certificate, implicit: false } });
  const without = await relay();
  const said = [await handedIn(untrusted.port, 'starttls'), await handedIn(without.port, 'starttls')];
  for (const line of said)
    expect(line).toMatch(
      /^certificate: endpoint old: SMTP at localhost:\d+ offers no connection that can be trusted \(.+\)\. No message was sent\./,
    );
  expect([...untrusted.taken, ...without.taken]).toEqual([]);
});

test('nobody there', async () => {
  const [port = 0] = await freePorts(1);
  expect(await handedIn(port, 'plain')).toMatch(
    /^unreachable: endpoint old: SMTP at localhost:\d+ cannot be reached \(.*ECONNREFUSED.*\)\. No message was sent\. Check host/,
  );
});

test('refused, put off, and a sender that is not taken', async () => {
  const refusing = await relay({
    routes: { 'old@a.example': { kind: 'refuse', with: '551 5.1.6 moved away' } },
  });
  const busy = await relay({ routes: { 'old@a.example': { kind: 'put-off', times: 9, mailbox: '' } } });
  const picky = await relay({ unwelcome: ['anna@a.example'] });
  expect(await handedIn(refusing.port, 'plain')).toEqual({ kind: 'refused', words: '551 5.1.6 moved away' });
  expect(await handedIn(busy.port, 'plain')).toMatchObject({
    kind: 'later',
    words: expect.stringMatching(/^450 4\.2\.0/),
  });
  expect(await handedIn(picky.port, 'plain')).toMatch(
    /^refused: .* takes no mail from this sender \(550 5\.7\.1 not from you\)\. Name another sender with --from/,
  );
});

test('cut off after the message: nobody knows', async () => {
  const { port } = await relay({ routes: { 'old@a.example': { kind: 'cut', mailbox: 'zoe@a.example' } } });
  expect(await handedIn(port, 'plain')).toMatchObject({ kind: 'unknown' });
});
