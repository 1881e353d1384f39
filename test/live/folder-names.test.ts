/** Every name that odd folders are mapped to is made on real servers, subscribed to, and listed back as it was meant. */
import { expect, onTestFinished, test } from 'vitest';
import { connectImapTarget } from '../../server/endpoints/imap/connect-imap.ts';
import { factsOfKind } from '../../server/language/facts/kinds.ts';
import { nameLimitsOf } from '../../server/language/facts/name-limits.ts';
import type { MailServer } from '../../server/planning/migration-plan.ts';
import { mapFolders } from '../../server/running/folders/folder-mapping.ts';
import type { FolderList, FolderUse } from '../../server/running/ports.ts';
import { startCyrus } from '../support/cyrus.ts';
import { startDovecot } from '../support/dovecot.ts';
import { ODD_FOLDERS } from '../support/odd-folders.ts';

const signal = new AbortController().signal;
const MAILBOX = 'anna';
const password = 'annas';
const users = [{ name: MAILBOX, password }];

/** `from`: what the source has between its levels, which the target has not. */
const SERVERS = {
  'Dovecot with slashes': { kind: 'dovecot', from: '.', start: () => startDovecot({ users, uses: {} }) },
  'Dovecot with a prefix': {
    kind: 'dovecot',
    from: '/',
    start: () => startDovecot({ users, uses: {}, separator: '.', prefix: 'INBOX.' }),
  },
  Cyrus: { kind: 'cyrus', from: '.', start: () => startCyrus({ users, uses: {} }) },
  'Cyrus as it was': {
    kind: 'cyrus',
    from: '/',
    start: () => startCyrus({ users, uses: {}, classic: true }),
  },
} as const;

/** Each odd name at the top, in a folder, and with others in it. */
function oddSource(delimiter: string): FolderList {
  const names = ODD_FOLDERS.map((name) => name.replaceAll(delimiter, '+'));
  const deep = names.flatMap((name, at) => [
    [name],
    ['Ordner', name],
    [name, names[at + 1] ?? 'x'],
    ['INBOX', name],
    [name, 'a', 'b', 'c', names[at + 2] ?? 'x'],
  ]);
  const paths = new Set(['INBOX', ...deep.map((levels) => levels.join(delimiter))]);
  const folders = [...paths].map((path) => {
    const use: FolderUse | undefined =
      path === 'INBOX' ? 'inbox' : path === 'Archive' ? 'archive' : undefined;
    return { path, delimiter, selectable: true, subscribed: true, ...(use && { use }) };
  });
  return {
    folders: folders.filter(
      ({ path }) => path !== '' && (path === 'INBOX' || path.toUpperCase() !== 'INBOX'),
    ),
    prefix: '',
    delimiter,
  };
}

test.each(Object.entries(SERVERS))(
  '%s takes whatever odd folders are mapped to',
  { timeout: 120_000 },
  async (_, { kind, from, start }) => {
    const server = await start();
    onTestFinished(() => server.stop());
    const names = nameLimitsOf(factsOfKind(kind));
    const login = { method: 'each', secret: { kind: 'env', name: 'X' } } as const;
    const { host, port } = server;
    const endpoint: MailServer = {
      name: 't',
      kind,
      host,
      port,
      security: 'plain',
      login,
      connections: 2,
      names,
    };
    const target = await connectImapTarget(endpoint, MAILBOX, password, signal);
    onTestFinished(() => target.close());
    const source = oddSource(from);
    const wishes = { exclude: [], folders: [], target: { mailbox: MAILBOX } };
    const map = async () =>
      mapFolders(source, { ...(await target.folders(signal)), names }, wishes, new Map()).pairs;

    const pairs = await map();
    const paths = pairs.map((pair) => pair.target);
    expect(paths.length).toBeGreaterThan(250);
    // Above before below: a server makes what is missing above by itself.
    const wanted = pairs.filter((pair) => !pair.existing).map((pair) => pair.target);
    const refused: string[] = [];
    const ask = (asked: Promise<void>) => asked.catch((error) => refused.push(String(error)));
    await Promise.all(wanted.toSorted().map((path) => ask(target.createFolder(path, signal))));
    await Promise.all(paths.map((path) => ask(target.subscribe(path, signal))));
    expect(refused).toEqual([]);

    const { folders } = await target.folders(signal);
    const subscribed = new Set(folders.filter((folder) => folder.subscribed).map(({ path }) => path));
    expect(paths.filter((path) => !subscribed.has(path))).toEqual([]);
    const again = await map();
    expect(again.map((pair) => pair.target)).toEqual(paths);
    expect(again.filter((pair) => !pair.existing)).toEqual([]);
  },
);
