import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { defineRule, plan } from './rule.ts';

/**
 * A connection without encryption to anything but this machine. A directory is not among them: over `ldap://` nothing is said to it
 * before StartTLS (RFC 4511, 4.14), and one that does not offer it is refused.
 */
export const plainConnection = defineRule({
  code: 'MP802',
  name: 'plain-connection',
  severity: 'error',
  on: 'endpoint',
  why: {
    en: 'Over a plain connection the master password and everybody’s mail can be read by all who carry it.',
    fr: 'Sur une connexion en clair, le mot de passe maître et le courrier de tous sont lisibles par tous ceux qui les transportent.',
  },
  bad: plan`
    endpoint old imap {
      host imap.a.example port 143 ⟦plain⟧
      login master "migration" secret env OLD_PASSWORD
    }`,
  good: plan`
    endpoint old imap {
      host imap.a.example port 143 starttls
      login master "migration" secret env OLD_PASSWORD
    }
    endpoint here imap {
      host localhost port 10143 plain
      login master "migration" secret env HERE_PASSWORD
    }`,
  check({ has: { host, sieve, url } }) {
    for (const reached of [host, sieve]) {
      const security = reached?.value.security;
      if (!reached || security?.value !== 'plain' || isLoopback(reached.value.name.value)) continue;
      const better = STARTTLS_PORTS.has(reached.value.port?.value ?? 0) ? 'starttls' : 'tls';
      return { at: security, data: { host: reached.value.name.value, better } };
    }
    const plain = url && plainHostOf(url);
    return url && plain ? { at: url, data: { host: plain, better: 'https' } } : undefined;
  },
  message: {
    en: ({ host, better }) =>
      `passwords and mail would cross the network to ${host} unencrypted; use ${better}`,
    fr: ({ host, better }) =>
      `les mots de passe et le courrier iraient en clair jusqu’à ${host}\u00A0; utilisez ${better}`,
  },
  fixes: [
    {
      title: { en: ({ better }) => `Use ${better}`, fr: ({ better }) => `Utiliser ${better}` },
      edits({ better }, place) {
        const { block, span } = place;
        if (better !== 'https') return [{ place, text: better }];
        return [{ place, text: block.text.slice(span.start, span.end).replace(/^"http:/i, '"https:') }];
      },
    },
  ],
});

/** Where a connection begins unencrypted (RFC 3501, 2.1; RFC 5804, 1.8). */
const STARTTLS_PORTS: ReadonlySet<number> = new Set([143, 4190]);

/** RFC 6761 §6.3 and RFC 1122 §3.2.1.3: what never leaves the machine. */
const isLoopback = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host) || /\.localhost$/i.test(host);

function plainHostOf({ value }: NonNullable<DeclarationOf<'endpoint'>['has']['url']>): string | undefined {
  const [, host = ''] = /^http:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:]*)/i.exec(value) ?? [];
  return host === '' || isLoopback(host) ? undefined : host;
}
