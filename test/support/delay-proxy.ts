/** A door to a server that is far away: every byte arrives later, either way, as many as ever may be under way at once. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface DelayProxy extends AsyncDisposable {
  readonly port: number;
}

/** So much may be under way before the sender is held back: far more than a line of any length holds. */
const MOST_UNDER_WAY = 16 * 1024 * 1024;

/** `oneWay`: milliseconds each direction takes; a round trip takes twice that. */
export async function delayProxy(port: number, oneWay: number): Promise<DelayProxy> {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('close', () => open.delete(from));
      relay(from, to, oneWay);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}

/** Timers of one length end in the order they were set, so the bytes stay in theirs. */
function relay(from: Socket, to: Socket, oneWay: number): void {
  let underWay = 0;
  from.setNoDelay();
  from.on('error', () => to.destroy());
  from.on('data', (chunk) => {
    underWay += chunk.length;
    if (underWay > MOST_UNDER_WAY) from.pause();
    setTimeout(() => {
      underWay -= chunk.length;
      if (underWay < MOST_UNDER_WAY / 2) from.resume();
      if (!to.destroyed) to.write(chunk);
    }, oneWay);
  });
  from.on('end', () => setTimeout(() => to.end(), oneWay));
}
