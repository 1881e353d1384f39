/**
 * Opens whoever manages an endpoint besides its mail, by what the endpoint is. Part of the command line's composition: it chooses
 * implementations, and loads them when they are needed.
 */
import type { NamedSecrets } from './endpoints/logins.ts';
import type { OpenProvisioner } from './running/provisioning/provisioner.ts';

export function openProvisioners(_secrets: NamedSecrets): OpenProvisioner {
  return async () => undefined;
}
