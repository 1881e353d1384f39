/**
 * A command that a person waits for: with its secrets, its progress and a way to end it, and one notification where it fails. A wrong
 * secret can be typed again from there.
 */
import { l10n, Uri } from 'vscode';
import { EXIT } from '../../server/protocol.ts';
import type { Client } from './client.ts';
import { mayRun } from './may-run.ts';
import type { Ended, Secrets } from './migplan-process.ts';
import { folderOf } from './pick-plan.ts';
import { withProgress } from './progress-notification.ts';
import { saveAll } from './save-all.ts';
import { failureLine, type Remedy, tellFailure } from './tell-failure.ts';

export interface Performance {
  /** What is being done, over its progress. */
  readonly title: string;
  readonly plan: string;
  readonly values: readonly string[];
  readonly needsSecrets?: boolean;
  /** Codes that are an outcome and no failure. */
  readonly accepted?: readonly number[];
  /** What is told of a failure; its last line where nothing else is said. */
  readonly failure?: (ended: Ended) => string;
}

/** `then` has what it came to; it is not called where it was not begun, was cancelled, or failed, which is told here. */
export async function perform(
  client: Client,
  what: Performance,
  then: (ended: Ended) => unknown,
): Promise<void> {
  if (!mayRun(Uri.parse(what.plan)) || !(await saveAll())) return;
  const secrets = what.needsSecrets ? await client.secrets.askedFor(what.plan) : {};
  if (!secrets) return;
  const { ended, isCancelled } = await performed(client, what, secrets);
  if (ended.code === EXIT.done || what.accepted?.some((code) => code === ended.code)) await then(ended);
  else if (!isCancelled) {
    const again = (): Promise<void> => perform(client, what, then);
    const { failure = failureLine } = what;
    tellFailure(client.log, failure(ended), secretRemedies(client, what, ended.code, again));
  }
}

async function performed(
  client: Client,
  { title, plan, values, needsSecrets }: Performance,
  secrets: Secrets,
): Promise<{ readonly ended: Ended; readonly isCancelled: boolean }> {
  const command = { values, folder: folderOf(plan), ...(needsSecrets && { secrets }) };
  return withProgress(title, async (say, token) => {
    token.onCancellationRequested(() => say(l10n.t('stopping…')));
    const ended = await client.migplan.run(command, { token, onLine: (line) => say(line) });
    return { ended, isCancelled: token.isCancellationRequested };
  });
}

/** Whatever was typed may be wrong, where what stopped a command touches everything. */
export function secretRemedies(
  { secrets }: Pick<Client, 'secrets'>,
  { plan, needsSecrets }: Pick<Performance, 'plan' | 'needsSecrets'>,
  code: number | undefined,
  again: () => unknown,
): Remedy[] {
  if (!needsSecrets || code !== EXIT.stopped) return [];
  const typeAgain = async (): Promise<void> => {
    if (await secrets.askAnew(plan)) await again();
  };
  return [[l10n.t('Type Secrets Again…'), typeAgain]];
}
