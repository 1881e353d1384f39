import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPlan, withMistake } from '../../examples/demo/demo-plan.ts';
import { modifiedUtf7, type StoredFolder } from '../../examples/demo/mailbox-store.ts';
import { DEMO_ADDRESSES, demoMailboxes, emptyMailboxes } from '../../examples/demo/mailboxes.ts';
import { DEMO_PASSWORD, type DemoServers, type Host, startDemoServers } from '../../examples/demo/servers.ts';

let servers: DemoServers;

beforeAll(async () => {
  servers = await startDemoServers();
});
afterAll(() => servers.stop());

describe('the demo servers', () => {
  test.for(DEMO_ADDRESSES)('serve %s as it was made', async (address) => {
    await using session = await login(servers.source, `${address}*migration`);
    const made = demoMailboxes().get(address) ?? [];
    expect(await everything(session.client)).toEqual(asFetched(made, '.'));
  });

  test('keep mailboxes apart and start empty at the target', async () => {
    await using session = await login(servers.target, `${DEMO_ADDRESSES[1]}*migration`);
    const empty = emptyMailboxes().get(DEMO_ADDRESSES[1]) ?? [];
    expect(await everything(session.client)).toEqual(asFetched(empty, '/'));
  });

  test('keep what is appended, byte for byte', async () => {
    await using session = await login(servers.target, `${DEMO_ADDRESSES[0]}*migration`);
    const { client } = session;
    const path = 'Concerts/Fauré & Ravel';
    await client.mailboxCreate(path);
    await client.mailboxSubscribe(path);
    for (const { raw, flags, received } of awkward()) await client.append(path, raw, flags, received);
    expect(await folder(client, path)).toEqual(awkward().map(fetched));
    expect(await client.status(path, { messages: true, uidNext: true })).toMatchObject({
      messages: 4,
      uidNext: 5,
    });
    const listed = (await client.list()).find((each) => each.path === path);
    expect(listed).toMatchObject({ subscribed: true, delimiter: '/' });
  });

  test('answer parts of a message', async () => {
    await using session = await login(servers.source, `${DEMO_ADDRESSES[0]}*migration`);
    await session.client.mailboxOpen('Concerts.Fauré & Ravel', { readOnly: true });
    const { content } = await session.client.download('1', undefined, { uid: true, chunkSize: 10_000 });
    const chunks: Buffer[] = [];
    for await (const chunk of content ?? []) chunks.push(chunk as Buffer);
    const [message] =
      demoMailboxes()
        .get(DEMO_ADDRESSES[0])
        ?.find(({ path }) => path[1] === 'Fauré & Ravel')?.messages ?? [];
    expect(message?.raw.equals(Buffer.concat(chunks))).toBe(true);
  });

  test('refuse a wrong password, and a mailbox that they do not have', async () => {
    const refused = { authenticationFailed: true, serverResponseCode: 'AUTHENTICATIONFAILED' };
    await expect(login(servers.source, `${DEMO_ADDRESSES[0]}*migration`, 'wrong')).rejects.toMatchObject(
      refused,
    );
    await expect(login(servers.source, 'nobody@choir.example*migration')).rejects.toMatchObject(refused);
  });

  test('take AUTHENTICATE PLAIN too', async () => {
    await using session = await login(
      servers.source,
      `${DEMO_ADDRESSES[2]}*migration`,
      DEMO_PASSWORD,
      'AUTH=PLAIN',
    );
    const made = demoMailboxes()
      .get(DEMO_ADDRESSES[2])
      ?.find(({ path }) => path[0] === 'INBOX')?.messages;
    expect(await session.client.status('INBOX', { messages: true })).toMatchObject({
      messages: made?.length,
    });
  });
});

test('the demo plan is given the servers’ ports, and a mistake', () => {
  const plan = demoPlan(servers);
  expect(plan).toContain(`host 127.0.0.1 port ${servers.source.port} plain`);
  expect(plan).toContain(`host 127.0.0.1 port ${servers.target.port} plain`);
  expect(withMistake(plan)).toContain('alias president@school.example');
});

