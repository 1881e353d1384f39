/**
 * Brings over what changed in flags and keywords at the source since they were last brought over. Only the change travels:
 * what people did at the target meanwhile stays.
 */

import { flagDifference, sameFlags, sortFlags } from '../message-flags.ts';
import type { FlagChange, MessageEntry, MessageRow } from '../ports.ts';
import { changeFlags, type FlagTarget } from './change-flags.ts';

/** Applies the changes and returns the rows to record. Rows and entries are of the same source folder. */
export async function bringFlags(
  to: FlagTarget,
  entries: readonly MessageEntry[],
  rows: ReadonlyMap<number, MessageRow>,
): Promise<MessageRow[]> {
  const changed = entries.flatMap((entry) => changedRow(entry, rows.get(entry.uid)));
  const groups = Map.groupBy(changed, ({ change }) => `${change.add.join(' ')}|${change.remove.join(' ')}`);
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    const uids = group.map(({ targetUid }) => targetUid).toSorted((one, other) => one - other);
    await changeFlags(to, uids, first.change);
  }
  return changed.map(({ row }) => row);
}

interface Changed {
  readonly change: FlagChange;
  readonly targetUid: number;
  readonly row: MessageRow;
}

function changedRow(entry: MessageEntry, row: MessageRow | undefined): Changed[] {
  if (row?.state !== 'done' || row.targetUid === undefined || sameFlags(row.flags, entry.flags)) return [];
  const { add, remove } = flagDifference(row.flags, entry.flags);
  const change = { add: sortFlags(add).carried, remove: sortFlags(remove).carried };
  return [{ change, targetUid: row.targetUid, row: { ...row, flags: entry.flags } }];
}
