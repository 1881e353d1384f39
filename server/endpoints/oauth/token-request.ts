/**
 * One request to a token endpoint, and what its answer means: a token, or what to do next and how far it reaches.
 * Never says a secret or a token again, not even where the server does. Keeps nothing.
 */
import * as z from 'zod';
import { inEach, type Text, text } from '../../planning/text.ts';
import { type Failure, MailFailure, stopIfAsked } from '../../running/failures.ts';
import { withoutSecrets } from '../without-secrets.ts';
import type { Grant } from './grants.ts';

export interface AccessToken {
  readonly token: string;
  readonly issuedAt: Date;
  /** In milliseconds. Absent where the server does not tell (RFC 6749, 5.1: it should). */
  readonly lifetime?: number;
}

/** Who asks, as failures say it. */
export interface Asking {
  readonly endpoint: string;
  readonly mailbox: string;
  /** Where the secret comes from, never the secret. */
  readonly secretName: Text;
  readonly grant: Grant;
  /** This endpoint had a token before: its secret is right, and its server was there. */
  readonly isProven: boolean;
}

/** A server that takes the request and never answers. */
const LONGEST_WAIT = 30_000;

export async function requestToken(
  asking: Asking,
  now: () => Date,
  signal: AbortSignal,
): Promise<AccessToken> {
  const form = asking.grant.form(asking.mailbox, now());
  const answer = await post(asking, form, signal);
  if (!answer.ok) throw new MailFailure(refusal(asking, answer, form, now()));
  const granted = grantedSchema.safeParse(answer.json);
  if (!granted.success) throw new MailFailure(noToken(asking, answer));
  const { access_token: token, refresh_token: refreshToken, expires_in: seconds } = granted.data;
  if (refreshToken !== undefined) asking.grant.renewed?.(refreshToken);
  return { token, issuedAt: now(), ...(seconds === undefined ? {} : { lifetime: seconds * 1000 }) };
}

/** RFC 6749, 5.1. Some servers write the seconds as a string. */
const grantedSchema = z.object({
  access_token: z.string().min(1),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().optional(),
  refresh_token: z.string().min(1).optional(),
});

interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly retryAfter: string | null;
  /** Undefined where it is none. */
  readonly json: unknown;
}

async function post(
  asking: Asking,
  form: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Answer> {
  stopIfAsked(signal);
  const { url } = asking.grant;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams(form),
      // A secret is posted to the address that the plan stands for, and to no other.
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_WAIT)]),
    });
    const said = await response.text();
    const { ok, status, headers } = response;
    return { ok, status, retryAfter: headers.get('retry-after'), json: parsed(said) };
  } catch (error) {
    stopIfAsked(signal);
    throw new MailFailure(unreachable(asking, error), error);
  }
}

function parsed(said: string): unknown {
  try {
    return JSON.parse(said) as unknown;
  } catch {
    return undefined;
  }
}

function whereOf({ endpoint, grant: { url } }: Asking): Text {
  const { host } = new URL(url);
  return text(`endpoint ${endpoint}: ${host}`, `point d’accès ${endpoint}\u00A0: ${host}`);
}

const noAnswer = text(
  'gives no token: it cannot be reached',
  'ne donne pas de jeton\u00A0: il est injoignable',
);

function unreachable(asking: Asking, thrown: unknown): Failure {
  const { name, message, code } = rootOf(thrown);
  const words =
    name === 'TimeoutError'
      ? `no answer within ${LONGEST_WAIT / 1000} s`
      : [code, message].filter(Boolean).join(': ');
  const told = { reach: 'plan', where: whereOf(asking), what: noAnswer, words } as const;
  if (/CERT|TLS|SSL|UNABLE_TO_/.test(code ?? '')) return { kind: 'certificate', ...told, advice: checkClock };
  if (asking.isProven) return { kind: 'transient', ...told };
  return { kind: 'unreachable', ...told, advice: checkAddress };
}

const checkClock = text(
  'No secret was sent. Check the clock and the trusted authorities of this machine, and that nothing stands between.',
  'Aucun secret n’a été envoyé. Vérifiez l’horloge et les autorités reconnues de cette machine, et que rien ne s’interpose.',
);
const checkAddress = text(
  'Check that it answers from here over HTTPS, then run again.',
  'Vérifiez qu’il répond d’ici en HTTPS, puis relancez.',
);

/** `fetch` says only that it failed; why is in the cause of its error. */
function rootOf(thrown: unknown): { name?: string; message?: string; code?: string } {
  const error = thrown as { name?: string; message?: string; code?: string; cause?: unknown };
  return error.cause instanceof Error ? rootOf(error.cause) : error;
}

