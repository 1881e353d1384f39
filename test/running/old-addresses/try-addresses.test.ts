/** Addresses tried through a real SMTP server into mailboxes in memory: each thing that can become of a message, told as that. */
import { afterEach, expect, test } from 'vitest';
import { handInMail } from '../../../server/endpoints/smtp/hand-in-mail.ts';
import type { MailServer } from '../../../server/planning/migration-plan.ts';
import type { Arrival, Trial } from '../../../server/planning/old-addresses/trials.ts';
import { text } from '../../../server/planning/text.ts';
import type { Ends } from '../../../server/running/ends.ts';
import { type Failure, MailFailure } from '../../../server/running/failures.ts';
import { type TryOptions, tryAddresses } from '../../../server/running/old-addresses/try-addresses.ts';
import { type MailRelay, type Route, startMailRelay } from '../../support/mail-relay.ts';
import { MemoryMailbox } from '../../support/memory-mail.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const ZOE = 'zoe@new.example';
const BOB = 'bob@new.example';
const relays: MailRelay[] = [];
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
});

const endpoint: MailServer = {
  ...{ name: 'new', kind: 'imap', host: 'imap.new.example', port: 993, security: 'tls', connections: 4 },
  login: { method: 'each', secret: { kind: 'prompt' } },
};
const mailboxOf = (mailbox: string): Arrival => ({ endpoint, mailbox });

class World {
  readonly mailboxes = new Map<string, MemoryMailbox>();
  readonly clock = new VirtualClock();
  readonly signal = new AbortController();
  /** Mailboxes that do not open, from then on. */
  readonly closed = new Set<string>();
  relay!: MailRelay;

  static async with(
    routes: Readonly<Record<string, Route>>,
    unwelcome: readonly string[] = [],
  ): Promise<World> {
    const world = new World();
    for (const name of [ZOE, BOB]) world.mailboxes.set(name, new MemoryMailbox());
    world.mailbox(ZOE).create('Spam', { use: 'junk' });
    const deliver = async (mailbox: string, folder: string, content: Buffer): Promise<void> =>
      void world.mailbox(mailbox).put(folder, content);
    world.relay = await startMailRelay({ deliver, routes, unwelcome });
    relays.push(world.relay);
    return world;
  }

  mailbox(name: string): MemoryMailbox {
    const found = this.mailboxes.get(name);
    if (!found) throw new Error(`no mailbox ${name}`);
    return found;
  }

  readonly ends: Ends = {
    source: async (_, mailbox) => {
      if (this.closed.has(mailbox)) throw new MailFailure(shut(mailbox));
      return this.mailbox(mailbox).asSource();
    },
    target: () => Promise.reject(new Error('nothing is to be opened for writing')),
  };

  trial(address: string, mailbox = ZOE): Trial {
    const { host, port } = this.relay;
    const handIn = { endpoint: 'old', host, port, security: 'plain' } as const;
    return { kind: 'redirect', address, arrival: mailboxOf(mailbox), handIn };
  }

  async outcomes(addresses: readonly string[], options: Partial<TryOptions> = {}) {
    const results = await tryAddresses(
      addresses.map((address) => this.trial(address)),
      {
        ...{ ends: this.ends, handIn: handInMail(), clock: this.clock, signal: this.signal.signal },
        ...{ returns: [], patience: 300_000, ...options },
      },
    );
    return results.map(({ outcome }) => outcome);
  }
}

const shut = (mailbox: string): Failure => ({
  ...{ kind: 'transient', reach: 'mailbox', words: 'NO later' },
  where: text('endpoint new', 'point d’accès new'),
  what: text(`(${mailbox}) shut`, `(${mailbox}) fermé`),
});

test('what arrives is told by its folder, whatever else comes', async () => {
  const world = await World.with({
    'a@old.example': { kind: 'deliver', mailbox: ZOE },
    'b@old.example': { kind: 'deliver', mailbox: ZOE, folder: 'Spam' },
    'c@old.example': { kind: 'deliver', mailbox: ZOE, folder: 'Filed/Deep' },
  });
  world.mailbox(ZOE).put('INBOX', 'Subject: something else\r\n\r\nbody');
  expect(await world.outcomes(['a@old.example', 'b@old.example', 'c@old.example'])).toEqual([
    { kind: 'arrived', folder: 'INBOX', isJunk: false },
    { kind: 'arrived', folder: 'Spam', isJunk: true },
    { kind: 'arrived', folder: 'Filed/Deep', isJunk: false },
  ]);
});

