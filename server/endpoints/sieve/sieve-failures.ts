/** What a ManageSieve server or the way to it says, sorted by what to do next. */
import { type Text, text, type Words } from '../../planning/text.ts';
import { type Failure, MailFailure } from '../../running/failures.ts';
import type { Answer } from './sieve-answers.ts';

/** Whose scripts are managed, and where. */
export interface SievePlace {
  /** The plan's name of the endpoint. */
  readonly endpoint: string;
  readonly host: string;
  readonly port: number;
  readonly mailbox: string;
}

const whereOf = ({ endpoint, host, port, mailbox }: SievePlace): Text =>
  text(
    `endpoint ${endpoint}: Sieve at ${host}:${port} (${mailbox})`,
    `point d’accès ${endpoint}\u00A0: Sieve sur ${host}:${port} (${mailbox})`,
  );

const UNCHANGED = text('Its scripts are as they were.', 'Ses scripts sont comme avant.');

/** A command that was answered with NO or BYE. */
export function answerFailure(place: SievePlace, what: Text, { status, code, words }: Answer): MailFailure {
  const kind =
    status === 'BYE' || code.startsWith('TRYLATER')
      ? 'transient'
      : code.startsWith('QUOTA')
        ? 'full'
        : 'refused';
  const said = [code && `(${code})`, words].filter(Boolean).join(' ');
  return new MailFailure({
    kind,
    reach: 'mailbox',
    where: whereOf(place),
    what,
    words: `${status} ${said}`.trim(),
    advice: UNCHANGED,
  });
}

/** The login was answered with NO. It is the mailbox's own only where the login is. */
export function loginFailure(place: SievePlace, isOwn: boolean, { status, words }: Answer): MailFailure {
  return new MailFailure({
    ...{ kind: 'credentials', reach: 'mailbox', where: whereOf(place), words: `${status} ${words}`.trim() },
    what: text('refused the login', 'a refusé l’identifiant'),
    ...(isOwn && { isOwn }),
    advice: text(
      'Check that the mailbox exists and that the login may act for it.',
      'Vérifiez que la boîte existe et que l’identifiant peut agir pour elle.',
    ),
  });
}

/** The connection was not made, was lost, or fell silent. */
export function connectionFailure(place: SievePlace, thrown: unknown): MailFailure {
  if (thrown instanceof MailFailure) return thrown;
  const { code = '', message = '' } = (thrown ?? {}) as { code?: string; message?: string };
  const isCertificate = /CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME/.test(code);
  const failure: Failure = {
    kind: isCertificate ? 'certificate' : thrown instanceof SyntaxError ? 'protocol' : 'transient',
    reach: isCertificate ? 'lot' : 'mailbox',
    where: whereOf(place),
    what: isCertificate
      ? text('has a certificate that is not trusted', 'a un certificat auquel on ne peut se fier')
      : text('cannot be reached or broke off', 'est injoignable ou a coupé'),
    words: (code || message) as Words,
    advice: UNCHANGED,
  };
  return new MailFailure(failure, thrown);
}

/** It lacks what the change needs. */
export function lacks(place: SievePlace, what: Text, advice: Text): MailFailure {
  return new MailFailure({
    kind: 'refused',
    reach: 'mailbox',
    where: whereOf(place),
    what,
    words: '',
    advice,
  });
}
