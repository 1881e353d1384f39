/**
 * A mail system that takes messages over real SMTP on loopback and brings each where a table says, or does what mail systems do wrong.
 * How a message is put into a mailbox is the test's.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What becomes of a message to an address. */
export type Route =
  | { readonly kind: 'deliver'; readonly mailbox: string; readonly folder?: string; readonly times?: number }
  /** Refused as it is handed in. */
  | { readonly kind: 'refuse'; readonly with: string }
  /** Put off so many times, and taken then. */
  | { readonly kind: 'put-off'; readonly times: number; readonly mailbox: string }
  /** Taken, and sent back to its sender with these words. */
  | { readonly kind: 'bounce'; readonly with: string }
  /** Taken, and delivered after it has passed so many systems. */
  | { readonly kind: 'loop'; readonly hops: number; readonly mailbox: string }
  | { readonly kind: 'lose' }
  /** The connection is cut once the message was taken in, before it is said. */
  | { readonly kind: 'cut'; readonly mailbox: string };

export interface RelayOptions {
  readonly deliver: (mailbox: string, folder: string, content: Buffer) => Promise<void>;
  readonly routes: Readonly<Record<string, Route>>;
  /** Senders that it takes no mail from. */
  readonly unwelcome?: readonly string[];
  readonly tls?: { readonly key: string; readonly cert: string; readonly implicit: boolean };
}

/** What it took: who is said to have sent it, to whom, and the message. */
export interface Taken {
  readonly sender: string;
  readonly to: string;
  readonly content: string;
  readonly isEncrypted: boolean;
}

export interface MailRelay {
  readonly host: string;
  readonly port: number;
  readonly taken: readonly Taken[];
  stop(): Promise<void>;
}

export async function startMailRelay(options: RelayOptions): Promise<MailRelay> {
  const taken: Taken[] = [];
  const putOff = new Map<string, number>();
  const { tls } = options;
  const server = new SMTPServer({
    ...{ disabledCommands: ['AUTH', ...(tls ? [] : ['STARTTLS'])], logger: false, size: 1_000_000 },
    ...(tls && { key: tls.key, cert: tls.cert, secure: tls.implicit }),
    authOptional: true,
    onMailFrom({ address }, _, done) {
      done(options.unwelcome?.includes(address) ? answer('550 5.7.1 not from you') : undefined);
    },
    onRcptTo({ address }, _, done) {
      done(refusalOf(options.routes[address], address, putOff));
    },
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const sender = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
        const to = session.envelope.rcptTo[0]?.address ?? '';
        const content = Buffer.concat(pieces);
        taken.push({ sender, to, content: content.toString(), isEncrypted: session.secure });
        const isCut = options.routes[to]?.kind === 'cut';
        carry(options, { sender, to, content }).then(
          () => {
            if (isCut) for (const one of server.connections) one.close();
            else done(null);
          },
          (error: Error) => done(Object.assign(error, { responseCode: 451 })),
        );
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    ...{ host: '127.0.0.1', port, taken },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refusalOf(
  route: Route | undefined,
  address: string,
  putOff: Map<string, number>,
): Error | undefined {
  if (!route) return answer('550 5.1.1 no such user here');
  if (route.kind === 'refuse') return answer(route.with);
  if (route.kind !== 'put-off') return undefined;
  const times = putOff.get(address) ?? 0;
  putOff.set(address, times + 1);
  return times < route.times ? answer('450 4.2.0 greylisted, come back') : undefined;
}

function answer(line: string): Error {
  return Object.assign(new Error(line.slice(4)), { responseCode: Number(line.slice(0, 3)) });
}

interface Carried {
  readonly sender: string;
  readonly to: string;
  readonly content: Buffer;
}

async function carry({ deliver, routes }: RelayOptions, { sender, to, content }: Carried): Promise<void> {
  const route = routes[to];
  switch (route?.kind) {
    case 'deliver':
      for (let time = 0; time < (route.times ?? 1); time++)
        await deliver(route.mailbox, route.folder ?? 'INBOX', received(content, 1));
      return;
    case 'put-off':
    case 'cut':
      return deliver(route.mailbox, 'INBOX', received(content, 1));
    case 'loop':
      return deliver(route.mailbox, 'INBOX', received(content, route.hops));
    case 'bounce':
      if (sender !== '') await deliver(sender, 'INBOX', bounce(sender, to, route.with, content));
      return;
    case 'lose':
    case 'refuse':
    case undefined:
      return;
  }
}

/** As each system on the way writes it on top (RFC 5321, 4.4). */
const received = (content: Buffer, hops: number): Buffer =>
  Buffer.concat([
    Buffer.from('Received: from a.example by b.example; Mon, 5 Jan 2026 08:00:00 +0000\r\n'.repeat(hops)),
    content,
  ]);

/** As Postfix writes it (RFC 3464). */
function bounce(sender: string, to: string, words: string, content: Buffer): Buffer {
  const header = content.subarray(0, content.indexOf('\r\n\r\n') + 2).toString();
  return Buffer.from(
    [
      'From: MAILER-DAEMON@relay.example (Mail Delivery System)',
      `To: ${sender}`,
      'Subject: Undelivered Mail Returned to Sender',
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary="b"',
      'Message-Id: <20260105080000.1@relay.example>',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; relay.example',
      '',
      `Final-Recipient: rfc822; ${to}`,
      'Action: failed',
      `Status: ${words.split(' ')[1]}`,
      `Diagnostic-Code: smtp; ${words}`,
      '',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      header,
      '--b--',
      '',
    ].join('\r\n'),
  );
}
