/**
 * Access tokens for Microsoft's services, by MSAL: the client's secret, its certificate, or a person who signs in with a device code.
 * They are kept in memory alone; what an error says is stripped of the secret. Knows nothing of what the tokens are for.
 */
import { X509Certificate } from 'node:crypto';
import {
  type AccountInfo,
  ConfidentialClientApplication,
  type Configuration,
  PublicClientApplication,
} from '@azure/msal-node';
import type { GraphTenant } from '../../planning/migration-plan.ts';
import { type SecretPurpose, secretPurpose } from '../../planning/secret-purpose.ts';
import { type Text, text } from '../../planning/text.ts';
import { type Failure, MailFailure, stopIfAsked } from '../../running/failures.ts';
import type { NamedSecrets } from '../logins.ts';
import { placeOf } from '../over-http.ts';
import type { GraphOptions, Services } from './graph-options.ts';
import { TokenNetwork } from './token-network.ts';

export type Client = NonNullable<GraphTenant['graph']>;

export interface GraphTokens {
  /**
   * A token for a service, by its address: `https://graph.microsoft.com`. `isRefused`: the service would not have the last one.
   * Throws MailFailure.
   */
  token(service: string, signal: AbortSignal, isRefused?: boolean): Promise<string>;
}

interface Granted {
  readonly accessToken: string;
}

/** Has MSAL ask for a token, from its memory where it has one that is good yet. */
type Ask = (scopes: string[], isRefused: boolean) => Promise<Granted | null>;

export async function openTokens(
  endpoint: GraphTenant,
  client: Client,
  secrets: NamedSecrets,
  options: GraphOptions & Services,
): Promise<GraphTokens> {
  const where = placeOf(endpoint.name, options.authority);
  const network = new TokenNetwork(where, options.authority);
  const auth = {
    clientId: client.client,
    authority: `${network.authority}/${encodeURIComponent(client.tenant)}`,
    knownAuthorities: [new URL(network.authority).host],
  };
  const system = { networkClient: network, disableInternalRetries: true };
  if (client.secret.kind === 'prompt' && options.onDeviceCode) {
    const ask = byDeviceCode({ auth, system }, endpoint.name, options, options.onDeviceCode);
    return new Tokens(where, network, ask, []);
  }
  const secret = await secrets.secret(client.secret, purposeOf(endpoint, client));
  const proof = proofOf(secret, where, options);
  const application = new ConfidentialClientApplication({ auth: { ...auth, ...proof }, system });
  const ask: Ask = (scopes, skipCache) => application.acquireTokenByClientCredential({ scopes, skipCache });
  return new Tokens(where, network, ask, [secret]);
}

const purposeOf = ({ name }: GraphTenant, { client }: Client): SecretPurpose =>
  secretPurpose(name, `endpoint ${name} (client ${client})`, `point d’accès ${name} (client ${client})`);

type Proof = Pick<Configuration['auth'], 'clientSecret' | 'clientCertificate'>;

/** A PEM with key and certificate is a certificate; all else is the client's secret, but for the end of its line. */
function proofOf(secret: string, where: Text, { clock }: Services): Proof {
  if (!secret.includes('-----BEGIN ')) return { clientSecret: secret.trim() };
  const [certificate] = blocksOf(secret, 'CERTIFICATE');
  const [privateKey] = blocksOf(secret, '(?:RSA |EC )?PRIVATE KEY');
  const read = certificate === undefined ? undefined : certificateOf(certificate);
  if (!read || privateKey === undefined) throw credentials(where, noCertificate, '', bothParts);
  if (new Date(read.validTo) <= clock.now()) throw credentials(where, ended, read.validTo, renew);
  const thumbprintSha256 = read.fingerprint256.replaceAll(':', '');
  return {
    clientCertificate: { thumbprintSha256, privateKey, x5c: blocksOf(secret, 'CERTIFICATE').join('\n') },
  };
}

const blocksOf = (pem: string, label: string): string[] =>
  pem.match(new RegExp(`-----BEGIN ${label}-----[\\s\\S]+?-----END ${label}-----`, 'g')) ?? [];

