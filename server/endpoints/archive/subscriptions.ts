/** Which folders of a mailbox are subscribed: our own list, else Dovecot's or Courier's; a mailbox that keeps none shows all its folders. */
import { decodeFolderName } from '../imap/modified-utf7.ts';
import { below, contentOf, type DiskPath, replaceFile } from './disk.ts';

const OWN = 'migplan-subscriptions';

/** Undefined: nobody has said, so all are. */
export async function subscriptionsIn(top: DiskPath): Promise<ReadonlySet<string> | undefined> {
  const own = await contentOf(below(top, OWN));
  if (own) return new Set(own.toString('utf8').split('\n').flatMap(ownName));
  const dovecot = await contentOf(below(top, 'subscriptions'));
  if (dovecot) return new Set(dovecotNames(dovecot.toString('latin1')));
  const courier = await contentOf(below(top, 'courierimapsubscribed'));
  return courier && new Set(courier.toString('latin1').split('\n').filter(Boolean).map(dottedName));
}

export function writeSubscriptions(top: DiskPath, folders: Iterable<string>): Promise<void> {
  return replaceFile(below(top, OWN), [...folders].map((folder) => `${JSON.stringify(folder)}\n`).join(''));
}

function ownName(line: string): string[] {
  try {
    const name: unknown = JSON.parse(line);
    return typeof name === 'string' ? [name] : [];
  } catch {
    return [];
  }
}

/** From version 2 on, levels are parted by tabs. */
function dovecotNames(file: string): string[] {
  const lines = file.split('\n').filter((line) => line !== '');
  const isNew = /^V\t\d/.test(lines[0] ?? '');
  if (!isNew) return lines.map(dottedName);
  return lines.slice(1).map((line) => nameOf(line.split('\t')));
}

const dottedName = (line: string): string => nameOf(line.split('.'));

function nameOf(levels: readonly string[]): string {
  return levels.map(decodeFolderName).join('/');
}
