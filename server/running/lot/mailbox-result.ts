/** What one mailbox's run came to, in the words of one language: its state, its counts, why it is not complete. */
import type { Locale } from '../../language/rules/rule.ts';
import { inEach, inLanguage, type Text, text } from '../../planning/text.ts';
import type { CopyResult } from '../copying/copy-result.ts';
import { describeFailure, type Failure } from '../failures.ts';
import type { MailboxState, RefusedMessage } from '../ports.ts';
import { type MailboxResult, NO_MESSAGES } from '../run-result.ts';
import { sayDifference, sayNote, sayRefusal } from '../said.ts';
import { type Difference, isCounted, type VerifyResult } from '../verifying/verify-mailbox.ts';

export function resultOf(
  address: string,
  copied: CopyResult | undefined,
  verified: VerifyResult | undefined,
  locale: Locale,
): MailboxResult {
  const problem = problemOf(copied, verified);
  return {
    address,
    state: stateOf(copied, verified),
    messages: {
      source: verified?.messages.source ?? copied?.messages.source ?? 0,
      target: verified?.messages.matched ?? 0,
      copied: copied?.messages.copied ?? 0,
      already: copied?.messages.already ?? 0,
      failed: copied?.messages.failed ?? 0,
      skipped: copied?.messages.skipped ?? 0,
    },
    bytes: copied?.bytes ?? 0,
    differences: (verified?.differences ?? []).map((difference) => sayDifference(difference, locale)),
    refused: (copied?.refused ?? []).map((refused) => sayRefusal(refused, locale)),
    folders: (copied?.folderFailures ?? []).map(({ folder, failure }) => ({
      folder,
      problem: describeFailure(failure, locale),
    })),
    notes: (copied?.notes ?? verified?.notes ?? []).map((note) => sayNote(note, locale)),
    ...(problem === undefined ? {} : { problem: problem[locale] }),
    seconds: (copied?.seconds ?? 0) + (verified?.seconds ?? 0),
  };
}

/** One copy after a part of it that was held back: what the part copied is no longer what was there already. */
export function goneOnWith(part: CopyResult | undefined, rest: CopyResult): CopyResult {
  if (!part) return rest;
  const { copied } = part.messages;
  const seen = new Set(rest.notes.map(({ kind, folder }) => `${kind} ${folder}`));
  return {
    ...rest,
    messages: {
      ...rest.messages,
      copied: copied + rest.messages.copied,
      already: Math.max(0, rest.messages.already - copied),
    },
    bytes: part.bytes + rest.bytes,
    flagsChanged: part.flagsChanged + rest.flagsChanged,
    notes: [...part.notes.filter(({ kind, folder }) => !seen.has(`${kind} ${folder}`)), ...rest.notes],
    seconds: part.seconds + rest.seconds,
  };
}

/** Why a mailbox is not complete; undefined where it is. */
export function problemOf(
  copied: CopyResult | undefined,
  verified: VerifyResult | undefined,
): Text | undefined {
  const stoppedBy = copied?.stoppedBy ?? verified?.stoppedBy;
  if (stoppedBy) return inEach((locale) => describeFailure(stoppedBy, locale));
  const [folder] = copied?.folderFailures ?? [];
  if (folder) return inEach((locale) => describeFailure(folder.failure, locale));
  const [refused] = copied?.refused ?? [];
  if (refused) return messagesRefused(copied?.refused.length ?? 0, refused);
  const difference = verified?.differences.find(isCounted);
  return difference && differs(difference);
}

/** A mailbox for which nothing was done. */
export const nothingDone = (address: string, state: MailboxState, problem: string): MailboxResult => ({
  ...{ address, state, messages: NO_MESSAGES, bytes: 0 },
  ...{ differences: [], refused: [], folders: [], notes: [], problem, seconds: 0 },
});

export const stateAfter = ({ kind }: Failure): MailboxState =>
  kind === 'interrupted' ? 'Stopped' : 'Failed';

function stateOf(copied: CopyResult | undefined, verified: VerifyResult | undefined): MailboxState {
  const stoppedBy = copied?.stoppedBy ?? verified?.stoppedBy;
  if (stoppedBy) return stateAfter(stoppedBy);
  if (copied?.outcome === 'incomplete' || verified?.outcome === 'different') return 'CompletedWithWarnings';
  return verified ? 'Completed' : 'Synced';
}

const messagesRefused = (count: number, { words }: RefusedMessage): Text =>
  text(
    `${count} refused: ${inLanguage('en', words)}`,
    `${count} ${count > 1 ? 'refusés' : 'refusé'}\u00A0: ${inLanguage('fr', words)}`,
  );

const differs = ({ folder, reason }: Difference): Text =>
  text(`${folder}: ${reason.en}`, `${folder}\u00A0: ${reason.fr}`);
