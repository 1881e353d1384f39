/**
 * Keeps a mailbox's owner from changing anything in it, and lets them again: by rights that are taken away in so many words (`-anna`,
 * RFC 4314, 2), so that those they have stay written down as they are, and are theirs again when the others go. The owner still reads:
 * the last copy is made in their name. What Cyrus leaves every owner, making and removing folders (imapd.conf, implicit_owner_rights),
 * no list takes away.
 */
import { compared } from '../../language/model/names.ts';
import { text } from '../../planning/text.ts';
import type { Applied } from '../../running/provisioning/provisioner.ts';
import type { FolderAcl, Lists } from '../own-server/mailbox-access.ts';

/** All but `l` and `r`, seeing and reading, and `p`: mail that comes in is kept. */
const TAKEN = 'swikxtean';

const nameOf = (owner: string): string => `-${compared(owner)}`;

/** Of all folders: one that was made since is not locked. */
export function isLocked(lists: readonly FolderAcl[], owner: string): boolean {
  return lists.length > 0 && lists.every((list) => takenIn(list, owner) !== undefined);
}

function takenIn({ entries }: FolderAcl, owner: string): string | undefined {
  return entries.find(({ identifier }) => compared(identifier) === nameOf(owner))?.letters;
}

export async function lock({ all, set }: Lists, owner: string): Promise<Applied> {
  if (isLocked(all, owner)) return { kind: 'already' };
  for (const list of all.filter((one) => takenIn(one, owner) === undefined))
    await set(list.folder, { identifier: nameOf(owner), letters: TAKEN });
  return { kind: 'done' };
}

export async function unlock({ all, remove }: Lists, owner: string): Promise<Applied> {
  const locked = all.filter((list) => takenIn(list, owner) !== undefined);
  if (locked.length === 0) return { kind: 'already' };
  for (const { folder } of locked) await remove(folder, nameOf(owner));
  return { kind: 'done' };
}

/** Somebody took other rights from the owner in the same way: they would be given back by mistake. */
export function foreignTaking(lists: readonly FolderAcl[], owner: string): string | undefined {
  const isOurs = (letters: string) => [...TAKEN].every((letter) => letters.includes(letter));
  return lists.find((list) => {
    const taken = takenIn(list, owner);
    return taken !== undefined && !isOurs(taken);
  })?.folder;
}

export const TAKEN_BY_OTHERS = text(
  'somebody has taken rights from its owner already, which would be given back',
  'quelqu’un a déjà retiré des droits à son propriétaire, qui lui seraient rendus',
);
