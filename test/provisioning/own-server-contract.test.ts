/** A server whose accounts are entries of a directory keeps the contract of a provisioner: real ones, both. */
import { connectOwnServer } from '../../server/endpoints/own-server/connect-own-server.ts';
import { startCyrus } from '../support/cyrus.ts';
import { startDovecot } from '../support/dovecot.ts';
import { startSlapd } from '../support/slapd.ts';
import { describeProvisionerContract } from './contract/provisioner-contract.ts';
import { signal } from './contract/target-place.ts';
import { ADMIN, CYRUS_SECRETS, cyrusEndpoint } from './cyrus-place.ts';
import { dovecotEndpoint, MASTER, SECRETS, sieveAt } from './dovecot-place.ts';
import { secretsOf } from './named-secrets.ts';

describeProvisionerContract('A Dovecot beside a directory', {
  makes: ['mailbox', 'shared', 'list'],
  rights: ['read', 'write', 'full'],
  async start() {
    const slapd = await startSlapd();
    const server = await startDovecot({
      users: [],
      master: MASTER,
      sharing: true,
      sieve: true,
      directory: slapd,
    });
    const endpoint = dovecotEndpoint(server, { directory: slapd.directory, sieve: sieveAt(server) });
    const secrets = secretsOf({ ...SECRETS, LDAP_SECRET: slapd.password });
    return {
      domain: 'test.example',
      open: () => connectOwnServer(endpoint, secrets, signal, { ca: server.certificate }),
      outage: { begin: () => slapd.halt(), end: () => slapd.resume() },
      async stop() {
        await server.stop();
        await slapd.stop();
      },
    };
  },
});

describeProvisionerContract('A Cyrus beside a directory', {
  makes: ['mailbox', 'shared', 'room', 'equipment', 'list'],
  rights: ['read', 'write', 'full'],
  async start() {
    const slapd = await startSlapd();
    const server = await startCyrus({ users: [], admin: ADMIN, sieve: true });
    const endpoint = cyrusEndpoint(server, { directory: slapd.directory });
    const secrets = secretsOf({ ...CYRUS_SECRETS, LDAP_SECRET: slapd.password });
    return {
      domain: 'a.example',
      open: () => connectOwnServer(endpoint, secrets, signal, { ca: server.certificate }),
      outage: { begin: () => slapd.halt(), end: () => slapd.resume() },
      async stop() {
        await server.stop();
        await slapd.stop();
      },
    };
  },
});
