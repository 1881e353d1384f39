/** Microsoft's identity platform as MSAL asks it: an application with a secret or a certificate, or a person with a device code. */
import { createPublicKey, verify } from 'node:crypto';
import { refusal, type Said } from './simulated-graph.ts';

export interface SignInOptions {
  readonly tenant: string;
  readonly client: string;
  readonly secret?: string;
  /** PEM of the client's certificate. */
  readonly certificate?: string;
  /** How often a person has not signed in yet when it is asked. */
  readonly pending?: number;
}

export class SignIn {
  /** Each form that asked for a token. */
  readonly forms: Readonly<Record<string, string>>[] = [];
  readonly #options: SignInOptions;
  readonly #root: () => string;
  readonly #issued = new Map<string, string>();
  #pending: number;

  constructor(options: SignInOptions, root: () => string) {
    this.#options = options;
    this.#root = root;
    this.#pending = options.pending ?? 0;
  }

  /** From now on, no token that was given is good. */
  revokeAll(): void {
    this.#issued.clear();
  }

  isGood(header: string | undefined, service: string): boolean {
    return this.#issued.get(header?.replace('Bearer ', '') ?? '') === service;
  }

  /** Undefined where it is another service that was asked. */
  answer(path: string, said: string): Said | undefined {
    const { tenant } = this.#options;
    if (path === `/${tenant}/v2.0/.well-known/openid-configuration`)
      return { status: 200, body: this.#metadata() };
    if (path === `/${tenant}/oauth2/v2.0/devicecode`) return { status: 200, body: this.#deviceCode() };
    if (path === `/${tenant}/oauth2/v2.0/token`)
      return this.#token(Object.fromEntries(new URLSearchParams(said)));
    return undefined;
  }

  /** MSAL takes no address but `https:`. */
  #metadata() {
    const root = `${this.#root().replace('http:', 'https:')}/${this.#options.tenant}`;
    return {
      issuer: `${root}/v2.0`,
      authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
      token_endpoint: `${root}/oauth2/v2.0/token`,
      jwks_uri: `${root}/discovery/v2.0/keys`,
    };
  }

  #deviceCode() {
    const address = 'https://microsoft.com/devicelogin';
    const message = `Open ${address} and enter the code ABCD-EFGH.`;
    return {
      device_code: 'device',
      user_code: 'ABCD-EFGH',
      verification_uri: address,
      expires_in: 900,
      interval: 0,
      message,
    };
  }

  #token(form: Readonly<Record<string, string>>): Said {
    this.forms.push(form);
    if (form['client_id'] !== this.#options.client)
      return refusedToken(400, 'unauthorized_client', 'AADSTS700016: Application was not found.');
    if (form['grant_type'] === 'client_credentials' && !this.#isProved(form))
      return refusedToken(
        401,
        'invalid_client',
        `AADSTS7000215: Invalid client secret provided: ${form['client_secret'] ?? ''}.`,
      );
    const isDevice =
      form['grant_type'] === 'urn:ietf:params:oauth:grant-type:device_code' ||
      form['grant_type'] === 'device_code';
    if (isDevice && this.#pending-- > 0)
      return refusedToken(400, 'authorization_pending', 'AADSTS70016: Pending end-user authorization.');
    const token = `token-${this.#issued.size}-${Math.random().toString(36).slice(2)}`;
    const service = (form['scope'] ?? '').split(' ').find((scope) => scope.endsWith('/.default'));
    this.#issued.set(token, service?.slice(0, -'/.default'.length) ?? '');
    return {
      status: 200,
      body: {
        token_type: 'Bearer',
        expires_in: 3600,
        access_token: token,
        ...(isDevice && { id_token: idToken(this.#options), client_info: clientInfo, scope: form['scope'] }),
      },
    };
  }

  #isProved(form: Readonly<Record<string, string>>): boolean {
    const { secret, certificate } = this.#options;
    if (certificate === undefined) return form['client_secret'] === secret;
    const [header = '', claims = '', signature = ''] = (form['client_assertion'] ?? '').split('.');
    const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { alg: string };
    const key = createPublicKey(certificate);
    const padded = alg === 'PS256' ? { key, padding: 6, saltLength: 32 } : key;
    return verify('sha256', Buffer.from(`${header}.${claims}`), padded, Buffer.from(signature, 'base64url'));
  }
}

const refusedToken = (status: number, error: string, description: string): Said => ({
  ...refusal(status, error, description),
  body: { error, error_description: `${description} Trace ID: 0f0e Correlation ID: 0d0c` },
});

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const clientInfo = encoded({ uid: 'person', utid: 'organisation' });
function idToken({ client, tenant }: SignInOptions): string {
  const claims = {
    aud: client,
    tid: tenant,
    oid: 'person',
    sub: 'person',
    preferred_username: 'admin@tenant.example',
  };
  return `${encoded({ alg: 'none' })}.${encoded(claims)}.`;
}
