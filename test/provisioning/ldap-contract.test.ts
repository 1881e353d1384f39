/** A directory keeps the contract of a provisioner, on a real slapd: alone, as it stands beside a server. */
import { connectDirectory } from '../../server/endpoints/ldap/connect-directory.ts';
import { startSlapd } from '../support/slapd.ts';
import { describeProvisionerContract } from './contract/provisioner-contract.ts';
import { signal } from './contract/target-place.ts';
import { secretsOf } from './named-secrets.ts';

describeProvisionerContract('An LDAP directory', {
  makes: ['mailbox', 'shared', 'room', 'equipment', 'list'],
  async start() {
    const slapd = await startSlapd();
    return {
      domain: 'test.example',
      open: () => connectDirectory(slapd.directory, secretsOf({ LDAP_SECRET: slapd.password }), signal),
      outage: { begin: () => slapd.halt(), end: () => slapd.resume() },
      stop: () => slapd.stop(),
    };
  },
});
