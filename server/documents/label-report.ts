/**
 * What Gmail's labels said beyond the folder that each message was copied into, as a file beside the plan: nothing of it is to be
 * had at the target, and whoever misses a label finds it here. One file a mailbox, written anew by each run. Knows no mail.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface LabelledMailbox {
  readonly endpoint: string;
  readonly mailbox: string;
  /** By folder and UID of the source. */
  readonly labels: ReadonlyMap<string, ReadonlyMap<number, readonly string[]>>;
}

/** `folder`: where a plan's own state is kept. Returns the file's path. */
export async function writeLabels(
  folder: string,
  { endpoint, mailbox, labels }: LabelledMailbox,
): Promise<string> {
  const own = join(folder, 'labels', fileName(endpoint));
  await mkdir(own, { recursive: true });
  const path = join(own, `${fileName(mailbox)}.json`);
  const folders = Object.fromEntries(
    [...labels].map(([name, messages]) => [name, Object.fromEntries(messages)]),
  );
  const text = JSON.stringify({ schema: 'migplan/labels/v1', endpoint, mailbox, folders });
  await writeFile(`${path}.new`, `${text}\n`);
  await rename(`${path}.new`, path);
  return path;
}

/** A name that every file system takes, and that no two mailboxes share. */
function fileName(name: string): string {
  const plain = name.replace(/[^\w.@+-]/g, (sign) => `%${Buffer.from(sign).toString('hex')}`);
  return plain.replace(/^\./, '%2e');
}
