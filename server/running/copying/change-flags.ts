/** Changes flags at the target so that one keyword it refuses costs that keyword, and neither the other flags nor the folder. */
import { inLanguage, type Text, text, type Words } from '../../planning/text.ts';
import { failureOf } from '../failures.ts';
import { isSystemFlag } from '../message-flags.ts';
import type { FlagChange, MailTarget, Note } from '../ports.ts';

export interface FlagTarget {
  readonly target: MailTarget;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly note: (kind: Note['kind'], told: Words) => void;
}

export async function changeFlags(
  to: FlagTarget,
  uids: readonly number[],
  change: FlagChange,
): Promise<void> {
  const words = await refusalOf(to, uids, change);
  if (words === undefined) return;
  const keywords = only(change, (flag) => !isSystemFlag(flag));
  // A target that refuses the system flags too refuses the folder: that is thrown.
  await to.target.changeFlags(to.folder, uids, only(change, isSystemFlag), to.signal);
  for (const add of keywords.add) await changeKeyword(to, uids, { add: [add], remove: [] });
  for (const remove of keywords.remove) await changeKeyword(to, uids, { add: [], remove: [remove] });
}

/** What cannot be set is told; what cannot be removed was never there. */
async function changeKeyword(to: FlagTarget, uids: readonly number[], change: FlagChange): Promise<void> {
  const words = await refusalOf(to, uids, change);
  if (words !== undefined && change.add.length > 0)
    to.note('flag-left-out', keywordsRefused(change.add, words));
}

/** The target's words, where it refuses this and may not refuse less. */
async function refusalOf(
  { target, folder, signal }: FlagTarget,
  uids: readonly number[],
  change: FlagChange,
): Promise<Words | undefined> {
  try {
    await target.changeFlags(folder, uids, change, signal);
    return undefined;
  } catch (error) {
    const failure = failureOf(error);
    const isPlain = [...change.add, ...change.remove].every(isSystemFlag);
    if (failure?.kind === 'refused' && failure.reach === 'message' && !isPlain) return failure.words;
    throw error;
  }
}

function only({ add, remove }: FlagChange, wanted: (flag: string) => boolean): FlagChange {
  return { add: add.filter(wanted), remove: remove.filter(wanted) };
}

function keywordsRefused(keywords: readonly string[], words: Words): Text {
  const named = keywords.join(' ');
  return text(
    `${named} is refused by the target (${inLanguage('en', words)})`,
    `${named} est refusé par la cible (${inLanguage('fr', words)})`,
  );
}
