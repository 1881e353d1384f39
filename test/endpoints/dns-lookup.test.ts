/** DNS asked of a real server on loopback: what it answers, what it answers that there is none, and when it does not answer. */
import { createSocket } from 'node:dgram';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dnsLookup } from '../../server/endpoints/dns/dns-lookup.ts';
import { exchangerQuery, exchangerTtlIn } from '../../server/endpoints/dns/exchanger-packet.ts';
import type { Question } from '../../server/planning/dns/dns-answers.ts';
import { type DnsServer, startDnsServer } from '../support/dns-server.ts';

let server: DnsServer;
const { signal } = new AbortController();

const ask = (type: Question['type'], name: string) =>
  dnsLookup({ servers: [server.address], zonePort: server.port, timeout: 200 }).ask({ type, name }, signal);

beforeAll(async () => {
  server = await startDnsServer({}, 7200);
});
afterAll(() => server.close());

const SERVED = { 'NS a.example': ['ns.a.example'], 'A ns.a.example': ['127.0.0.1'] };
beforeEach(() => server.hold(SERVED));

describe('an answer', () => {
  test('has the MX in their order, as a zone file has them, with the TTL that the zone’s own server tells', async () => {
    server.hold({ ...SERVED, 'MX a.example': ['20 b.mx.example', '10 a.mx.example'] });
    expect(await ask('MX', 'a.example')).toEqual({
      state: 'found',
      values: ['10 a.mx.example', '20 b.mx.example'],
      ttl: 7200,
    });
  });

  test('of a sub-domain has its zone’s servers asked', async () => {
    server.hold({ ...SERVED, 'MX x.y.a.example': ['10 a.mx.example'] });
    expect(await ask('MX', 'x.y.a.example')).toMatchObject({ ttl: 7200 });
  });

  test('has no TTL where no server of the zone can be asked', async () => {
    server.hold({ 'MX a.example': ['10 a.mx.example'] });
    expect(await ask('MX', 'a.example')).toEqual({ state: 'found', values: ['10 a.mx.example'] });
    server.hold({ ...SERVED, 'A ns.a.example': 'SERVFAIL', 'MX a.example': ['10 a.mx.example'] });
    expect(await ask('MX', 'a.example')).toEqual({ state: 'found', values: ['10 a.mx.example'] });
  });

  test('says that no mail is taken (RFC 7505)', async () => {
    server.hold({ 'MX a.example': ['0 .'] });
    expect(await ask('MX', 'a.example')).toEqual({ state: 'found', values: ['0 .'] });
  });

  test('puts a long TXT together', async () => {
    const long = `v=spf1 ${'include:spf.b.example '.repeat(20)}~all`;
    server.hold({ 'TXT a.example': [long, 'other'] });
    expect(await ask('TXT', 'a.example')).toEqual({ state: 'found', values: [long, 'other'] });
  });

  test('has where names lead', async () => {
    server.hold({ 'CNAME autodiscover.a.example': ['autodiscover.b.example'] });
    expect(await ask('CNAME', 'autodiscover.a.example')).toEqual({
      state: 'found',
      values: ['autodiscover.b.example'],
    });
  });
});

describe('that there is none', () => {
  test('is said of a name that does not exist, and of one without such a record', async () => {
    server.hold({ 'TXT a.example': ['x'] });
    expect(await ask('MX', 'nowhere.example')).toEqual({ state: 'none' });
    expect(await ask('MX', 'a.example')).toEqual({ state: 'none' });
  });

  test('is never said of a server that fails, says nothing or is not there', async () => {
    server.hold({ 'MX a.example': 'SERVFAIL', 'MX b.example': 'silence' });
    expect(await ask('MX', 'a.example')).toMatchObject({ state: 'unknown', why: { en: /SERVFAIL/ } });
    expect(await ask('MX', 'b.example')).toMatchObject({
      state: 'unknown',
      why: { en: 'no answer in time' },
    });
    const closed = await closedPort();
    const nobody = dnsLookup({ servers: [`127.0.0.1:${closed}`], timeout: 100 });
    expect(await nobody.ask({ type: 'MX', name: 'a.example' }, signal)).toMatchObject({ state: 'unknown' });
  });
});

test('asking stops when it is to stop', async () => {
  server.hold({ 'MX a.example': 'silence' });
  const stop = new AbortController();
  const asking = dnsLookup({ servers: [server.address] }).ask({ type: 'MX', name: 'a.example' }, stop.signal);
  setTimeout(() => stop.abort(), 20);
  await expect(asking).rejects.toMatchObject({ failure: { kind: 'interrupted' } });
});

describe('a packet', () => {
  const answered = (flags: number, ...tail: number[]): Buffer => {
    const query = exchangerQuery('a.example', 7);
    query.writeUInt16BE(flags, 2);
    query.writeUInt16BE(1, 6);
    return Buffer.concat([query, Buffer.from(tail)]);
  };
  const MX = [0xc0, 12, 0, 15, 0, 1, 0, 0, 1, 44, 0, 4, 0, 10, 0xc0, 12];

  test('tells the TTL behind names that point back', () => {
    expect(exchangerTtlIn(answered(0x8400, ...MX), 7)).toBe(300);
    const alias = [0xc0, 12, 0, 5, 0, 1, 0, 0, 0, 9, 0, 2, 0xc0, 12];
    const both = answered(0x8400, ...alias, ...MX);
    both.writeUInt16BE(2, 6);
    expect(exchangerTtlIn(both, 7)).toBe(300);
  });

  test('of another question, or a question itself, is no answer', () => {
    expect(exchangerTtlIn(answered(0x8400, ...MX), 8)).toBeUndefined();
    expect(exchangerTtlIn(answered(0x0400, ...MX), 7)).toBeUndefined();
    expect(exchangerTtlIn(Buffer.alloc(3), 0)).toBeUndefined();
  });

  test('of a server that is not the zone’s, that refuses, or that is cut off tells nothing', () => {
    expect(exchangerTtlIn(answered(0x8000, ...MX), 7)).toBe('none');
    expect(exchangerTtlIn(answered(0x8405, ...MX), 7)).toBe('none');
    expect(exchangerTtlIn(answered(0x8400, ...MX.slice(0, 5)), 7)).toBe('none');
    expect(exchangerTtlIn(answered(0x8400), 7)).toBe('none');
  });
});

/** One that was free a moment ago. */
async function closedPort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(resolve));
  return port;
}
