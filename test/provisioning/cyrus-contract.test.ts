/** A real Cyrus keeps the contract of a provisioner: as Debian sets it up, as old installations are, and for people of its own domain. */
import { connectCyrusProvisioner } from '../../server/endpoints/cyrus/connect-cyrus-provisioner.ts';
import { CYRUS_DOMAIN, startCyrus } from '../support/cyrus.ts';
import { describeProvisionerContract } from './contract/provisioner-contract.ts';
import { signal, type TargetPlace } from './contract/target-place.ts';
import { ADMIN, CYRUS_SECRETS, cyrusEndpoint } from './cyrus-place.ts';
import { secretsOf } from './named-secrets.ts';

const place = ({ classic = false, domain = 'a.example' } = {}): TargetPlace => ({
  makes: ['mailbox', 'shared', 'room', 'equipment'],
  rights: ['read', 'write', 'full'],
  silent: ['kind', 'profile'],
  async start() {
    const server = await startCyrus({ users: [], admin: ADMIN, classic, sieve: true });
    const endpoint = cyrusEndpoint(server);
    const options = { ca: server.certificate, silence: 5_000 };
    return {
      domain,
      open: () => connectCyrusProvisioner(endpoint, secretsOf(CYRUS_SECRETS), signal, options),
      outage: { begin: () => server.halt(), end: () => server.resume() },
      stop: () => server.stop(),
    };
  },
});

describeProvisionerContract('Cyrus', place());
describeProvisionerContract('An old Cyrus', place({ classic: true }));
// People of `defaultdomain` are listed and named without it.
describeProvisionerContract('A Cyrus whose own domain it is', place({ domain: CYRUS_DOMAIN }));
