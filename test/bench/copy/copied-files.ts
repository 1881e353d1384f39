/** The files themselves, copied: what no mail tool can beat, and none may do from outside. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Tool } from './copy-task.ts';

export const copiedFiles: Tool = {
  name: 'cp',
  title: 'cp -rp of the Maildir',
  version: () => '',
  commands: ({ mailboxes }) =>
    mailboxes.map(({ from, to }) => {
      mkdirSync(dirname(to), { recursive: true });
      return { command: 'cp', args: ['-rp', from, to] };
    }),
  scenes: ['A full'],
};