test('folder names are written in modified UTF-7', () => {
  expect(modifiedUtf7('Objets envoyés')).toBe('Objets envoy&AOk-s');
  expect(modifiedUtf7('Fauré & Ravel')).toBe('Faur&AOk- &- Ravel');
  expect(modifiedUtf7('~peter/mail/台北/日本語')).toBe('~peter/mail/&U,BTFw-/&ZeVnLIqe-'); // RFC 3501, 5.1.3
});

interface Session extends AsyncDisposable {
  readonly client: ImapFlow;
}

async function login(
  { host, port }: Host,
  user: string,
  pass = DEMO_PASSWORD,
  loginMethod?: 'AUTH=PLAIN',
): Promise<Session> {
  const auth = { user, pass, ...(loginMethod ? { loginMethod } : {}) };
  const client = new ImapFlow({ host, port, secure: false, auth, logger: false });
  await client.connect();
  return { client, [Symbol.asyncDispose]: () => client.logout() };
}

async function everything(client: ImapFlow): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const { path, specialUse, specialUseSource, subscribed } of await client.list()) {
    const use = specialUseSource === 'extension' ? specialUse : undefined; // imapflow also guesses from names
    found[path] = { specialUse: use, subscribed: subscribed ?? false, messages: await folder(client, path) };
  }
  return found;
}

async function folder(client: ImapFlow, path: string): Promise<Fetched[]> {
  const { exists } = await client.mailboxOpen(path, { readOnly: true });
  const found: Fetched[] = [];
  if (exists === 0) return found;
  const items = { uid: true, source: true, flags: true, internalDate: true, size: true };
  for await (const each of client.fetch('1:*', items, { uid: true })) {
    expect(each.size).toBe(each.source?.length);
    const raw = each.source?.toString('latin1') ?? '';
    found.push({
      raw,
      flags: [...(each.flags ?? [])].sort(),
      received: new Date(each.internalDate ?? 0).toISOString(),
    });
  }
  return found;
}

interface Fetched {
  readonly raw: string;
  readonly flags: readonly string[];
  readonly received: string;
}

type Stored = { readonly raw: Buffer; readonly flags: readonly string[]; readonly received: Date };

function fetched({ raw, flags, received }: Stored): Fetched {
  return { raw: raw.toString('latin1'), flags: [...flags].sort(), received: received.toISOString() };
}

/** The folders above nested ones are there without being asked for. */
function asFetched(folders: readonly StoredFolder[], separator: string): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const { path, specialUse, subscribed = true, messages } of folders) {
    for (let depth = 1; depth < path.length; depth++) {
      found[path.slice(0, depth).join(separator)] ??= {
        specialUse: undefined,
        subscribed: true,
        messages: [],
      };
    }
    found[path.join(separator)] = { specialUse, subscribed, messages: messages.map(fetched) };
  }
  return { INBOX: { specialUse: undefined, subscribed: true, messages: [] }, ...found };
}

/** Bytes that servers and parsers trip over; hoodiecrow's own parser refuses NUL and an empty message. */
function awkward(): { raw: Buffer; flags: string[]; received: Date }[] {
  const received = new Date('2020-02-29T23:59:59Z');
  const allBytes = Buffer.from(Array.from({ length: 255 }, (_, index) => index + 1));
  const header = Buffer.from('Subject: odd\r\n\r\n');
  return [
    { raw: Buffer.concat([header, allBytes]), flags: ['\\Seen', '$Forwarded'], received },
    {
      raw: Buffer.from('Subject: literals\r\n\r\n{12}\r\n{12+}\r\n)\r\nA1 LOGOUT\r\n'),
      flags: ['concert-2024'],
      received,
    },
    { raw: Buffer.from('no header, bare\nline feeds'), flags: [], received },
    {
      raw: Buffer.concat([header, Buffer.alloc(300_000, 'é\r\n')]),
      flags: ['\\Flagged', '\\Draft'],
      received,
    },
  ];
}
