/** Turns findings into differences: headers are read again for the few that are told, instead of being kept for all. Reads only. */
import { type Text, text } from '../../planning/text.ts';
import type { Difference, DifferenceKind, Finding, Named } from './difference.ts';
import type { Place } from './sighting.ts';

/** Told one by one, of each kind in a folder; nobody reads more, and a mailbox may lack a million. */
const mostTold = 1_000;

const nameless: Named = { messageId: '', date: '', subject: '' };

export async function worded(findings: readonly Finding[], signal: AbortSignal): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const [folder, group] of Map.groupBy(findings, ({ of }) => of.seenIn)) {
    const kinds = [...Map.groupBy(group, ({ kind }) => kind)];
    const told = kinds.flatMap(([, alike]) => alike.slice(0, mostTold));
    const names = await namesOf(folder, told, signal);
    for (const finding of told) differences.push(difference(finding, names.get(finding.of.uid) ?? nameless));
    for (const [kind, alike] of kinds) {
      if (alike.length > mostTold) differences.push(more(folder.path, kind, alike.length - mostTold));
    }
  }
  return differences;
}

async function namesOf(
  { store, path }: Place,
  findings: readonly Finding[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, Named>> {
  const uids = [...new Set(findings.map(({ of }) => of.uid))].toSorted((one, other) => one - other);
  const names = new Map<number, Named>();
  for await (const look of store.looks(path, { uids }, signal)) names.set(look.uid, look);
  return names;
}

function difference({ kind, of, reason }: Finding, name: Named): Difference {
  return { folder: of.seenIn.path, uid: of.uid, messageId: name.messageId, kind, reason: reason(name) };
}

function more(folder: string, kind: DifferenceKind, count: number): Difference {
  return { folder, kind, reason: andMore(count) };
}

const andMore = (count: number): Text =>
  text(`and ${count} more of this kind`, `et ${count} de plus de cette sorte`);
