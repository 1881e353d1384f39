/**
 * Asks DNS through the machine's resolver, or through servers that are named. Tells an answer that there is none (NXDOMAIN, NODATA)
 * from no answer at all. The TTL of an MX is asked of a server of its zone: a resolver tells only what is left of it in its memory,
 * and Node tells none.
 */
import { Resolver } from 'node:dns/promises';
import type { Answer, Question } from '../../planning/dns/dns-answers.ts';
import { text } from '../../planning/text.ts';
import { stopIfAsked } from '../../running/failures.ts';
import type { DnsLookup } from '../../running/preflight/dns-lookup.ts';
import { askExchangerTtl } from './exchanger-ttl.ts';

export interface DnsOptions {
  /** `192.0.2.53`, `127.0.0.1:5353`; the system's where none is given. */
  readonly servers?: readonly string[];
  /** In milliseconds, of one try. */
  readonly timeout?: number;
  /** Of the servers of zones, for tests. */
  readonly zonePort?: number;
}

const TIMEOUT = 4000;
const TRIES = 3;
const DNS_PORT = 53;

export function dnsLookup(options: DnsOptions = {}): DnsLookup {
  const { servers, timeout = TIMEOUT, zonePort: port = DNS_PORT } = options;
  const resolver = new Resolver({ timeout, tries: TRIES });
  if (servers) resolver.setServers(servers);
  return {
    async ask(question, signal) {
      stopIfAsked(signal);
      const cancel = (): void => resolver.cancel();
      signal.addEventListener('abort', cancel, { once: true });
      try {
        const values = await valuesOf(resolver, question);
        if (values.length === 0) return { state: 'none' };
        if (question.type !== 'MX') return { state: 'found', values };
        const ttl = await askExchangerTtl(question.name, { resolver, port, timeout, signal });
        stopIfAsked(signal);
        return { state: 'found', values, ...(ttl !== undefined && { ttl }) };
      } catch (error) {
        stopIfAsked(signal);
        return answerWithout(error);
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    },
  };
}

/** As a zone file has them. */
async function valuesOf(resolver: Resolver, { type, name }: Question): Promise<string[]> {
  switch (type) {
    case 'MX': {
      const found = await resolver.resolveMx(name);
      return found
        .toSorted((a, b) => a.priority - b.priority)
        .map(({ priority, exchange }) => `${priority} ${exchange === '' ? '.' : exchange}`);
    }
    case 'TXT': {
      const found = await resolver.resolveTxt(name);
      // Its strings are put together without anything between them (RFC 7208, 3.3).
      return found.map((strings) => strings.join(''));
    }
    case 'CNAME':
      return resolver.resolveCname(name);
    case 'SRV': {
      const found = await resolver.resolveSrv(name);
      return found.map((one) => `${one.priority} ${one.weight} ${one.port} ${one.name}`);
    }
  }
}

/** NODATA and NXDOMAIN: the zone said that there is none. All else is no answer. */
const NONE: ReadonlySet<string> = new Set(['ENODATA', 'ENOTFOUND']);

function answerWithout(error: unknown): Answer {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) throw error;
  if (NONE.has(code)) return { state: 'none' };
  return { state: 'unknown', why: SAID[code] ?? text(code, code) };
}

/** The codes of c-ares that people meet ("DNS error codes", Node's manual). */
const SAID: Readonly<Record<string, ReturnType<typeof text>>> = {
  ESERVFAIL: text(
    'SERVFAIL: its zone’s servers fail',
    'SERVFAIL\u00A0: les serveurs de sa zone sont en défaut',
  ),
  ETIMEOUT: text('no answer in time', 'pas de réponse à temps'),
  EREFUSED: text(
    'REFUSED: the resolver does not answer us',
    'REFUSED\u00A0: le résolveur ne nous répond pas',
  ),
  ECONNREFUSED: text('no resolver could be reached', 'aucun résolveur n’a pu être joint'),
  EBADNAME: text('no name that DNS can hold', 'pas un nom que le DNS puisse contenir'),
};
