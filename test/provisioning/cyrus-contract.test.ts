/** A real Cyrus keeps the contract of a provisioner: as Debian sets it up, and as old installations are. */
import { connectCyrusProvisioner } from '../../server/endpoints/cyrus/connect-cyrus-provisioner.ts';
import { startCyrus } from '../support/cyrus.ts';
import { describeProvisionerContract } from './contract/provisioner-contract.ts';
import { signal, type TargetPlace } from './contract/target-place.ts';
import { ADMIN, CYRUS_SECRETS, cyrusEndpoint } from './cyrus-place.ts';
import { secretsOf } from './named-secrets.ts';

const place = (classic: boolean): TargetPlace => ({
  makes: ['mailbox', 'shared', 'room', 'equipment'],
  rights: ['read', 'write', 'full'],
  silent: ['kind', 'profile'],
  async start() {
    const server = await startCyrus({ users: [], admin: ADMIN, classic, sieve: true });
    const endpoint = cyrusEndpoint(server);
    const options = { ca: server.certificate, silence: 5_000 };
    return {
      domain: 'a.example',
      open: () => connectCyrusProvisioner(endpoint, secretsOf(CYRUS_SECRETS), signal, options),
      outage: { begin: () => server.halt(), end: () => server.resume() },
      stop: () => server.stop(),
    };
  },
});

describeProvisionerContract('Cyrus', place(false));
describeProvisionerContract('An old Cyrus', place(true));
