/**
 * Dovecot's own, on the target machine, reading over IMAP: `doveadm backup -R`, as it comes and with the settings that
 * Dovecot's page on migrating by dsync gives (wiki, Migration/Dsync, 2.3). It writes files where others have to ask a server.
 */
import type { CopyTask, Mailbox, Tool } from './copy-task.ts';
import { versionSaid } from './version-said.ts';

const TUNED = ['imapc_features=rfc822.size fetch-headers', 'mail_prefetch_count=20'];

export const doveadm: Tool = { name: 'doveadm', title: 'doveadm backup', ...running([]) };
export const doveadmTuned: Tool = {
  name: 'doveadm-tuned',
  title: 'doveadm backup, tuned',
  ...running(TUNED),
};

function running(settings: readonly string[]): Pick<Tool, 'version' | 'commands'> {
  return {
    version: () => versionSaid('dovecot', ['--version'], /^(\S+)/),
    commands: (task) =>
      task.mailboxes.map((mailbox) => ({ command: 'doveadm', args: args(task, mailbox, settings) })),
  };
}

function args({ source, target }: CopyTask, { user, password }: Mailbox, more: readonly string[]): string[] {
  const settings = [
    'imapc_host=127.0.0.1',
    `imapc_port=${source.port}`,
    `imapc_user=${user}`,
    `imapc_password=${password}`,
    'imapc_ssl=no',
    ...more,
  ];
  const given = settings.flatMap((setting) => ['-o', setting]);
  return ['-c', target.configuration, ...given, 'backup', '-R', '-u', user, 'imapc:'];
}
