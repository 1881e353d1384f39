/** Logins, hosts and certificates of a real Dovecot, right and wrong: each fault is one line that says what to do. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectImapSource } from '../../server/endpoints/imap/connect-imap.ts';
import { oddMailbox } from '../support/odd-mail.ts';
import { freePorts } from '../support/server-process.ts';
import { masterSecret, signal, TwoDovecots, users } from './two-dovecots.ts';

const first = 'person@odd.example';

let servers: TwoDovecots;

beforeAll(async () => {
  servers = await TwoDovecots.start(users([first]));
  servers.stock(first, oddMailbox(1));
});
afterAll(() => servers?.stop());

describe('an endpoint that cannot be opened is told in one line, before anything is done', () => {
  const advice = 'Check MASTER_PASSWORD and the separator "*", then run again.';

  test('a wrong master password', async () => {
    const opening = connectImapSource(servers.endpoint('old'), first, 'wrong', signal);
    await expect(opening).rejects.toMatchObject({
      failure: { kind: 'credentials', reach: 'plan' },
      message: `endpoint old: 127.0.0.1:${servers.old.port} refused the master login "migration" for ${first} (NO [AUTHENTICATIONFAILED] Authentication failed.). ${advice}`,
    });
  });

  test('a right master password for a mailbox that is not there', async () => {
    const proven = new Set<string>();
    await (await connectImapSource(servers.endpoint('old'), first, masterSecret, signal, { proven })).close();
    const opening = connectImapSource(servers.endpoint('old'), 'nobody@odd.example', masterSecret, signal, {
      proven,
    });
    await expect(opening).rejects.toMatchObject({
      failure: {
        kind: 'transient',
        reach: 'mailbox',
        words: expect.stringMatching(/UNAVAILABLE|Unexpected close/),
      },
      message: expect.stringContaining('Check that nobody@odd.example exists there'),
    });
  });

  test('a host that does not answer', async () => {
    const [port = 0] = await freePorts(1);
    const opening = connectImapSource(servers.endpoint('old', { port }), first, masterSecret, signal);
    await expect(opening).rejects.toMatchObject({
      failure: { kind: 'unreachable', reach: 'plan' },
      message: expect.stringMatching(
        /^endpoint old: 127\.0\.0\.1:\d+ cannot be reached \(.*ECONNREFUSED.*\)\. Check host/,
      ),
    });
  });

  const tls = { security: 'tls', host: 'localhost' } as const;
  test.each([
    ['an unknown authority', { ...tls }, undefined, /self-signed/],
    ['another name', { ...tls, host: '127.0.0.1' }, 'own', /IP: 127\.0\.0\.1 is not in the cert's list/],
    [
      'another name, after STARTTLS',
      { security: 'starttls', host: '127.0.0.1' } as const,
      'own',
      /IP: 127\.0\.0\.1/,
    ],
  ])('a certificate of %s', async (_, how, authority, words) => {
    const port = how.security === 'tls' ? servers.old.tlsPort : servers.old.port;
    const options = authority === undefined ? {} : { ca: servers.old.certificate };
    const opening = connectImapSource(
      servers.endpoint('old', { ...how, port }),
      first,
      masterSecret,
      signal,
      options,
    );
    await expect(opening).rejects.toMatchObject({
      failure: { kind: 'certificate', reach: 'plan', words: expect.stringMatching(words) },
    });
    await opening.catch((error) => expect(error.message).not.toContain(masterSecret));
  });

  test.each(['tls', 'starttls'] as const)('and a right one is opened (%s)', async (security) => {
    const port = security === 'tls' ? servers.old.tlsPort : servers.old.port;
    const found = await connectImapSource(
      servers.endpoint('old', { security, port, host: 'localhost' }),
      first,
      masterSecret,
      signal,
      {
        ca: servers.old.certificate,
      },
    );
    expect((await found.folders(signal)).folders.length).toBeGreaterThan(5);
    await found.close();
  });
});
