/** The demo's two mail servers: the old one full, the new one with its accounts made and nothing in them. */
import { startMailServer } from './mail-server.ts';
import { demoMailboxes, emptyMailboxes } from './mailboxes.ts';

export interface Host {
  readonly host: string;
  readonly port: number;
}

export interface DemoServers {
  readonly source: Host;
  readonly target: Host;
  stop(): Promise<void>;
}

/** Opens any mailbox of both servers as `address*migration`; worth nothing outside this machine. */
export const DEMO_PASSWORD = 'only-for-the-demo';

/** The separators differ, as they do between real servers, so that folder names have to be translated. */
export async function startDemoServers(): Promise<DemoServers> {
  const master = { user: 'migration', separator: '*', password: DEMO_PASSWORD };
  const source = await startMailServer({
    mailboxes: demoMailboxes(),
    separator: '.',
    uidValidity: 1_550_000_000,
    master,
  });
  const target = await startMailServer({
    mailboxes: emptyMailboxes(),
    separator: '/',
    uidValidity: 1_800_000_000,
    master,
  });
  return {
    source: { host: source.host, port: source.port },
    target: { host: target.host, port: target.port },
    stop: async () => {
      await Promise.all([source.stop(), target.stop()]);
    },
  };
}
