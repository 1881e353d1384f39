/** What is read into one piece of memory, over and over: every byte comes once and in order, in the clear and over TLS. */
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { expect, test } from 'vitest';
import { ReadMemory } from '../../server/endpoints/imap/read-memory.ts';
import { fetchItems, type Untagged } from '../../server/endpoints/imap/response.ts';
import { ImapWire } from '../../server/endpoints/imap/wire.ts';
import { stateFolder, writeCertificate } from '../support/server-process.ts';

/** Messages as long as what is read at once, longer and shorter, each of bytes of its own. */
const MESSAGES = [0, 1, 100, 70_000, 262_144, 300_000, 5, 1_200_000, 3, 262_143].map((size, at) =>
  Buffer.from(Uint8Array.from({ length: size }, (_, byte) => (byte * 31 + at * 7) % 256)),
);
const ANSWER = Buffer.concat([
  ...MESSAGES.flatMap((content, at) => [
    Buffer.from(`* ${at + 1} FETCH (UID ${at + 1} BODY[] {${content.length}}\r\n`),
    content,
    Buffer.from(')\r\n'),
  ]),
  Buffer.from('m1 OK done\r\n'),
]);

test.each(['plain', 'tls'] as const)('a connection that is %s', async (security) => {
  const state = stateFolder('read-memory');
  const server = security === 'tls' ? secured(state) : createServer(answer);
  try {
    await once(server.listen(0, 'localhost'), 'listening');
    expect(await read(security, (server.address() as AddressInfo).port, state)).toEqual(MESSAGES);
  } finally {
    server.close();
    rmSync(state, { recursive: true });
  }
});

function secured(state: string): Server {
  writeCertificate(state);
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => readFileSync(join(state, name)));
  return createTlsServer({ ...(key && { key }), ...(cert && { cert }) }, answer);
}

/** In pieces that end anywhere, some with a rest before the next. */
async function answer(socket: Socket): Promise<void> {
  socket.on('error', () => undefined);
  socket.write('* OK ready\r\n');
  await once(socket, 'data');
  for (let at = 0, size = 1; at < ANSWER.length; at += size, size = (size * 7 + 3) % 90_001) {
    socket.write(ANSWER.subarray(at, at + size));
    if (size % 5 === 0) await sleep(1);
  }
}

async function read(security: 'plain' | 'tls', port: number, state: string): Promise<Buffer[]> {
  const memory = new ReadMemory(() => socket);
  const options = { port, host: 'localhost', onread: memory.onread };
  const socket: Socket =
    security === 'tls'
      ? connectTls({ ...options, ca: readFileSync(join(state, 'cert.pem')) })
      : connect(options);
  // The greeting comes to whoever opens the connection.
  const [greeting] = await once(socket, 'data');
  expect(String(greeting)).toBe('* OK ready\r\n');
  const wire = new ImapWire(socket, 60_000, memory);
  const found = new Map<number, Buffer>();
  const { status } = await wire.send(['UID FETCH 1:* (BODY.PEEK[])'], (response: Untagged) => {
    const items = fetchItems(response);
    found.set(Number(items.get('UID')), items.get('BODY[]') as Buffer);
    return true;
  });
  wire.destroy();
  expect(status).toBe('OK');
  return [...found].sort(([one], [other]) => one - other).map(([, content]) => content);
}
