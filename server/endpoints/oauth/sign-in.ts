/**
 * How tokens are had for an endpoint with `login oauth2`: by the kind of system and what its secret turns out to be.
 * Knows no file and no network; the secret goes into the grant and nowhere else.
 */
import * as z from 'zod';
import type { MailServer } from '../../planning/migration-plan.ts';
import { type Text, text } from '../../planning/text.ts';
import { type Failure, MailFailure } from '../../running/failures.ts';
import { type Grant, microsoftGrant, refreshGrant, serviceAccountGrant } from './grants.ts';

export interface SignInOptions {
  readonly secretName: Text;
  /** Microsoft's, for all its public cloud; another one in tests. */
  readonly authority?: string;
}

const MICROSOFT = 'https://login.microsoftonline.com';
const GOOGLE = 'https://oauth2.googleapis.com/token';

/** Throws a MailFailure, `credentials` of reach `plan`, where the secret is nothing that a token can be had for. */
export function signInGrant(server: MailServer, secret: string, options: SignInOptions): Grant {
  if (server.kind === 'microsoft365') {
    const { tenant, client } = server.login;
    if (tenant === undefined || client === undefined) throw noClient(server);
    return microsoftGrant({ tenant, id: client, secret, authority: options.authority ?? MICROSOFT });
  }
  const written = writtenSchema.safeParse(parsed(secret));
  if (!written.success) throw notUnderstood(server, options.secretName);
  return grantOf(written.data, server, options.secretName);
}

/** A secret must not travel in the open, but for a test on this very machine. */
const address = z.string().regex(/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)[:/])/);

/** The two files that Google's own tools write and read; `token_uri` says who else's. */
const writtenSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('service_account'),
    client_email: z.string(),
    private_key: z.string(),
    private_key_id: z.string().optional(),
    token_uri: address.default(GOOGLE),
  }),
  z.object({
    type: z.literal('authorized_user'),
    client_id: z.string(),
    client_secret: z.string().optional(),
    refresh_token: z.string(),
    scope: z.string().optional(),
    token_uri: address.default(GOOGLE),
  }),
]);

function grantOf(written: z.infer<typeof writtenSchema>, server: MailServer, secretName: Text): Grant {
  if (written.type === 'authorized_user')
    return refreshGrant({
      url: written.token_uri,
      id: written.client_id,
      secret: written.client_secret,
      refreshToken: written.refresh_token,
      scope: written.scope,
    });
  try {
    return serviceAccountGrant({
      url: written.token_uri,
      email: written.client_email,
      privateKey: written.private_key,
      keyId: written.private_key_id,
    });
  } catch {
    throw notUnderstood(server, secretName);
  }
}

function parsed(secret: string): unknown {
  try {
    return JSON.parse(secret) as unknown;
  } catch {
    return undefined;
  }
}

const credentials = ({ name }: MailServer, what: Text, advice: Text): MailFailure => {
  const where = text(`endpoint ${name}`, `point d’accès ${name}`);
  const failure: Failure = { kind: 'credentials', reach: 'plan', where, what, words: '', advice };
  return new MailFailure(failure);
};

const noClient = (server: MailServer): MailFailure =>
  credentials(
    server,
    text('has no client to sign in as', 'n’a pas de client pour se connecter'),
    text(
      'Give its tenant and its client in the plan, then run again.',
      'Donnez dans le plan son organisation et son client, puis relancez.',
    ),
  );

const notUnderstood = (server: MailServer, { en, fr }: Text): MailFailure =>
  credentials(
    server,
    text('cannot sign in with OAuth 2.0', 'ne peut pas se connecter par OAuth 2.0'),
    text(
      `${en} must hold the JSON of a service account’s key or of an authorised user (type, client_id, client_secret, refresh_token, token_uri over HTTPS).`,
      `${fr} doit contenir le JSON de la clé d’un compte de service ou d’un utilisateur autorisé (type, client_id, client_secret, refresh_token, token_uri en HTTPS).`,
    ),
  );
