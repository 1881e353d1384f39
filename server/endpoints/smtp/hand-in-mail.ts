/**
 * Hands one message in over SMTP (RFC 5321), without signing in: as any system does that has mail for an address. A connection a
 * message, secured as the plan says. The only door to nodemailer.
 */
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { HandInPlace } from '../../planning/old-addresses/trials.ts';
import { stopIfAsked } from '../../running/failures.ts';
import type { HandedIn, HandIn } from '../../running/old-addresses/hand-in.ts';
import type { TrialMessage } from '../../running/old-addresses/trial-message.ts';
import { connectFailure, type SmtpError, senderFailure } from './smtp-failures.ts';

export interface SmtpOptions {
  /** Of who signed the server's certificate, PEM, besides those that are known to the system. */
  readonly authority?: string;
  /** Milliseconds until a server that says nothing is given up. */
  readonly patience?: number;
}

/** RFC 5321, 4.5.3.2: five minutes for most answers; a trial is not worth so much. */
const PATIENCE = 60_000;

export const handInMail =
  (options: SmtpOptions = {}): HandIn =>
  async (place, message, signal) => {
    stopIfAsked(signal);
    const bytes = await composed(message);
    const connection = new SMTPConnection(connectionOptions(place, options));
    // Closing tells whoever waits; nothing is left to be told to once an answer has come.
    connection.on('error', () => undefined);
    const giveUp = () => connection.close();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await connected(connection).catch((error: SmtpError) => {
        stopIfAsked(signal);
        throw connectFailure(place, error);
      });
      return await sent(connection, place, message, bytes);
    } finally {
      signal.removeEventListener('abort', giveUp);
      connection.quit();
    }
  };

function composed({ from, to, date, messageId, subject, text, headers }: TrialMessage): Promise<Buffer> {
  const mail = { from, to, date, messageId, subject, text, headers, newline: 'windows' };
  return new MailComposer({ ...mail, disableFileAccess: true, disableUrlAccess: true }).compile().build();
}

function connectionOptions({ host, port, security }: HandInPlace, { authority, patience }: SmtpOptions) {
  const wait = patience ?? PATIENCE;
  return {
    ...{ host, port, secure: security === 'tls' },
    ...{ requireTLS: security === 'starttls', ignoreTLS: security === 'plain' },
    ...{ connectionTimeout: wait, greetingTimeout: wait, socketTimeout: wait, dnsTimeout: wait },
    ...(authority !== undefined && { tls: { ca: authority } }),
  };
}

function connected(connection: SMTPConnection): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  connection.once('error', reject);
  connection.connect((error) => (error ? reject(error) : resolve()));
  return promise;
}

async function sent(
  connection: SMTPConnection,
  place: HandInPlace,
  { sender, to }: TrialMessage,
  bytes: Buffer,
): Promise<HandedIn> {
  const { promise, resolve, reject } = Promise.withResolvers<HandedIn>();
  connection.once('error', reject);
  connection.send({ from: sender ?? false, to: [to] }, bytes, (error) =>
    error ? reject(error) : resolve({ kind: 'taken' }),
  );
  return promise.catch((error: SmtpError) => judged(place, error));
}

/** An answer says what became of it. Without one nobody knows: the connection may have been lost after the message had gone. */
function judged(place: HandInPlace, error: SmtpError): HandedIn {
  const words = error.response ?? error.message;
  if (error.responseCode === undefined) return { kind: 'unknown', words };
  if (error.responseCode < 500) return { kind: 'later', words };
  if (error.command === 'MAIL FROM') throw senderFailure(place, error);
  return { kind: 'refused', words };
}