test('the message says in both languages what it is, asks for no answer, and has no sender to come back to', async () => {
  const world = await World.with({ 'a@old.example': { kind: 'deliver', mailbox: ZOE } });
  await world.outcomes(['a@old.example']);
  const [{ sender, to, content } = { sender: 'none', to: '', content: '' }] = world.relay.taken;
  expect({ sender, to }).toEqual({ sender: '', to: 'a@old.example' });
  const unfolded = content.replace(/\r\n[ \t]/g, ' ');
  expect(unfolded).toMatch(
    /^Subject: Mail test, you may delete it \/ Message d'essai, vous pouvez le supprimer \[[0-9a-f]{32}\]\r$/m,
  );
  expect(unfolded).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(unfolded).toMatch(/^From: zoe@new\.example\r$/m);
  expect(unfolded).toMatch(/^Date: Mon, 05 Jan 2026 08:00:00 \+0000\r$/m);
});

test('a message whose ID a system replaced, and whose subject a filter marked, is known all the same', async () => {
  const world = await World.with({ 'a@old.example': { kind: 'deliver', mailbox: BOB } });
  const rename = (content: Buffer): string =>
    content
      .toString()
      .replace(/^Message-ID: .*$/im, 'Message-ID: <DB9P1@exchange.example>')
      .replace(/^Subject: /m, 'Subject: [EXTERNAL] ');
  const arrival = world.mailbox(ZOE);
  world.mailbox(BOB).put = (folder, content) => arrival.put(folder, rename(Buffer.from(content)));
  expect(await world.outcomes(['a@old.example'])).toEqual([
    { kind: 'arrived', folder: 'INBOX', isJunk: false },
  ]);
});

test('refused at the door is a bounce, in the server’s words', async () => {
  const world = await World.with({ 'a@old.example': { kind: 'refuse', with: '550 5.1.1 who is that?' } });
  const [outcome] = await world.outcomes(['a@old.example']);
  expect(outcome).toEqual({ kind: 'bounced', words: '550 5.1.1 who is that?' });
  expect(world.relay.taken).toEqual([]);
});

test('what comes back later is told, where the sender’s mailbox is looked into', async () => {
  const world = await World.with({
    'a@old.example': { kind: 'bounce', with: '554 5.7.520 external forwarding is off' },
    'b@old.example': { kind: 'bounce', with: '554 5.4.14 Hop count exceeded - possible mail loop' },
  });
  const outcomes = await world.outcomes(['a@old.example', 'b@old.example'], {
    ...{ from: BOB, returns: [mailboxOf(BOB)] },
  });
  expect(outcomes).toEqual([
    { kind: 'bounced', words: '554 5.7.520 external forwarding is off' },
    { kind: 'looped', words: '554 5.4.14 Hop count exceeded - possible mail loop' },
  ]);
  expect(world.relay.taken.map(({ sender }) => sender)).toEqual([BOB, BOB]);
});

test('an answer of somebody who is away, and a word that it takes longer, are no bounces', async () => {
  const world = await World.with({ 'a@old.example': { kind: 'deliver', mailbox: BOB } });
  const home = world.mailbox(BOB);
  const put = home.put.bind(home);
  home.put = (folder, content) => {
    const id = /^Message-ID: (.*)\r$/im.exec(content.toString())?.[1];
    const quoted = `\r\n\r\nX-Migplan-Test: ${id?.slice(1, 33)}\r\nAction: delayed\r\n`;
    put(folder, `From: anna@old.example\r\nSubject: Away\r\nIn-Reply-To: ${id}${quoted}`);
    return put(folder, `From: MAILER-DAEMON@old.example\r\nSubject: Delayed Mail${quoted}`);
  };
  expect(await world.outcomes(['a@old.example'], { from: BOB, returns: [mailboxOf(BOB)] })).toEqual([
    { kind: 'missing' },
  ]);
});

test('a loop, a double, another mailbox and nowhere', async () => {
  const world = await World.with({
    'round@old.example': { kind: 'loop', hops: 60, mailbox: ZOE },
    'twice@old.example': { kind: 'deliver', mailbox: ZOE, times: 2 },
    'astray@old.example': { kind: 'deliver', mailbox: BOB },
    'lost@old.example': { kind: 'lose' },
    'bob@old.example': { kind: 'deliver', mailbox: BOB },
  });
  const trials = ['round', 'twice', 'astray', 'lost'].map((name) => world.trial(`${name}@old.example`));
  const results = await tryAddresses([...trials, world.trial('bob@old.example', BOB)], {
    ...{ ends: world.ends, handIn: handInMail(), clock: world.clock, signal: world.signal.signal },
    ...{ returns: [], patience: 300_000 },
  });
  expect(results.map(({ outcome }) => outcome)).toEqual([
    { kind: 'looped', words: { en: 'it had passed 60 systems', fr: 'il était passé par 60 systèmes' } },
    { kind: 'doubled', folders: ['INBOX', 'INBOX'] },
    { kind: 'misdelivered', mailbox: BOB, folder: 'INBOX' },
    { kind: 'missing' },
    { kind: 'arrived', folder: 'INBOX', isJunk: false },
  ]);
});

