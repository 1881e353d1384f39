/** A door to a server that is slammed shut now and then: each connection is cut after a number of bytes, one way or the other. */

import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface CuttingProxy {
  readonly port: number;
  /** Connections that were cut. */
  cuts(): number;
  close(): Promise<void>;
}

/** `after(n)`: how many bytes of either direction the n-th connection lets through; undefined for all. */
export async function cuttingProxy(
  port: number,
  after: (connection: number) => number | undefined,
): Promise<CuttingProxy> {
  let connections = 0;
  let cuts = 0;
  const open = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    let left = after(connections++) ?? Number.POSITIVE_INFINITY;
    const cut = () => {
      near.destroy();
      far.destroy();
    };
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('error', () => undefined);
      from.on('close', cut);
      from.on('data', (chunk) => {
        to.write(left < chunk.length ? chunk.subarray(0, Math.max(0, left)) : chunk);
        left -= chunk.length;
        if (left >= 0) return;
        cuts++;
        cut();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as { port: number }).port,
    cuts: () => cuts,
    close: async () => {
      for (const socket of open) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}
