/** What an endpoint's declaration says of how it is managed, as values: Sieve, a directory, Graph, REST, and where mail is handed in. */
import type { DeclarationOf } from '../../grammar/vocabulary.ts';
import type { BlueMindServer, GraphTenant, MailServer, OwnServer } from './migration-plan.ts';
import { reachedAt, secretReference } from './server-login.ts';

type Declared = DeclarationOf<'endpoint'>;

/** RFC 5804, 1.8: one port, and STARTTLS. */
const SIEVE_PORTS = { tls: 4190, starttls: 4190, plain: 4190 } as const;
/** RFC 8314, 3.3, for `tls`; where mail arrives is port 25 (RFC 5321, 4.5.4.2). */
const SMTP_PORTS = { tls: 465, starttls: 25, plain: 25 } as const;

export function smtpOf({ has }: Declared): Pick<MailServer, 'smtp'> {
  const smtp = reachedAt(has.smtp?.value, SMTP_PORTS);
  return smtp ? { smtp } : {};
}

/** A directory without its base, its account or a named secret cannot be written to, and is told by `check`. */
export function besideServer({ has }: Declared): Pick<OwnServer, 'sieve' | 'directory'> {
  const sieve = reachedAt(has.sieve?.value, SIEVE_PORTS);
  const { url, base, bind, secret } = has.directory?.value ?? {};
  const reference = secret && secretReference(secret.value);
  const directory = url && base && bind && reference;
  return {
    ...(sieve && { sieve }),
    ...(directory && {
      directory: { url: url.value, base: base.value, bind: bind.value, secret: reference },
    }),
  };
}

export function graphOf({ has }: Declared): Pick<GraphTenant, 'graph'> {
  const { tenant, client } = has;
  const secret = client?.value.secret && secretReference(client.value.secret.value);
  if (!tenant || !client || !secret) return {};
  const location = has['usage-location'];
  return {
    graph: {
      tenant: tenant.value,
      client: client.value.id.value,
      secret,
      ...(location && { usageLocation: location.value }),
      exchange: has.exchange?.value ?? 'handover',
    },
  };
}

export function restOf({ has: { url, secret } }: Declared): Pick<BlueMindServer, 'api'> {
  const reference = secret && secretReference(secret.value);
  return url && reference ? { api: { url: url.value, secret: reference } } : {};
}
