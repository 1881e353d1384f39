/**
 * A DNS server on loopback, for tests: what it holds is a table, and it may fail or say nothing. It holds no SRV: dns2 writes those
 * without their length.
 */
import DNS from 'dns2';

/** `MX a.example` → `10 mail.example.org`; `SERVFAIL` and `silence` are what they say. */
export type Zone = Readonly<Record<string, readonly string[] | 'SERVFAIL' | 'silence'>>;

export interface DnsServer {
  /** `127.0.0.1:5353`. */
  readonly address: string;
  readonly port: number;
  /** What was asked, in that order: `MX a.example`. */
  readonly asked: readonly string[];
  /** What it holds from now on. */
  hold(zone: Zone): void;
  close(): Promise<void>;
}

const { Packet } = DNS;
const TYPES = { 1: 'A', 2: 'NS', 5: 'CNAME', 15: 'MX', 16: 'TXT' } as const;
type Type = (typeof TYPES)[keyof typeof TYPES];

/** `ttl`: of all that it holds, in seconds. A name that it holds nothing of is NXDOMAIN, of another type NODATA. */
export async function startDnsServer(zone: Zone, ttl = 3600): Promise<DnsServer> {
  let held = zone;
  const asked: string[] = [];
  const server = DNS.createServer({
    udp: true,
    handle(request, send) {
      const [question] = request.questions;
      const response = Packet.createResponseFromRequest(request);
      const type = TYPES[question?.type as keyof typeof TYPES];
      const name = question?.name ?? '';
      asked.push(`${type} ${name}`);
      const found = held[`${type} ${name.toLowerCase()}`];
      if (found === 'silence') return;
      response.header.aa = 1;
      if (found === 'SERVFAIL') response.header.rcode = Packet.RCODE.SERVFAIL;
      else if (found)
        for (const value of found)
          response.answers.push(answer(type, name, value, ttl) as DNS.Packet.Resource);
      else if (!Object.keys(held).some((key) => key.endsWith(` ${name.toLowerCase()}`)))
        response.header.rcode = Packet.RCODE.NXDOMAIN;
      send(response);
    },
  });
  await server.listen({ udp: { port: 0, address: '127.0.0.1' } });
  const port = server.addresses().udp?.port ?? 0;
  return {
    address: `127.0.0.1:${port}`,
    port,
    asked,
    hold: (zone) => {
      held = zone;
    },
    close: () => server.close(),
  };
}

/** What is written needs no more than its values. */
type Resource = Omit<DNS.Packet.Resource, 'toBuffer'>;

function answer(type: Type, name: string, value: string, ttl: number): Resource {
  const of = { name, type: Packet.TYPE[type], class: Packet.CLASS.IN, ttl };
  switch (type) {
    case 'A':
      return { ...of, address: value };
    case 'NS':
      return { ...of, ns: value };
    case 'CNAME':
      return { ...of, domain: value };
    case 'MX': {
      const [priority = '', exchange = ''] = value.split(' ');
      return { ...of, priority: Number(priority), exchange: exchange === '.' ? '' : exchange };
    }
    case 'TXT':
      return { ...of, data: value.match(/.{1,255}/g) ?? [''] };
  }
}
