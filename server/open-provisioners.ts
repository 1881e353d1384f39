/**
 * Opens whoever manages an endpoint besides its mail, by what the endpoint is. Part of the command line's composition: it chooses
 * implementations, and loads them when they are needed.
 */
import type { NamedSecrets } from './endpoints/logins.ts';
import type { DeviceCodeOffer } from './endpoints/microsoft365/graph-options.ts';
import { blueMind, graph, ownServer } from './late-parts.ts';
import { type Text, text } from './planning/text.ts';
import type { OpenProvisioner } from './running/provisioning/provisioner.ts';

/** `tell`: what a person has to know, or do, while it is opened. */
export function openProvisioners(secrets: NamedSecrets, tell: (told: Text) => void): OpenProvisioner {
  return async (endpoint, signal) => {
    switch (endpoint.kind) {
      case 'imap':
      case 'archive':
        return undefined;
      case 'cyrus':
      case 'dovecot': {
        const { connectOwnServer } = await ownServer();
        return connectOwnServer(endpoint, secrets, signal);
      }
      case 'microsoft365': {
        const { connectGraphProvisioner } = await graph();
        return connectGraphProvisioner(endpoint, secrets, signal, {
          onUnsupported: tell,
          onDeviceCode: (offer) => tell(signInAt(offer)),
        });
      }
      case 'bluemind': {
        const { connectBlueMindProvisioner } = await blueMind();
        return connectBlueMindProvisioner(endpoint, secrets, signal);
      }
    }
  };
}

const signInAt = ({ endpoint, url, code, until }: DeviceCodeOffer): Text => {
  const by = until.toISOString();
  return text(
    `endpoint ${endpoint}: sign in at ${url} with the code ${code}, by ${by}`,
    `point d’accès ${endpoint}\u00A0: connectez-vous sur ${url} avec le code ${code}, avant ${by}`,
  );
};
