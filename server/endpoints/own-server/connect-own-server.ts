/** Opens a Dovecot or a Cyrus of one's own as a provisioner, with the directory beside it where the plan names one. */
import type { OwnServer } from '../../planning/migration-plan.ts';
import { waysOf } from '../../planning/provisioning/ways.ts';
import type { Provisioner } from '../../running/provisioning/provisioner.ts';
import { connectCyrusProvisioner } from '../cyrus/connect-cyrus-provisioner.ts';
import { connectDovecotProvisioner } from '../dovecot/connect-dovecot-provisioner.ts';
import type { ImapOptions } from '../imap/imap-session.ts';
import { connectDirectory } from '../ldap/connect-directory.ts';
import type { NamedSecrets } from '../logins.ts';
import { combinedProvisioner } from './combined-provisioner.ts';
import { placeOf } from './server-place.ts';

/** Signed in to the directory before it returns, and to the server where it has an administrator. Throws MailFailure. */
export async function connectOwnServer(
  endpoint: OwnServer,
  secrets: NamedSecrets,
  signal: AbortSignal,
  options: ImapOptions = {},
): Promise<Provisioner> {
  const { directory: beside, ...alone } = endpoint;
  const server = await connectServer(alone, secrets, signal, options);
  if (!beside) return server;
  try {
    const directory = await connectDirectory(beside, secrets, signal, directoryOptions(options));
    return combinedProvisioner({ ways: waysOf(endpoint), server, directory, where: placeOf(endpoint) });
  } catch (error) {
    await server.close();
    throw error;
  }
}

function connectServer(
  endpoint: OwnServer,
  secrets: NamedSecrets,
  signal: AbortSignal,
  options: ImapOptions,
): Promise<Provisioner> {
  switch (endpoint.kind) {
    case 'dovecot':
      return connectDovecotProvisioner(endpoint, secrets, signal, options);
    case 'cyrus':
      return connectCyrusProvisioner(endpoint, secrets, signal, options);
  }
}

const directoryOptions = ({ ca, silence }: ImapOptions) => ({
  ...(ca !== undefined && { ca }),
  ...(silence !== undefined && { silence }),
});
