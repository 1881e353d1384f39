/** Deletes at the target what was deleted at the source, where the plan mirrors deletions. */
import { text, type Words } from '../../planning/text.ts';
import type { Folder } from '../ports.ts';
import { forget, type Work } from './folder-work.ts';
import type { Survey } from './survey.ts';

/** Only what this program put there, and only while its people do not work there yet. */
export async function followDeletions(work: Work, { gone, messages }: Survey): Promise<void> {
  const { rules, rows, target, to, from, signal, tally } = work;
  if (!rules.mirrorsDeletions || rules.isOpen) return;
  const deleted = gone.flatMap((uid) => rows.get(uid) ?? []).filter(({ state }) => state === 'done');
  if (deleted.length === 0) return;
  if (messages === 0 && deleted.length > MANY && !isForRefuse(from)) {
    tally.note('deleted', from.path, notEmptied(deleted.length));
    return;
  }
  const uids = deleted.flatMap(({ targetUid }) => targetUid ?? []).sort((one, other) => one - other);
  await target.remove(to, uids, signal);
  const old = deleted.map(({ uid }) => uid);
  await forget(work, from.path, old);
  tally.note('deleted', from.path, toldDeleted(deleted.length));
}

/** A folder that is suddenly empty is more often a server's fault than somebody's will. */
const MANY = 20;

const isForRefuse = ({ use }: Folder): boolean => use === 'trash' || use === 'junk';

const toldDeleted = (count: number): Words =>
  text(
    `${count} deleted, as at the source`,
    `${count} ${count > 1 ? 'supprimés' : 'supprimé'}, comme à la source`,
  );

const notEmptied = (count: number): Words =>
  text(
    `is empty at the source all at once: its ${count} messages at the target are left alone`,
    `est vide d’un coup à la source\u00A0: ses ${count} messages à la cible sont laissés en place`,
  );