test('a folder that shows what lies in others makes no double, and neither does somebody who files the message', async () => {
  const world = await World.with({ 'a@old.example': { kind: 'deliver', mailbox: ZOE } });
  const zoe = world.mailbox(ZOE);
  zoe.create('All', { use: 'all' });
  const put = zoe.put.bind(zoe);
  zoe.put = (folder, content) => {
    put('All', content);
    const message = put(folder, content);
    // Filed by its owner before the last look.
    setTimeout(() => {
      put('Filed', content);
      zoe.folder('INBOX').messages.length = 0;
    }, 6);
    return message;
  };
  const [outcome] = await world.outcomes(['a@old.example']);
  expect(outcome?.kind).toBe('arrived');
});

test('who makes strangers wait is asked again, and a message is handed in once', async () => {
  const world = await World.with({
    'a@old.example': { kind: 'put-off', times: 2, mailbox: ZOE },
    'b@old.example': { kind: 'put-off', times: 99, mailbox: ZOE },
  });
  expect(await world.outcomes(['a@old.example', 'b@old.example'])).toEqual([
    { kind: 'arrived', folder: 'INBOX', isJunk: false },
    { kind: 'missing', words: '450 4.2.0 greylisted, come back' },
  ]);
  expect(world.relay.taken).toHaveLength(1);
});

test('a message whose answer was lost is looked for, and not sent again', async () => {
  const world = await World.with({ 'a@old.example': { kind: 'cut', mailbox: ZOE } });
  expect(await world.outcomes(['a@old.example'])).toEqual([
    { kind: 'arrived', folder: 'INBOX', isJunk: false },
  ]);
  expect(world.relay.taken).toHaveLength(1);
});

test('a sender that is not taken says nothing of the address, and the others are not tried either', async () => {
  const world = await World.with({ 'a@old.example': { kind: 'lose' }, 'b@old.example': { kind: 'lose' } }, [
    BOB,
  ]);
  const outcomes = await world.outcomes(['a@old.example', 'b@old.example'], { from: BOB });
  expect(outcomes.map(({ kind }) => kind)).toEqual(['not-tried', 'not-tried']);
  expect(outcomes[0]).toMatchObject({
    why: {
      en: expect.stringMatching(/^endpoint old: SMTP at .* takes no mail from this sender \(550 5\.7\.1/),
    },
  });
});

test('nothing is sent where nobody could say what came of it', async () => {
  const world = await World.with({ 'a@old.example': { kind: 'deliver', mailbox: ZOE } });
  world.closed.add(ZOE);
  expect(await world.outcomes(['a@old.example'])).toEqual([
    {
      kind: 'not-tried',
      why: text(
        'endpoint new (zoe@new.example) shut (NO later).',
        'point d’accès new (zoe@new.example) fermé (NO later).',
      ),
    },
  ]);
  world.closed.add(BOB);
  world.closed.delete(ZOE);
  await expect(world.outcomes(['a@old.example'], { from: BOB, returns: [mailboxOf(BOB)] })).rejects.toThrow(
    MailFailure,
  );
  expect(world.relay.taken).toEqual([]);
});

test('a mailbox that does not open afterwards is not told to be empty', async () => {
  const world = await World.with({ 'a@old.example': { kind: 'lose' } });
  const handIn: TryOptions['handIn'] = async (...values) => {
    world.closed.add(ZOE);
    return handInMail()(...values);
  };
  const [outcome] = await world.outcomes(['a@old.example'], { handIn });
  expect(outcome).toMatchObject({ kind: 'unknown', why: { en: expect.stringContaining('NO later') } });
});

test('stopped, it tells what had come of each by then', async () => {
  const world = await World.with({
    'a@old.example': { kind: 'deliver', mailbox: ZOE },
    'b@old.example': { kind: 'deliver', mailbox: ZOE },
  });
  const handIn: TryOptions['handIn'] = async (...values) => {
    const handed = await handInMail()(...values);
    world.signal.abort();
    return handed;
  };
  expect(
    (await world.outcomes(['a@old.example', 'b@old.example'], { handIn })).map(({ kind }) => kind),
  ).toEqual(['missing', 'not-tried']);
});
