/** What is read off a run under way, and how a phase is called. */
import { l10n } from 'vscode';
import type { LiveRun } from '../../server/protocol.ts';

/** How much is done, between 0 and 1: of the messages that are known of, else of the mailboxes. */
export function partDone({ mailboxes, messages }: Pick<LiveRun, 'mailboxes' | 'messages'>): number {
  const { done, left } = messages;
  if (left === undefined || done + left === 0) return mailboxes.done / Math.max(1, mailboxes.of);
  return Math.min(1, done / (done + left));
}

/** A phase as people see it; all of them at once have no name of their own. */
export const phaseWord = (phase: string): string => (phase === 'all' ? l10n.t('whole lot') : phase);
