/** On a real Cyrus and a real Dovecot, mail is sent on beside whatever script people have, which stays byte for byte as it is. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { logins } from '../../../server/endpoints/logins.ts';
import { type Forwards, sieveForwards } from '../../../server/endpoints/sieve/sieve-forwards.ts';
import { openSieve, type SieveSession } from '../../../server/endpoints/sieve/sieve-session.ts';
import type { OwnServer } from '../../../server/planning/migration-plan.ts';
import { describeFailure, failureOf } from '../../../server/running/failures.ts';
import { startCyrus } from '../../support/cyrus.ts';
import { startDovecot } from '../../support/dovecot.ts';
import { signal } from '../contract/target-place.ts';
import { ADMIN, CYRUS_SECRETS, cyrusEndpoint } from '../cyrus-place.ts';
import { dovecotEndpoint, MASTER, SECRETS, sieveAt } from '../dovecot-place.ts';
import { secretsOf } from '../named-secrets.ts';

const password = 'own';
const PEOPLE = Array.from({ length: 10 }, (_, at) => ({ name: `person${at}@a.example`, password }));
const TO = { to: 'anna@new.example', keepCopy: true };
const MORE = { to: 'desk@new.example', keepCopy: true };
/** With what a careless reader would change: spaces at the end, no line end, letters beyond ASCII. */
const OWN =
  'require ["fileinto"];\r\n# Été  \r\nif header :contains "subject" "\\"lot\\"" { fileinto "Lots"; }\r\nstop;';

interface Place {
  readonly certificate: string;
  readonly endpoint: OwnServer;
  readonly secrets: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

async function cyrus(): Promise<Place> {
  const server = await startCyrus({ users: PEOPLE, admin: ADMIN, sieve: true });
  const { certificate } = server;
  return { certificate, endpoint: cyrusEndpoint(server), secrets: CYRUS_SECRETS, stop: () => server.stop() };
}

async function dovecot(): Promise<Place> {
  const server = await startDovecot({ users: PEOPLE, master: MASTER, sieve: true });
  const endpoint = dovecotEndpoint(server, { sieve: sieveAt(server) });
  return { certificate: server.certificate, endpoint, secrets: SECRETS, stop: () => server.stop() };
}

describe.each([
  ['Cyrus', cyrus],
  ['Dovecot', dovecot],
])('%s', (_name, start) => {
  let place: Place;
  let forwards: Forwards;
  let person = '';
  let count = 0;

  beforeAll(async () => {
    place = await start();
    const own = logins(secretsOf(place.secrets), { now: () => new Date() });
    const found = sieveForwards(place.endpoint, own, { ca: place.certificate });
    if (!found) throw new Error('the endpoint says where scripts are managed');
    forwards = found;
  });
  afterAll(() => place?.stop());
  beforeEach(() => {
    person = PEOPLE[count++]?.name ?? '';
  });

  const add = (forwarding = TO) => forwards.add(person, forwarding, signal);
  const read = () => forwards.read(person, signal);

  /** As the person, with their own password. */
  async function asPerson<T>(action: (session: SieveSession) => Promise<T>): Promise<T> {
    const { sieve } = place.endpoint;
    if (!sieve) throw new Error('the endpoint says where scripts are managed');
    const login = { user: person, password };
    const at = { endpoint: 'new', ...sieve, mailbox: person };
    const session = await openSieve(sieve, at, login, signal, { ca: place.certificate });
    try {
      return await action(session);
    } finally {
      session.close();
    }
  }

  const writes = (name: string, content = OWN) =>
    asPerson(async (session) => {
      await session.put(name, content);
      await session.activate(name);
    });
  const scripts = () =>
    asPerson(async (session) => {
      const listed = await session.scripts();
      const contents: Record<string, string> = {};
      for (const { name } of listed) contents[name] = await session.script(name);
      return { active: listed.find(({ isActive }) => isActive)?.name, contents };
    });

  /** What was refused, when it was tried; with nothing changed by it. */
  async function refusal(): Promise<string> {
    const before = await scripts();
    const error = await add(MORE).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(await scripts()).toEqual(before);
    const failure = failureOf(error);
    expect(failure).toMatchObject({ kind: 'refused', reach: 'mailbox' });
    return failure ? describeFailure(failure, 'en') : '';
  }

  test('where there is no script, one of ours is run', async () => {
    expect(await read()).toEqual([]);
    expect(await add()).toEqual({ kind: 'done' });
    expect(await read()).toEqual([TO]);
    expect((await scripts()).active).toBe('migplan-forward');
  });

  test('a second address stays beside the first, and the same again is nothing', async () => {
    await add();
    expect(await add(MORE)).toEqual({ kind: 'done' });
    expect(await add({ ...TO, to: 'Anna@NEW.example' })).toEqual({ kind: 'already' });
    expect(await read()).toEqual([TO, MORE]);
  });

  test('where there is one, both are run and the person’s is as it was', async () => {
    await writes('Vacances');
    expect(await add()).toEqual({ kind: 'done' });
    expect(await add(MORE)).toEqual({ kind: 'done' });
    const { active, contents } = await scripts();
    expect([active, contents['Vacances']]).toEqual(['migplan', OWN]);
    expect(await read()).toEqual([TO, MORE]);
  });

  test('what a person has and does not run is not run by us', async () => {
    await asPerson((session) => session.put('old', OWN));
    await add();
    expect(await scripts()).toMatchObject({ active: 'migplan-forward', contents: { old: OWN } });
  });

  test('somebody who chose another script since has mail sent on beside that one', async () => {
    await writes('Vacances');
    await add();
    await writes('Travail', 'keep;\r\n');
    expect(await read()).toEqual([]);
    expect(await add()).toEqual({ kind: 'done' });
    const { active, contents } = await scripts();
    expect(contents['migplan']).toContain('"Travail"');
    expect([active, contents['Vacances'], contents['Travail']]).toEqual(['migplan', OWN, 'keep;\r\n']);
  });

  test.each(['migplan-forward', 'migplan'])(
    'a script of the person’s own called %s is left alone',
    async (name) => {
      await writes(name);
      expect(await read()).toEqual([]);
      expect(await refusal()).toContain(`"${name}"`);
    },
  );

  test('ours that somebody changed by hand is theirs', async () => {
    await add();
    await writes('migplan-forward', `${(await scripts()).contents['migplan-forward']}keep;\r\n`);
    expect(await read()).toEqual([]);
    expect(await refusal()).toContain('changed by hand');
  });

  test('whoever is not there has no scripts to read', async () => {
    const nobody = forwards.read('nobody@a.example', signal);
    const failure = failureOf(
      await nobody.then(
        () => undefined,
        (thrown: unknown) => thrown,
      ),
    );
    expect(failure).toBeDefined();
    expect(failure ? describeFailure(failure, 'en') : '').not.toMatch(/makes-all|opens-all/);
  });
});
