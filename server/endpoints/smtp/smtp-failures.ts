/** What stands in the way of handing mail in that is no matter of the address it is for, sorted by what to do next. */
import type { HandInPlace } from '../../planning/old-addresses/trials.ts';
import { type Text, text } from '../../planning/text.ts';
import { MailFailure } from '../../running/failures.ts';

/** What nodemailer puts on its errors, as far as it is used here (nodemailer.com/errors). */
export interface SmtpError extends Error {
  readonly code?: string;
  /** What the system said, where `code` is nodemailer's own word. */
  readonly originalCode?: string;
  /** The command that was answered with it. */
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

const placed = ({ endpoint, host, port }: HandInPlace): Text =>
  text(
    `endpoint ${endpoint}: SMTP at ${host}:${port}`,
    `point d’accès ${endpoint}\u00A0: SMTP sur ${host}:${port}`,
  );

/** No message was sent: it does not answer, greets with a refusal, or cannot be trusted. */
export function connectFailure(place: HandInPlace, error: SmtpError): MailFailure {
  const where = placed(place);
  const words = error.response ?? error.message;
  if (isOfTrust(error)) return new MailFailure({ ...untrusted, where, words }, error);
  const what = error.response === undefined ? unreachable : turnedAway;
  return new MailFailure({ kind: 'unreachable', reach: 'lot', where, what, words, advice }, error);
}

/** It does not want mail from this sender, or from this machine: whatever the address. */
export function senderFailure(place: HandInPlace, error: SmtpError): MailFailure {
  return new MailFailure(
    {
      ...{ kind: 'refused', reach: 'lot', where: placed(place), words: error.response ?? error.message },
      what: text('takes no mail from this sender', 'n’accepte pas de courrier de cet expéditeur'),
      advice: text(
        'Name another sender with --from: an address of a domain that mail may be sent for from here.',
        'Nommez un autre expéditeur par --from\u00A0: une adresse d’un domaine pour lequel on peut envoyer d’ici.',
      ),
    },
    error,
  );
}

/** nodemailer says ETLS where it failed to secure the connection, and keeps OpenSSL's word where that was the certificate. */
const isOfTrust = ({ code = '', originalCode = '' }: SmtpError): boolean =>
  code === 'ETLS' || /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_/.test(originalCode);

const untrusted = {
  kind: 'certificate',
  reach: 'lot',
  what: text(
    'offers no connection that can be trusted',
    'n’offre pas de connexion à laquelle on puisse se fier',
  ),
  advice: text(
    'No message was sent. Check that its certificate is made out to this name and signed by a known authority, and how the plan says that it is secured.',
    'Aucun message n’a été envoyé. Vérifiez que son certificat est établi à ce nom et signé par une autorité connue, et comment le plan dit qu’il est sécurisé.',
  ),
} as const;

const unreachable = text('cannot be reached', 'est injoignable');
const turnedAway = text('turned the connection away', 'a refusé la connexion');
const advice = text(
  'No message was sent. Check host, port and security of smtp in the plan, and that this network may reach it: many close port 25.',
  'Aucun message n’a été envoyé. Vérifiez l’hôte, le port et la sécurité de smtp dans le plan, et que ce réseau peut le joindre\u00A0: beaucoup ferment le port 25.',
);