function certificateOf(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function byDeviceCode(
  configuration: Configuration,
  endpoint: string,
  { clock }: Services,
  offer: NonNullable<GraphOptions['onDeviceCode']>,
): Ask {
  const application = new PublicClientApplication(configuration);
  let account: AccountInfo | null = null;
  return async (scopes, forceRefresh) => {
    if (account) return application.acquireTokenSilent({ scopes, account, forceRefresh });
    const granted = await application.acquireTokenByDeviceCode({
      scopes,
      deviceCodeCallback: ({ verificationUri: url, userCode: code, expiresIn }) =>
        offer({ endpoint, url, code, until: new Date(clock.now().getTime() + expiresIn * 1000) }),
    });
    account = granted?.account ?? null;
    return granted;
  };
}

class Tokens implements GraphTokens {
  readonly #where: Text;
  readonly #network: TokenNetwork;
  readonly #ask: Ask;
  readonly #hidden: readonly string[];
  /** One request at a time, whoever waits for it: the first of many calls must not ask a hundred times. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(where: Text, network: TokenNetwork, ask: Ask, hidden: readonly string[]) {
    this.#where = where;
    this.#network = network;
    this.#ask = ask;
    this.#hidden = hidden;
  }

  token(service: string, signal: AbortSignal, isRefused = false): Promise<string> {
    const asked = this.#last.then(() => this.#request(service, signal, isRefused));
    this.#last = asked.catch(() => undefined);
    return asked;
  }

  async #request(service: string, signal: AbortSignal, isRefused: boolean): Promise<string> {
    stopIfAsked(signal);
    this.#network.begin(signal);
    try {
      const granted = await this.#ask([`${service}/.default`], isRefused);
      if (granted) return granted.accessToken;
    } catch (error) {
      throw this.#failureOf(error, signal);
    }
    throw credentials(this.#where, noToken, '', checkClient);
  }

  #failureOf(error: unknown, signal: AbortSignal): MailFailure {
    stopIfAsked(signal);
    const { failure, status, until } = this.#network.last;
    if (failure) return failure;
    const told = { where: this.#where, what: noToken, words: this.#words(error) };
    if (status === 429 || status === 503)
      return new MailFailure({ kind: 'throttled', reach: 'lot', ...told, ...(until && { until }) });
    if (status !== undefined && status >= 500)
      return new MailFailure({ kind: 'transient', reach: 'plan', ...told });
    return credentials(this.#where, refusedToken, told.words, checkClient);
  }

  /** Entra ID's own sentence, without what MSAL puts round it, and without the secret should it be said again. */
  #words(error: unknown): string {
    const { errorCode = '', message = '' } = error as { errorCode?: string; message?: string };
    const sentence =
      /AADSTS\d+: .*?(?= - (?:Correlation|Trace)|\s*Trace ID|[\r\n]|$)/.exec(message)?.[0] ?? '';
    const said = [errorCode, sentence].filter(Boolean).join(': ').slice(0, 400);
    return this.#hidden.reduce((left, hidden) => left.replaceAll(hidden.trim(), '…'), said);
  }
}

const credentials = (where: Text, what: Text, words: string, advice: Text): MailFailure => {
  const failure: Failure = { kind: 'credentials', reach: 'plan', where, what, words, advice };
  return new MailFailure(failure);
};

const noToken = text('gives no token', 'ne donne pas de jeton');
const refusedToken = text('refused to give a token', 'a refusé de donner un jeton');
const checkClient = text(
  'Nothing was changed. Check the client’s secret (it ends on its day), the client and the tenant in the plan, then run again.',
  'Rien n’a été modifié. Vérifiez le secret du client (il a une date de fin), le client et l’organisation dans le plan, puis relancez.',
);
const noCertificate = text(
  'was not asked: the certificate cannot be read',
  'n’a pas été interrogé\u00A0: le certificat est illisible',
);
const bothParts = text(
  'The secret must hold a CERTIFICATE and its unencrypted PRIVATE KEY, both as PEM.',
  'Le secret doit contenir un CERTIFICATE et sa PRIVATE KEY non chiffrée, tous deux en PEM.',
);
const ended = text(
  'was not asked: the certificate has ended',
  'n’a pas été interrogé\u00A0: le certificat a expiré',
);
const renew = text(
  'Upload a new certificate to the client, put it and its key into the secret, then run again.',
  'Ajoutez un nouveau certificat au client, mettez-le avec sa clé dans le secret, puis relancez.',
);
