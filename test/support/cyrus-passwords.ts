/**
 * Answers a server that asks whether a password is right as Cyrus SASL asks its saslauthd: over a Unix socket, user, password, service
 * and realm, each after its length in two bytes; the answer is a text likewise, which begins with OK or NO (cyrus-sasl 2.1.28,
 * lib/checkpw.c). So passwords need no database, and change when a test says so.
 */

import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';

export async function answerPasswords(path: string, passwords: ReadonlyMap<string, string>): Promise<Server> {
  const server = createServer((socket) => answer(socket, passwords)).listen(path);
  await once(server, 'listening');
  chmodSync(path, 0o666);
  return server.unref();
}

function answer(socket: Socket, passwords: ReadonlyMap<string, string>): void {
  let asked = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    asked = Buffer.concat([asked, chunk]);
    const [user = '', password, , realm] = texts(asked);
    if (realm === undefined) return;
    const known = passwords.get(realm === '' ? user : `${user}@${realm}`) ?? passwords.get(user);
    socket.end(counted(password === known ? 'OK' : 'NO'));
  });
}

/** Those that have come whole. */
function texts(bytes: Buffer): string[] {
  const found: string[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const end = at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length) break;
    found.push(bytes.toString('utf8', at + 2, end));
    at = end;
  }
  return found;
}

function counted(said: string): Buffer {
  return Buffer.concat([Buffer.from([0, said.length]), Buffer.from(said)]);
}
