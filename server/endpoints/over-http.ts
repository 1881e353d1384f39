/** Where a service stands that is spoken to over HTTP, and why no answer of it came, as a failure. */
import { type Text, text } from '../planning/text.ts';
import { MailFailure, stopIfAsked } from '../running/failures.ts';

export const placeOf = (endpoint: string, origin: string): Text => {
  const { host } = new URL(origin);
  return text(`endpoint ${endpoint}: ${host}`, `point d’accès ${endpoint}\u00A0: ${host}`);
};

/** No answer came. `isProven`: an earlier one did, so that it is there and trusted. */
export function networkFailure(
  where: Text,
  thrown: unknown,
  isProven: boolean,
  signal: AbortSignal,
): MailFailure {
  stopIfAsked(signal);
  const { name, message, code } = rootOf(thrown);
  const words = name === 'TimeoutError' ? 'no answer in time' : [code, message].filter(Boolean).join(': ');
  const told = { reach: 'plan', where, what: unreachable, words } as const;
  if (/CERT|TLS|SSL|UNABLE_TO_/.test(code ?? ''))
    return new MailFailure({ kind: 'certificate', ...told, advice: checkClock });
  return new MailFailure(
    isProven ? { kind: 'transient', ...told } : { kind: 'unreachable', ...told, advice: checkNetwork },
  );
}

const unreachable = text('cannot be reached', 'est injoignable');
const checkClock = text(
  'No secret was sent. Check the clock and the trusted authorities of this machine, and that nothing stands between.',
  'Aucun secret n’a été envoyé. Vérifiez l’horloge et les autorités reconnues de cette machine, et que rien ne s’interpose.',
);
const checkNetwork = text(
  'Check that it answers from here over HTTPS, then run again.',
  'Vérifiez qu’il répond d’ici en HTTPS, puis relancez.',
);

/** `fetch` says only that it failed; why is in the cause of its error. */
function rootOf(thrown: unknown): { name?: string; message?: string; code?: string } {
  const error = thrown as { name?: string; message?: string; code?: string; cause?: unknown };
  return error.cause instanceof Error ? rootOf(error.cause) : error;
}
