/**
 * Dovecot keeps the contract of a provisioner, on a real one: it lets people into mailboxes, and leaves accounts, quotas and aliases to
 * people.
 */
import { connectDovecotProvisioner } from '../../server/endpoints/dovecot/connect-dovecot-provisioner.ts';
import { startDovecot } from '../support/dovecot.ts';
import { describeProvisionerContract } from './contract/provisioner-contract.ts';
import { signal } from './contract/target-place.ts';
import { dovecotEndpoint, MASTER, SECRETS, sieveAt } from './dovecot-place.ts';
import { secretsOf } from './named-secrets.ts';

describeProvisionerContract('A Dovecot', {
  makes: [],
  rights: ['read', 'write', 'full'],
  silent: ['kind'],
  async start() {
    const server = await startDovecot({
      users: [],
      master: MASTER,
      sharing: true,
      sieve: true,
      looksForOwners: true,
    });
    const endpoint = dovecotEndpoint(server, { sieve: sieveAt(server) });
    return {
      domain: 'test.example',
      open: () => connectDovecotProvisioner(endpoint, secretsOf(SECRETS), signal, { ca: server.certificate }),
      prepare: async (address) => server.addUser({ name: address, password: 'own' }),
      outage: { begin: () => server.halt(), end: () => server.resume() },
      stop: () => server.stop(),
    };
  },
});