/** RFC 6749, 5.2. */
const refusedSchema = z.object({ error: z.string(), error_description: z.string().optional() });

function refusal(asking: Asking, answer: Answer, form: Readonly<Record<string, string>>, now: Date): Failure {
  const said = refusedSchema.safeParse(answer.json);
  const error = said.success ? said.data.error : undefined;
  const words = withoutSecrets(wordsOf(answer, said.success ? said.data : undefined), secretsOf(form));
  const told = { where: whereOf(asking), words };
  // 503 is how an overloaded Entra ID asks to slow down, too (learn.microsoft.com, "Handle errors", 2026-11-24).
  if (answer.status === 429 || answer.status === 503)
    return { kind: 'throttled', reach: 'lot', ...told, what: slowDown, ...untilOf(answer, now) };
  if (answer.status >= 500 || error === 'temporarily_unavailable' || error === 'server_error')
    return { kind: 'transient', reach: 'plan', ...told, what: noTokenNow };
  const own = asking.grant.isPerMailbox && (error === 'invalid_grant' || asking.isProven);
  const what = inEach((locale) => `${refused[locale]} ${own ? `(${asking.mailbox})` : ''}`.trim());
  const advice = own ? mailboxAdvice(asking) : clientAdvice(asking, error);
  return { kind: 'credentials', reach: own ? 'mailbox' : 'plan', ...told, what, advice };
}

const refused = text('refused to give a token', 'a refusé de donner un jeton');
const noTokenNow = text('gives no token now', 'ne donne pas de jeton pour le moment');
const slowDown = text(
  'gives no token now: too many were asked for',
  'ne donne pas de jeton pour le moment\u00A0: trop ont été demandés',
);

function wordsOf({ status }: Answer, said: z.infer<typeof refusedSchema> | undefined): string {
  if (!said) return `HTTP ${status}`;
  const [description = ''] = (said.error_description ?? '').split(/[\r\n]/);
  return [said.error, description].filter(Boolean).join(': ').slice(0, 500);
}

const SECRET_FIELDS = ['client_secret', 'refresh_token', 'assertion'];

const secretsOf = (form: Readonly<Record<string, string>>): string[] =>
  Object.entries(form).flatMap(([field, value]) =>
    SECRET_FIELDS.includes(field) && value !== '' ? [value] : [],
  );

/** Seconds, or a date (RFC 9110, 10.2.3). */
function untilOf({ retryAfter }: Answer, now: Date): { until?: Date } {
  if (retryAfter === null) return {};
  const at = /^\d+$/.test(retryAfter) ? now.getTime() + Number(retryAfter) * 1000 : Date.parse(retryAfter);
  return Number.isNaN(at) ? {} : { until: new Date(at) };
}

function clientAdvice({ secretName, grant }: Asking, error: string | undefined): Text {
  if (error === 'invalid_grant')
    return text(
      `The refresh token has ended or was withdrawn: sign in again, put the new one into ${secretName.en}, and run again.`,
      `Le jeton d’actualisation a expiré ou a été révoqué\u00A0: reconnectez-vous, mettez le nouveau dans ${secretName.fr}, et relancez.`,
    );
  if (grant.isPerMailbox)
    return text(
      `Check ${secretName.en}, and that the service account may act for the people of the domain (scope https://mail.google.com/), then run again.`,
      `Vérifiez ${secretName.fr}, et que le compte de service peut agir pour les personnes du domaine (portée https://mail.google.com/), puis relancez.`,
    );
  return text(
    `Check ${secretName.en} (a client’s secret ends on its day), the client and the tenant in the plan, then run again.`,
    `Vérifiez ${secretName.fr} (le secret d’un client a une date de fin), le client et l’organisation dans le plan, puis relancez.`,
  );
}

const mailboxAdvice = ({ mailbox }: Asking): Text =>
  text(
    `Check that ${mailbox} exists there and that the service account may act for it.`,
    `Vérifiez que ${mailbox} y existe et que le compte de service peut agir pour elle.`,
  );

/** It said yes, and gave nothing that can be used. */
function noToken(asking: Asking, { status, json }: Answer): Failure {
  const type = (json as { token_type?: unknown } | undefined)?.token_type;
  const words =
    typeof type === 'string' && !/^bearer$/i.test(type)
      ? `token_type ${type.slice(0, 40)}`
      : `HTTP ${status}`;
  const what = text('answered without a token that can be used', 'a répondu sans jeton utilisable');
  return { kind: 'protocol', reach: 'plan', where: whereOf(asking), what, words };
}
