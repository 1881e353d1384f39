/** A real server as a place under the contract of mail stores: each test has a mailbox of its own that nobody used before. */
import { connectImapSource, connectImapTarget } from '../../server/endpoints/imap/connect-imap.ts';
import type { Login, MailServer } from '../../server/planning/migration-plan.ts';
import { type Place, signal } from '../endpoints/contract/place.ts';

/** More than there are tests of the contract. */
export const MAILBOXES = Array.from({ length: 60 }, (_, number) => `c${number}@c.example`);

export interface ContractServer {
  readonly host: string;
  readonly port: number;
}

/** What a message has more than this is handed out in pieces (server/endpoints/imap/bodies.ts). */
const LARGE = 8_000_000;

export function imapPlace(
  server: () => ContractServer,
  login: Login,
  secret: string,
  traits: Omit<Place, 'empty' | 'largeFrom'>,
): Place {
  const fresh = MAILBOXES.values();
  const empty = async () => {
    const { host, port } = server();
    const mailbox = fresh.next().value;
    if (mailbox === undefined) throw new Error('the contract has more tests than there are mailboxes');
    const endpoint: MailServer = {
      name: 'c',
      kind: 'imap',
      host,
      port,
      security: 'plain',
      login,
      connections: 2,
    };
    const source = await connectImapSource(endpoint, mailbox, secret, signal);
    return { source, target: await connectImapTarget(endpoint, mailbox, secret, signal) };
  };
  return { empty, largeFrom: LARGE + 1, ...traits };
}
