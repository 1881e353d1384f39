/** A real Cyrus as an endpoint of a plan: reached with STARTTLS, managed by its administrator. */
import type { OwnServer } from '../../server/planning/migration-plan.ts';
import type { Cyrus } from '../support/cyrus.ts';

export const ADMIN = { name: 'cyrus', password: 'makes-all' };
export const CYRUS_SECRETS = { CYRUS_SECRET: ADMIN.password };

/** Its certificate is made out to `localhost`. */
export function cyrusEndpoint(server: Cyrus, more: Partial<OwnServer> = {}): OwnServer {
  const sieve = server.sievePort > 0 && {
    sieve: { host: 'localhost', port: server.sievePort, security: 'starttls' as const },
  };
  return {
    ...{
      kind: 'cyrus',
      name: 'new',
      connections: 4,
      host: 'localhost',
      port: server.port,
      security: 'starttls',
    },
    login: { method: 'admin', user: ADMIN.name, secret: { kind: 'env', name: 'CYRUS_SECRET' } },
    ...(sieve || {}),
    ...more,
  };
}
