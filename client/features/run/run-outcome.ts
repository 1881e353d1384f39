/** What a run came to, in one sentence, and what may be done next. Knows no window. */
import { l10n } from 'vscode';
import type { RunRecord } from '../../../server/protocol.ts';
import { counted, countedOf } from '../../infrastructure/counted.ts';
import type { Language } from '../../infrastructure/language.ts';
import { number } from '../../infrastructure/quantities.ts';

export type Next = 'report' | 'problems' | 'again' | 'dashboard';

export interface Outcome {
  readonly severity: 'information' | 'warning' | 'error';
  readonly says: string;
  readonly next: readonly Next[];
}

/** Undefined of a run that goes on. */
export function outcomeOf(run: RunRecord, language: Language): Outcome | undefined {
  const { lot, how, words } = run;
  const far = farOf(run, language);
  switch (how) {
    case 'running':
      return undefined;
    case 'complete':
      return {
        severity: 'information',
        says: l10n.t('Lot {0}: {1}.', lot, [far, ...copiedOf(run, language)].join(', ')),
        next: ['report', 'dashboard'],
      };
    case 'incomplete':
      return {
        severity: 'warning',
        says: l10n.t('Lot {0}: {1}.', lot, [far, ...failedOf(run, language)].join(', ')),
        next: ['problems', 'again', 'report'],
      };
    case 'stopped':
      return {
        severity: words === undefined ? 'warning' : 'error',
        says: words ?? l10n.t('The run of lot {0} was ended: {1}. What was done is recorded.', lot, far),
        next: ['again', 'problems'],
      };
    case 'gone':
      return {
        severity: 'warning',
        says: l10n.t(
          'The run of lot {0} was cut off: {1} when it was last heard of. What was done is recorded; run it again to go on.',
          lot,
          far,
        ),
        next: ['again', 'dashboard'],
      };
  }
}

const farOf = ({ complete, mailboxes }: RunRecord, language: Language): string =>
  countedOf('complete', complete, mailboxes, language);

const copiedOf = ({ copied }: RunRecord, language: Language): string[] =>
  copied === 0 ? [] : [counted('copied', copied, language)];

function failedOf({ failed }: RunRecord, language: Language): string[] {
  return failed > 0 ? [l10n.t('{0} failed', number(failed, language))] : [];
}
