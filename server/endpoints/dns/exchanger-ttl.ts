/** The TTL of a domain's MX as a server of its own zone tells it; undefined wherever that cannot be had: nothing is guessed. */

import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import type { Resolver } from 'node:dns/promises';
import { exchangerQuery, exchangerTtlIn } from './exchanger-packet.ts';

export interface ZoneServers {
  readonly resolver: Resolver;
  readonly port: number;
  /** In milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** Of some servers of a zone one answers as well as another; a few are tried. */
const MOST_SERVERS = 2;

export async function askExchangerTtl(name: string, servers: ZoneServers): Promise<number | undefined> {
  for (const address of (await zoneAddresses(name, servers.resolver)).slice(0, MOST_SERVERS)) {
    const ttl = await askServer(address, name, servers);
    if (ttl !== undefined) return ttl;
  }
  return undefined;
}

/** The servers of the nearest zone at or above a name, by their IPv4 addresses. */
async function zoneAddresses(name: string, resolver: Resolver): Promise<string[]> {
  const labels = name.split('.');
  for (let from = 0; from < labels.length - 1; from++) {
    const hosts = await resolver.resolveNs(labels.slice(from).join('.')).catch(() => []);
    if (hosts.length === 0) continue;
    const addresses = await Promise.all(
      hosts.slice(0, MOST_SERVERS).map((host) => resolver.resolve4(host).catch(() => [])),
    );
    return addresses.flatMap(([first]) => first ?? []);
  }
  return [];
}

/** One datagram each way. Connected, so that nobody else's is taken for the answer. */
function askServer(
  address: string,
  name: string,
  { port, timeout, signal }: ZoneServers,
): Promise<number | undefined> {
  const id = randomInt(2 ** 16);
  const socket = createSocket('udp4');
  return new Promise<number | undefined>((resolve) => {
    const until = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
    const nothing = (): void => resolve(undefined);
    until.addEventListener('abort', nothing, { once: true });
    socket.once('error', nothing);
    socket.on('message', (packet) => {
      const ttl = exchangerTtlIn(packet, id);
      if (ttl !== undefined) resolve(ttl === 'none' ? undefined : ttl);
    });
    socket.connect(port, address, () => socket.send(exchangerQuery(name, id)));
  }).finally(() => socket.close());
}
