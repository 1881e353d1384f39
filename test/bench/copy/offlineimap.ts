/** offlineimap3 between two IMAP servers, the old one read only. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, CopyTask, Mailbox, Tool } from './copy-task.ts';
import { versionSaid } from './version-said.ts';

export const offlineimap: Tool = {
  name: 'offlineimap',
  title: 'offlineimap3',
  version: () => versionSaid('offlineimap', ['--version'], /(\d\S+)/),
  commands: (task) => task.mailboxes.map((mailbox) => command(task, mailbox)),
};

function command({ source, target, state }: CopyTask, mailbox: Mailbox): Command {
  const own = join(state, mailbox.user);
  mkdirSync(own, { recursive: true });
  const file = join(own, 'offlineimaprc');
  const general = ['[general]', 'accounts = copy', `metadata = ${own}`, 'ui = quiet', 'fsync = no'];
  const account = ['[Account copy]', 'localrepository = new', 'remoterepository = old'];
  const repositories = [
    ...repository('new', target.port, mailbox),
    ...repository('old', source.port, mailbox),
    'readonly = yes',
  ];
  writeFileSync(file, [...general, ...account, ...repositories, ''].join('\n'), { mode: 0o600 });
  return { command: 'offlineimap', args: ['-o', '-c', file] };
}

function repository(name: string, port: number, { user, password }: Mailbox): string[] {
  const host = ['type = IMAP', 'remotehost = 127.0.0.1', `remoteport = ${port}`];
  const login = [`remoteuser = ${user}`, `remotepass = ${password}`, 'auth_mechanisms = LOGIN'];
  return [`[Repository ${name}]`, ...host, ...login, 'ssl = no', 'starttls = no'];
}
