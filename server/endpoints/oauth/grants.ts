/**
 * What is asked of an authorisation server for an access token, as forms: the client's own credentials (RFC 6749, 4.4), a refresh
 * token (RFC 6749, 6) or a signed assertion for one mailbox (RFC 7523). Knows no network, and keeps nothing but what it was given.
 */
import { createPrivateKey, type KeyObject, sign } from 'node:crypto';

export interface Grant {
  /** The token endpoint. */
  readonly url: string;
  /** Whether a token opens the mailbox it was asked for alone, rather than all that the client may open. */
  readonly isPerMailbox: boolean;
  form(mailbox: string, now: Date): Readonly<Record<string, string>>;
  /** A server may hand out another refresh token with each answer; the last one counts from then on. */
  renewed?(refreshToken: string): void;
}

/** Of Exchange Online to applications that sign in as themselves, with IMAP.AccessAsApp. */
const EXCHANGE_SCOPE = 'https://outlook.office365.com/.default';

/**
 * Microsoft identity platform v2.0, client credentials: "OAuth 2.0 client credentials flow" and "Authenticate an IMAP, POP or SMTP
 * connection using OAuth" (learn.microsoft.com, 2026-11-24).
 */
export function microsoftGrant(client: {
  readonly tenant: string;
  readonly id: string;
  readonly secret: string;
  /** Without a slash at its end. */
  readonly authority: string;
}): Grant {
  const { authority, tenant, id, secret } = client;
  return {
    url: `${authority}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`,
    isPerMailbox: false,
    form: () => ({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: secret,
      scope: EXCHANGE_SCOPE,
    }),
  };
}

export function refreshGrant(client: {
  readonly url: string;
  readonly id: string;
  readonly secret?: string | undefined;
  readonly refreshToken: string;
  readonly scope?: string | undefined;
}): Grant {
  const { url, id, secret, scope } = client;
  let { refreshToken } = client;
  return {
    url,
    isPerMailbox: false,
    form: () => ({
      grant_type: 'refresh_token',
      client_id: id,
      ...(secret === undefined ? {} : { client_secret: secret }),
      refresh_token: refreshToken,
      ...(scope === undefined ? {} : { scope }),
    }),
    renewed: (token) => {
      refreshToken = token;
    },
  };
}

/** Of Gmail over IMAP: "OAuth 2.0 Mechanism" (developers.google.com, 2026-11-24). */
const GMAIL_SCOPE = 'https://mail.google.com/';

/** An hour is the longest that Google takes. */
const ASSERTION_SECONDS = 3600;

/**
 * A service account that acts for the people of its organisation: "Using OAuth 2.0 for Server to Server Applications", delegating
 * domain-wide authority (developers.google.com, 2026-11-24). Throws where the key is none.
 */
export function serviceAccountGrant(account: {
  readonly url: string;
  readonly email: string;
  readonly privateKey: string;
  readonly keyId?: string | undefined;
}): Grant {
  const key = createPrivateKey(account.privateKey);
  const header = { alg: 'RS256', typ: 'JWT', ...(account.keyId === undefined ? {} : { kid: account.keyId }) };
  return {
    url: account.url,
    isPerMailbox: true,
    form: (mailbox, now) => {
      const issued = Math.floor(now.getTime() / 1000);
      const claims = {
        iss: account.email,
        sub: mailbox,
        scope: GMAIL_SCOPE,
        aud: account.url,
        iat: issued,
        exp: issued + ASSERTION_SECONDS,
      };
      return {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: signed(header, claims, key),
      };
    },
  };
}

/** A JSON Web Signature in its compact form (RFC 7515, 7.1). */
function signed(header: object, claims: object, key: KeyObject): string {
  const told = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${told}.${sign('RSA-SHA256', Buffer.from(told), key).toString('base64url')}`;
}
