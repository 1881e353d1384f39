/** What differs about folders themselves, as both sides list them: presence, subscription, declared use. Pure. */
import { type Text, text } from '../../planning/text.ts';
import type { FolderPair } from '../folders/folder-mapping.ts';
import type { Folder, FolderList, FolderUse } from '../ports.ts';
import type { Difference } from './difference.ts';

/** `present`: the folder as the target lists it now. */
export function folderDifferences(
  { source, target }: FolderPair,
  present: Folder | undefined,
  there: FolderList,
): Difference[] {
  const folder = source.path;
  if (!present) return [{ folder, kind: 'folder-missing', reason: absent(target) }];
  const found: Difference[] = [];
  if (source.subscribed && !present.subscribed)
    found.push({ folder, kind: 'subscription', reason: unsubscribed(present.path) });
  if (!source.subscribed && present.subscribed)
    found.push({ folder, kind: 'subscription-extra', reason: subscribedThere(present.path) });
  const use = useDiffers(source.use, present.use, there);
  if (use) found.push({ folder, kind: 'use', reason: use });
  return found;
}

const absent = (folder: string): Text =>
  text(`"${folder}" is not at the target`, `«\u00A0${folder}\u00A0» n’est pas à la cible`);

const unsubscribed = (folder: string): Text =>
  text(
    `"${folder}" is not subscribed at the target`,
    `«\u00A0${folder}\u00A0» n’a pas d’abonnement à la cible`,
  );

const subscribedThere = (folder: string): Text =>
  text(
    `"${folder}" is subscribed at the target, and not at the source`,
    `«\u00A0${folder}\u00A0» a un abonnement à la cible, et pas à la source`,
  );

/** A server that declares no use at all (no SPECIAL-USE, RFC 6154) has nothing to say here. */
function useDiffers(
  here: FolderUse | undefined,
  now: FolderUse | undefined,
  there: FolderList,
): Text | undefined {
  if (here === undefined || here === now) return undefined;
  const declares = there.folders.some(({ use }) => use !== undefined && use !== 'inbox');
  if (now === undefined && !declares) return undefined;
  const [ours, theirs] = [attribute(here), attribute(now)];
  return text(
    `the source declares ${ours}, the target ${theirs ?? 'nothing'}`,
    `la source déclare ${ours}, la cible ${theirs ?? 'rien'}`,
  );
}

const attribute = (use: FolderUse | undefined): string | undefined =>
  use && `\\${use.charAt(0).toUpperCase()}${use.slice(1)}`;

/** A folder of the target that nothing maps to, and what it holds besides the mail that was found there. */
export function extraFolder({ path }: Folder, messages: number): Difference {
  const held = messages > 1 ? 'messages' : 'message';
  const reason = text(
    `holds ${messages} ${held} at the target and comes from no folder of the source`,
    `contient ${messages} ${held} à la cible et ne vient d’aucun dossier de la source`,
  );
  return { folder: path, kind: 'folder-extra', reason };
}
