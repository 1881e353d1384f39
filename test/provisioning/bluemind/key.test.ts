/** The key of a BlueMind is said again by nobody: not in a failure, in either language, and not in a stack, whatever the server or what stands before it echoes. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectBlueMindProvisioner } from '../../../server/endpoints/bluemind/connect-bluemind-provisioner.ts';
import type { Change } from '../../../server/planning/provisioning/change.ts';
import { describeFailure, failureOf } from '../../../server/running/failures.ts';
import type { Provisioner } from '../../../server/running/provisioning/provisioner.ts';
import type { BlueMindSimulator, Said } from '../../support/bluemind-simulator/bluemind-simulator.ts';
import {
  blueMindAt,
  connectTo,
  DOMAIN,
  KEY,
  signal,
  startSimulator,
} from '../../support/bluemind-simulator/simulated-place.ts';
import { secretsOf } from '../named-secrets.ts';

/** With signs that JSON and addresses write another way. */
const ODD_KEY = 'k"e\\y/é'.replace('é', '+&=%') + KEY;

let simulator: BlueMindSimulator;
beforeEach(async () => {
  simulator = await startSimulator({ key: ODD_KEY });
});
afterEach(() => simulator.stop());

const ADDRESS = `ada@${DOMAIN}`;
const OTHER = `zoe@${DOMAIN}`;
const CHANGES: readonly Change[] = [
  { does: 'make', kind: 'mailbox', address: OTHER, profile: { name: 'Zoé Roux' } },
  { does: 'describe', kind: 'mailbox', address: ADDRESS, profile: { family: 'Vidal' } },
  { does: 'add-alias', kind: 'mailbox', address: ADDRESS, alias: `a.roux@${DOMAIN}` },
  { does: 'set-quota', address: ADDRESS, bytes: 2 ** 30 },
  { does: 'grant', kind: 'mailbox', address: ADDRESS, who: ADDRESS, right: 'read' },
  { does: 'forward', address: ADDRESS, to: 'ada@elsewhere.example', keepCopy: true },
  { does: 'route', address: ADDRESS, to: 'external' },
];

/** As a server may write what it was sent. */
const forms = (key: string): string[] => [
  key,
  JSON.stringify(key).slice(1, -1),
  encodeURIComponent(key),
  Buffer.from(key).toString('base64'),
  Buffer.from(key).toString('base64url'),
];

/** All that a person, or a log, may get to see of what became of something. */
const seenOf = (value: unknown): string => {
  const failure = failureOf(value) ?? (value as { failure?: Parameters<typeof describeFailure>[0] }).failure;
  const lines = failure ? [describeFailure(failure, 'en'), describeFailure(failure, 'fr')] : [];
  const stack = value instanceof Error ? [value.stack, JSON.stringify(value.cause)] : [];
  return [...lines, ...stack, JSON.stringify(value)].join('\n');
};

function expectNoKey(value: unknown): void {
  const seen = seenOf(value);
  // In JSON, the backslashes of what is seen are written twice.
  for (const form of forms(ODD_KEY).flatMap((one) => [one, JSON.stringify(one).slice(1, -1)]))
    expect(seen).not.toContain(form);
}

const echo = fc
  .tuple(
    fc.constantFrom(400, 401, 403, 404, 409, 429, 500, 502, 503),
    fc.constantFrom(
      'AUTHENTICATION_FAIL',
      'PERMISSION_DENIED',
      'INVALID_PARAMETER',
      'SQL_ERROR',
      ODD_KEY,
      undefined,
    ),
    fc.constantFrom(...forms(ODD_KEY)),
    fc.string({ maxLength: 10 }),
  )
  .map(([status, errorCode, key, around]): Said => {
    const message = `${around}session id ${key} is not valid${around}`;
    return {
      status,
      body: errorCode === undefined ? message : { errorCode, errorType: 'ServerFault', message },
    };
  });

async function made(): Promise<Provisioner> {
  const provisioner = await connectTo(simulator, { key: ODD_KEY });
  await provisioner.apply(
    { does: 'make', kind: 'mailbox', address: ADDRESS, profile: { name: 'Ada Roux' } },
    signal,
  );
  return provisioner;
}

test('whatever is answered, and whichever request it is the answer to', async () => {
  const provisioner = await made();
  await fc.assert(
    fc.asyncProperty(echo, fc.nat({ max: 3 }), fc.constantFrom(...CHANGES), async (said, skipped, change) => {
      let left = skipped;
      simulator.canned = () => (left-- > 0 ? undefined : said);
      expectNoKey(await provisioner.apply(change, signal));
      left = skipped;
      const objects = [{ address: ADDRESS, kind: 'mailbox' as const }];
      const read = await provisioner.read({ objects, domains: [] }, signal).then(
        ({ objects: seen }) => [...seen.values()],
        (error: unknown) => error,
      );
      expectNoKey(read);
      simulator.canned = undefined;
    }),
    { numRuns: 60 },
  );
});

test('a wrong key is told before anything is begun, though the server repeats it', async () => {
  const wrong = 'a-wrong-key-that-is-long';
  const error = await connectTo(simulator, { key: wrong }).catch((thrown: unknown) => thrown);
  expect(failureOf(error)).toMatchObject({ kind: 'credentials', reach: 'plan' });
  expect(seenOf(error)).toContain('session id');
  expect(seenOf(error)).not.toContain(wrong);
  expect(simulator.asked).toEqual([]);
});

test('a key that no header can carry is not sent, and not said', async () => {
  const error = await connectTo(simulator, { key: 'two\nlines' }).catch((thrown: unknown) => thrown);
  expect(failureOf(error)).toMatchObject({ kind: 'credentials', reach: 'plan' });
  expect(seenOf(error)).not.toContain('two');
});

test('it crosses no network in the open', async () => {
  const secrets = secretsOf({ BLUEMIND_KEY: KEY });
  const error = await connectBlueMindProvisioner(blueMindAt('http://bm.example'), secrets, signal).catch(
    (thrown: unknown) => thrown,
  );
  expect(failureOf(error)).toMatchObject({ kind: 'refused', reach: 'plan' });
});

test('nor is a password that was thrown away, whatever is wrong with the account it was for', async () => {
  const provisioner = await made();
  const passwords: string[] = [];
  simulator.canned = ({ method, body }) => {
    const { password } = (body ?? {}) as { password?: string };
    if (method !== 'PUT' || password === undefined) return undefined;
    passwords.push(password);
    return {
      status: 500,
      body: { errorCode: 'INVALID_PASSWORD', message: `${JSON.stringify(body)} is weak` },
    };
  };
  const applied = await provisioner.apply(CHANGES[0] as Change, signal);
  expect(applied).toMatchObject({ kind: 'failed', failure: { kind: 'refused' } });
  expect(passwords).toHaveLength(1);
  expect(seenOf(applied)).toContain('is weak');
  expect(seenOf(applied)).not.toContain(passwords[0]);
});

test('nor anything, where the server goes away in the middle', async () => {
  const provisioner = await made();
  simulator.isDown = true;
  for (const change of CHANGES) expectNoKey(await provisioner.apply(change, signal));
});
