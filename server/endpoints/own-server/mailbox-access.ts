/**
 * Who may open a mailbox on a server of one's own, by the lists of all its folders (RFC 4314): told in the plan's words, given and taken
 * away. Looks first at what is there and changes only what differs; nobody else's rights are touched. Cut off in the middle it is found
 * unfinished, and finished by the next time.
 */
import { compared } from '../../language/model/names.ts';
import type { Access } from '../../planning/provisioning/target-state.ts';
import { text } from '../../planning/text.ts';
import type { Applied } from '../../running/provisioning/provisioner.ts';
import type { AclEntry } from '../imap/acl-commands.ts';
import { lettersFor, rightOf, sharedLetters } from '../imap/acl-rights.ts';

/** The list of one folder. */
export interface FolderAcl {
  readonly folder: string;
  readonly entries: readonly AclEntry[];
}

/** Those of a mailbox, and how they are changed. Identifiers are people's addresses where a server writes them another way. */
export interface Lists {
  readonly all: readonly FolderAcl[];
  set(folder: string, entry: AclEntry): Promise<void>;
  remove(folder: string, identifier: string): Promise<void>;
}

/** Those of others than `owner`, on all folders: what somebody may do in some of them is not told. */
export function accessIn(lists: readonly FolderAcl[], owner: string): Access[] {
  const all = new Set(lists.flatMap(({ entries }) => entries.map(({ identifier }) => identifier)));
  return [...all]
    .filter((one) => isPerson(one) && compared(one) !== compared(owner))
    .flatMap((who) => {
      const right = rightOf(sharedLetters(lists.map((list) => lettersIn(list, who))));
      return right === undefined ? [] : [{ who: compared(who), right }];
    });
}

/** Groups, `anyone`, `owner` and what is taken away (`-`) are no person's address. */
const isPerson = (identifier: string): boolean => identifier.includes('@') && !/^[-$#!]/.test(identifier);

/** What a folder's list has for somebody, whatever the case of the name. */
export function lettersIn({ entries }: FolderAcl, who: string): string {
  return entries.find(({ identifier }) => compared(identifier) === compared(who))?.letters ?? '';
}

/** A person has one right, the last that the plan gives: a lesser one takes the place of a greater one. */
export async function grant({ all, set }: Lists, { who, right }: Access): Promise<Applied> {
  const differing = all.filter((list) => rightOf(lettersIn(list, who)) !== right);
  if (differing.length === 0 && all.length > 0) return { kind: 'already' };
  for (const list of differing) {
    const letters = lettersFor(right, lettersIn(list, who));
    await set(list.folder, { identifier: identifierIn(list, who), letters });
  }
  return { kind: 'done' };
}

/** Only of somebody who has that right: another one was given since, and is not the one that is to be taken away. */
export async function revoke({ all, remove }: Lists, { who, right }: Access): Promise<Applied> {
  const held = rightOf(sharedLetters(all.map((list) => lettersIn(list, who))));
  const listed = all.filter((list) => lettersIn(list, who) !== '');
  if (listed.length === 0 || (held !== undefined && held !== right)) return { kind: 'already' };
  for (const list of listed) await remove(list.folder, identifierIn(list, who));
  return { kind: 'done' };
}

/** As the list spells it, or as the server compares logins. */
function identifierIn({ entries }: FolderAcl, who: string): string {
  const name = compared(who);
  return entries.find(({ identifier }) => compared(identifier) === name)?.identifier ?? name;
}

/** Why `send-as` and its like are not given here. */
export const NO_SUCH_RIGHT = text(
  'IMAP lets people into folders and knows no right to send',
  'IMAP fait entrer dans des dossiers et ne connaît pas de droit d’envoyer',
);
