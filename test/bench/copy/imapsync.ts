/** imapsync as its documents tell to call it, without asking for a newer release. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CopyTask, Mailbox, Tool } from './copy-task.ts';
import { versionSaid } from './version-said.ts';

export const imapsync: Tool = {
  name: 'imapsync',
  title: 'imapsync',
  version: () => versionSaid('imapsync', ['--version'], /^(\d\S*)/m),
  commands: (task) => task.mailboxes.map((mailbox) => ({ command: 'imapsync', args: args(task, mailbox) })),
};

function args({ source, target, state }: CopyTask, mailbox: Mailbox): string[] {
  const own = join(state, mailbox.user);
  mkdirSync(own, { recursive: true });
  const plain = ['--nossl1', '--nossl2', '--notls1', '--notls2'];
  const quiet = ['--nolog', '--noreleasecheck', '--tmpdir', own, '--pidfile', join(own, 'pid')];
  return [...end(1, source.port, mailbox), ...end(2, target.port, mailbox), ...plain, ...quiet];
}

function end(which: 1 | 2, port: number, { user, password }: Mailbox): string[] {
  const host = [`--host${which}`, '127.0.0.1', `--port${which}`, String(port)];
  return [...host, `--user${which}`, user, `--password${which}`, password];
}
