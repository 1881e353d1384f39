/**
 * What a directory answers and what the network does, as failures: what to do next, how far it reaches, the directory's own words.
 * Knows nothing of what was being read or written, and says no password.
 */
import { ResultCodeError } from 'ldapts';
import type { Directory } from '../../planning/migration-plan.ts';
import { type Text, text } from '../../planning/text.ts';
import { type Failure, MailFailure } from '../../running/failures.ts';

/** Result codes of RFC 4511, 4.1.9, as far as they are told apart here. */
export const RESULT = {
  timeLimitExceeded: 3,
  sizeLimitExceeded: 4,
  strongerAuthRequired: 8,
  adminLimitExceeded: 11,
  confidentialityRequired: 13,
  noSuchAttribute: 16,
  attributeOrValueExists: 20,
  noSuchObject: 32,
  inappropriateAuthentication: 48,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  busy: 51,
  unavailable: 52,
  entryAlreadyExists: 68,
} as const;

const BAD_LOGIN = new Set<number>([
  RESULT.strongerAuthRequired,
  RESULT.confidentialityRequired,
  RESULT.inappropriateAuthentication,
  RESULT.invalidCredentials,
]);

export const placeOf = ({ url }: Directory): Text => text(`directory ${url}`, `annuaire ${url}`);

/** The code of an answer; undefined where there was none. */
export const resultCode = (error: unknown): number | undefined =>
  error instanceof ResultCodeError ? error.code : undefined;

/** Why no connection could be had. `isKnown`: there was one before. */
export function connectionFailure(directory: Directory, error: unknown, isKnown: boolean): MailFailure {
  const code = resultCode(error);
  const where = placeOf(directory);
  const words = wordsOf(error);
  if (code !== undefined && BAD_LOGIN.has(code))
    return new MailFailure({ kind: 'credentials', reach: 'plan', where, ...refusedBind(directory), words });
  if (code !== undefined)
    return answerFailure(directory, text('refused the connection', 'a refusé la connexion'), error);
  if (isUntrusted(error)) return new MailFailure({ ...untrusted, where, words });
  if (isKnown)
    return new MailFailure({ kind: 'transient', reach: 'plan', where, what: unreachableNow, words });
  return new MailFailure({
    kind: 'unreachable',
    reach: 'plan',
    where,
    what: unreachable,
    words,
    advice: checkUrl,
  });
}

/** Why one request came to nothing. */
export function answerFailure(directory: Directory, what: Text, error: unknown): MailFailure {
  if (error instanceof MailFailure) return error;
  const told = { where: placeOf(directory), what, words: wordsOf(error) };
  return new MailFailure(sorted(directory, told, resultCode(error)), error);
}

type Told = Pick<Failure, 'where' | 'what' | 'words'>;

function sorted(directory: Directory, told: Told, code: number | undefined): Failure {
  switch (code) {
    case undefined:
    case RESULT.busy:
    case RESULT.unavailable:
      return { kind: 'transient', reach: 'mailbox', ...told };
    case RESULT.insufficientAccessRights:
      return { kind: 'refused', reach: 'mailbox', ...told, advice: giveAccess(directory) };
    case RESULT.noSuchObject:
      return { kind: 'refused', reach: 'mailbox', ...told, advice: makeBase(directory) };
    default:
      return { kind: 'refused', reach: 'mailbox', ...told };
  }
}

/** ldapts puts the code behind the directory's words, and the kind of request into its own. */
function wordsOf(error: unknown): string {
  const { message = String(error), name, code } = error as Partial<Error> & { readonly code?: unknown };
  const words = message.replace(/\s+/g, ' ').slice(0, 400);
  return error instanceof ResultCodeError
    ? `${name} ${code}: ${words.replace(/ Code: 0x[\da-f]+$/, '')}`
    : words;
}

function isUntrusted(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && /CERT|TLS|SSL|UNABLE_TO_/.test(code);
}

const unreachable = text('cannot be reached', 'est injoignable');
const unreachableNow = text('cannot be reached any more', 'n’est plus joignable');

const checkUrl = text(
  'Check its address in the plan, and that it answers from here, then run again.',
  'Vérifiez son adresse dans le plan, et qu’il répond d’ici, puis relancez.',
);

const untrusted = {
  kind: 'certificate',
  reach: 'plan',
  what: text(
    'offers no connection that can be trusted',
    'n’offre pas de connexion à laquelle on puisse se fier',
  ),
  advice: text(
    'No password was sent. Check that its certificate is made out to this name and signed by a known authority; without ldaps:// it must offer StartTLS.',
    'Aucun mot de passe n’a été envoyé. Vérifiez que son certificat est établi à ce nom et signé par une autorité connue\u00A0; sans ldaps:// il doit proposer StartTLS.',
  ),
} as const;

const refusedBind = ({ bind, secret }: Directory) => ({
  what: text(`refused the login "${bind}"`, `a refusé l’identifiant «\u00A0${bind}\u00A0»`),
  advice:
    secret.kind === 'prompt'
      ? text('Check what was typed, then run again.', 'Vérifiez ce qui a été saisi, puis relancez.')
      : checkSecret(secret.kind === 'file' ? secret.path : secret.name),
});

const checkSecret = (name: string): Text =>
  text(
    `Check ${name} and the name it belongs to, then run again.`,
    `Vérifiez ${name} et le nom auquel il appartient, puis relancez.`,
  );

const giveAccess = ({ bind, base }: Directory): Text =>
  text(
    `Let ${bind} write below ${base}, then run again.`,
    `Laissez ${bind} écrire sous ${base}, puis relancez.`,
  );

const makeBase = ({ base }: Directory): Text =>
  text(`Check that ${base} is there, then run again.`, `Vérifiez que ${base} existe, puis relancez.`);

/** An empty password signs in as nobody, and says that it worked (RFC 4513, 5.1.2). */
export const noPassword = (directory: Directory): MailFailure =>
  new MailFailure({
    ...{ kind: 'credentials', reach: 'plan', where: placeOf(directory), words: '' },
    what: text(
      `was not asked as "${directory.bind}": its secret is empty`,
      `n’a pas été interrogé comme «\u00A0${directory.bind}\u00A0»\u00A0: son secret est vide`,
    ),
    advice: refusedBind(directory).advice,
  });
