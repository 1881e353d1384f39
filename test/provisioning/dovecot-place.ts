/** A real Dovecot as an endpoint of a plan: reached with STARTTLS, opened by its master login. */
import type { OwnServer } from '../../server/planning/migration-plan.ts';
import type { Dovecot } from '../support/dovecot.ts';

export const MASTER = { name: 'migration', password: 'opens-all' };
export const SECRETS = { MASTER_SECRET: MASTER.password };

/** Its certificate is made out to `localhost`; `sieve` where the server was started with it. */
export function dovecotEndpoint(server: Dovecot, more: Partial<OwnServer> = {}): OwnServer {
  return {
    ...{
      kind: 'dovecot',
      name: 'new',
      connections: 4,
      host: 'localhost',
      port: server.port,
      security: 'starttls',
    },
    login: {
      method: 'master',
      user: MASTER.name,
      separator: '*',
      secret: { kind: 'env', name: 'MASTER_SECRET' },
    },
    ...more,
  };
}

export const sieveAt = ({ sievePort }: Dovecot): NonNullable<OwnServer['sieve']> => ({
  ...{ host: 'localhost', port: sievePort, security: 'starttls' },
});
