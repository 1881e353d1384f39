/** mbsync (isync), one way, dates kept: as its manual has it for moving an account. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, CopyTask, Mailbox, Tool } from './copy-task.ts';
import { versionSaid } from './version-said.ts';

export const mbsync: Tool = {
  name: 'mbsync',
  title: 'mbsync',
  version: () => versionSaid('mbsync', ['--version'], /isync (\S+)/),
  commands: (task) => task.mailboxes.map((mailbox) => command(task, mailbox)),
};

function command({ source, target, state }: CopyTask, mailbox: Mailbox): Command {
  const own = join(state, mailbox.user);
  mkdirSync(join(own, 'state'), { recursive: true });
  const file = join(own, 'mbsyncrc');
  const channel = [
    'Channel copy',
    'Far :old:',
    'Near :new:',
    'Patterns *',
    'Create Near',
    'Sync Pull',
    'Expunge None',
    'CopyArrivalDate yes',
    `SyncState ${join(own, 'state')}/`,
  ];
  const stores = [store('old', source.port, mailbox), store('new', target.port, mailbox)];
  writeFileSync(file, `FSync no\n\n${stores.join('\n')}\n${channel.join('\n')}\n`, { mode: 0o600 });
  return { command: 'mbsync', args: ['-q', '-c', file, 'copy'] };
}

function store(name: string, port: number, { user, password }: Mailbox): string {
  const account = ['Host 127.0.0.1', `Port ${port}`, `User "${user}"`, `Pass "${password}"`];
  const lines = [`IMAPAccount ${name}`, ...account, 'SSLType None', 'AuthMechs LOGIN'];
  return `${lines.join('\n')}\n\nIMAPStore ${name}\nAccount ${name}\n`;
}
