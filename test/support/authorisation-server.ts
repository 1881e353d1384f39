/**
 * An authorisation server on 127.0.0.1 that does what Microsoft's and Google's do: it looks closely at each request for a token,
 * hands out tokens that end, rotates refresh tokens, says who a token is for, and says anything else that a test wants it to.
 */
import { createPublicKey, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AuthorisationOptions {
  /** Seconds for which a token is good; an hour if not given. */
  readonly lifetime?: number;
  /** Of the organisation `tenant`, at Microsoft's address. */
  readonly client?: { readonly tenant: string; readonly id: string; readonly secret: string };
  /** At `/token`, a person who once agreed. */
  readonly person?: {
    readonly mailbox: string;
    readonly clientId: string;
    readonly clientSecret?: string;
    readonly refreshToken: string;
  };
  /** At `/token`, PEM of the account's public key and whom it may act for. */
  readonly serviceAccount?: {
    readonly email: string;
    readonly publicKey: string;
    readonly mailboxes: readonly string[];
  };
  readonly now?: () => Date;
}

/** An answer in place of the next one. */
export interface Canned {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface Issued {
  readonly until: number;
  /** Undefined: whomever the client may open. */
  readonly mailbox: string | undefined;
}

export class AuthorisationServer {
  /** The form of each request for a token, as it came. */
  readonly forms: Readonly<Record<string, string>>[] = [];
  readonly issued = new Map<string, Issued>();
  readonly canned: Canned[] = [];
  /** Answers wait for this, where a test sets it. */
  holding: Promise<unknown> | undefined;
  refreshToken: string | undefined;
  /** Requests for a token that were under way together, at most. */
  mostAtOnce = 0;
  #underWay = 0;
  readonly #options: AuthorisationOptions;
  readonly #server: Server;

  private constructor(options: AuthorisationOptions) {
    this.#options = options;
    this.refreshToken = options.person?.refreshToken;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(options: AuthorisationOptions): Promise<AuthorisationServer> {
    const server = new AuthorisationServer(options);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What a mail server asks about a token, the token put behind it. */
  get introspection(): string {
    return `${this.url}/introspect?access_token=`;
  }

  isGood(token: string): boolean {
    const issued = this.issued.get(token);
    return issued !== undefined && this.#now() < issued.until;
  }

  revoke(token: string): void {
    this.issued.delete(token);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #now(): number {
    return (this.#options.now?.() ?? new Date()).getTime();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    if (pathname === '/introspect') {
      say(response, this.#introspect(searchParams.get('access_token') ?? ''));
      return;
    }
    const form = await formOf(request);
    if (form) this.forms.push(form);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#underWay);
    await this.holding;
    this.#underWay--;
    const canned = this.canned.shift();
    say(
      response,
      canned ?? (form ? this.#token(pathname, form) : refused(400, 'invalid_request', 'No form.')),
    );
  }

  #introspect(token: string): Canned {
    if (!this.isGood(token)) return { status: 200, body: { active: false } };
    return {
      status: 200,
      body: { active: true, email: this.issued.get(token)?.mailbox ?? 'an application' },
    };
  }

  #token(path: string, form: Readonly<Record<string, string>>): Canned {
    if (path !== '/token') return this.#clientCredentials(path, form);
    if (form['grant_type'] === 'refresh_token') return this.#refresh(form);
    if (form['grant_type'] === 'urn:ietf:params:oauth:grant-type:jwt-bearer') return this.#assertion(form);
    return refused(400, 'unsupported_grant_type', `Invalid grant_type: ${form['grant_type']}`);
  }

  /** In Entra ID's own words. */
  #clientCredentials(path: string, form: Readonly<Record<string, string>>): Canned {
    const { client } = this.#options;
    if (!client || path !== `/${client.tenant}/oauth2/v2.0/token`)
      return refused(
        400,
        'invalid_request',
        `AADSTS90002: Tenant '${path.split('/')[1]}' not found.${trace}`,
      );
    if (form['client_id'] !== client.id)
      return refused(
        400,
        'unauthorized_client',
        `AADSTS700016: Application with identifier '${form['client_id']}' was not found.${trace}`,
      );
    if (form['client_secret'] !== client.secret)
      return refused(401, 'invalid_client', `AADSTS7000215: Invalid client secret provided.${trace}`);
    if (
      form['grant_type'] !== 'client_credentials' ||
      form['scope'] !== 'https://outlook.office365.com/.default'
    )
      return refused(
        400,
        'invalid_scope',
        `AADSTS1002012: The provided value for scope ${form['scope']} is not valid.${trace}`,
      );
    return this.#issue(undefined);
  }

  #refresh(form: Readonly<Record<string, string>>): Canned {
    const { person } = this.#options;
    if (!person || form['client_id'] !== person.clientId || form['client_secret'] !== person.clientSecret)
      return refused(401, 'invalid_client', 'The OAuth client was not found.');
    if (form['refresh_token'] !== this.refreshToken)
      return refused(400, 'invalid_grant', 'Token has been expired or revoked.');
    this.refreshToken = `refresh ${this.forms.length} of ${person.mailbox}`;
    return this.#issue(person.mailbox, { refresh_token: this.refreshToken });
  }

  #assertion(form: Readonly<Record<string, string>>): Canned {
    const account = this.#options.serviceAccount;
    const [header = '', claims = '', signature = ''] = (form['assertion'] ?? '').split('.');
    const key = account && createPublicKey(account.publicKey);
    const isSigned =
      key &&
      verify('RSA-SHA256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'));
    if (!account || !isSigned) return refused(400, 'invalid_grant', 'Invalid JWT Signature.');
    const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
    const seconds = Math.floor(this.#now() / 1000);
    const isInTime =
      Math.abs(Number(said['iat']) - seconds) <= 60 && Number(said['exp']) - Number(said['iat']) <= 3600;
    if (said['iss'] !== account.email || said['aud'] !== `${this.url}/token` || !isInTime)
      return refused(400, 'invalid_grant', 'Invalid JWT: Token must be a short-lived token.');
    if (said['scope'] !== 'https://mail.google.com/')
      return refused(
        401,
        'unauthorized_client',
        'Client is unauthorized to retrieve access tokens using this method.',
      );
    const mailbox = String(said['sub']);
    if (!account.mailboxes.includes(mailbox))
      return refused(400, 'invalid_grant', 'Invalid email or User ID');
    return this.#issue(mailbox);
  }

  #issue(mailbox: string | undefined, more: Readonly<Record<string, string>> = {}): Canned {
    const { lifetime = 3600 } = this.#options;
    const token = `token-${this.issued.size + 1}-of-${new URL(this.url).port}`;
    this.issued.set(token, { until: this.#now() + lifetime * 1000, mailbox });
    return {
      status: 200,
      body: { token_type: 'Bearer', expires_in: lifetime, access_token: token, ...more },
    };
  }
}

const trace = '\r\nTrace ID: 0f0e\r\nCorrelation ID: 0d0c\r\nTimestamp: 2026-11-24 03:00:00Z';

const refused = (status: number, error: string, description: string): Canned => ({
  status,
  body: { error, error_description: description },
});

async function formOf(request: IncomingMessage): Promise<Readonly<Record<string, string>> | undefined> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return request.method === 'POST' && isForm ? Object.fromEntries(new URLSearchParams(body)) : undefined;
}

function say(response: ServerResponse, { status, headers, body }: Canned): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
