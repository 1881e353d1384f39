/** What went wrong, in one notification: the line that says it, with the way to the log and to whatever may help. */
import { type LogOutputChannel, l10n, window } from 'vscode';
import type { Ended } from './migplan-process.ts';
import { unlinked } from './unlinked.ts';

/** Words on a button, and what it does. */
export type Remedy = readonly [label: string, act: () => unknown];

export function tellFailure(log: LogOutputChannel, line: string, remedies: readonly Remedy[] = []): void {
  const all: Remedy[] = [...remedies, [l10n.t('Show Log'), () => log.show()]];
  window.showErrorMessage(unlinked(line), ...all.map(([label]) => label)).then((chosen) => {
    all.find(([label]) => label === chosen)?.[1]();
  });
}

/** A fault of our own, or of the language server's. */
export function tellError(log: LogOutputChannel, error: unknown): void {
  log.error(error instanceof Error ? error : String(error));
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  tellFailure(log, line);
}

/** All that it said, in one paragraph: where the last line is only the end of it. */
export const allSaid = ({ code, err }: Pick<Ended, 'code' | 'err'>): string =>
  err.trim().replace(/\s*[\r\n]+\s*/g, ' ') || failureLine({ code, err });

/** The line that says why a command failed: the last that it wrote, since what it did before is told above it. */
export function failureLine({ code, err }: Pick<Ended, 'code' | 'err'>): string {
  const last = err
    .trimEnd()
    .split(/[\r\n]+/)
    .at(-1);
  if (last) return last;
  return l10n.t('migplan ended without a word (exit code {0})', code ?? '?');
}
