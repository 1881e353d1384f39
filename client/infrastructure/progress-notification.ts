/**
 * Something that takes a while, in a notification that can end it. The editor itself would join what is done and how far it is with
 * an English colon, so it is only given the two as one.
 */
import { type CancellationToken, l10n, ProgressLocation, window } from 'vscode';
import { unlinked } from './unlinked.ts';

/** `increment`: of a hundred. */
export type Say = (message: string, increment?: number) => void;

export function withProgress<Result>(
  title: string,
  work: (say: Say, token: CancellationToken) => Thenable<Result>,
): Thenable<Result> {
  const place = { location: ProgressLocation.Notification, cancellable: true };
  return window.withProgress<Result>(place, (progress, token) => {
    progress.report({ message: title });
    return work(
      (message, increment = 0) =>
        progress.report({ message: l10n.t('{0}: {1}', title, unlinked(message)), increment }),
      token,
    );
  });
}
