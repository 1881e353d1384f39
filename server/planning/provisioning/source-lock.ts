/** People kept from their old mailbox between the last copy and the new one's opening; and let in again where a cutover is called off. */
import type { Locale } from '../../language/rules/rule.ts';
import type { Step } from '../migration-plan.ts';
import { text } from '../text.ts';
import { isByRun, type Ways } from './operations.ts';
import type { SeenObject } from './target-state.ts';

export interface Locking {
  readonly does: 'lock' | 'unlock';
  /** At the source. */
  readonly mailbox: string;
  /** The mailbox of the plan that it becomes. */
  readonly subject: string;
  readonly endpoint: string;
  readonly ways: Ways;
  readonly seen: SeenObject | undefined;
  readonly locale: Locale;
}

/** No mail is touched: it is who may open it that changes, and what was is kept there to be given back. */
export function lockStep({ does, mailbox, subject, endpoint, ways, seen, locale }: Locking): Step[] {
  if (ways.lock === 'none') return [];
  const isLocked = seen?.state === 'held' ? seen.isLocked : undefined;
  const isSo = isLocked === (does === 'lock');
  const before =
    isLocked === undefined ? text('not checked', 'non vérifié') : STATES[isLocked ? 'lock' : 'unlock'];
  const byRun = isByRun(ways.lock);
  return [
    {
      key: `${does} ${mailbox}`,
      kind: 'lock',
      subject,
      action: isSo ? 'none' : byRun ? (does === 'lock' ? 'revoke' : 'grant') : 'handover',
      before: before[locale],
      after: STATES[does][locale],
      reason: (byRun ? REASONS[does] : BY_HAND)[locale],
      needs: [],
      reach: 'mailbox',
      change: { does, address: mailbox },
      endpoint,
    },
  ];
}

const STATES = {
  lock: text('its owner cannot change anything in it', 'son propriétaire ne peut rien y changer'),
  unlock: text('its owner opens it', 'son propriétaire l’ouvre'),
};
const REASONS = {
  lock: text(
    'so that nothing changes there after the last copy',
    'pour que rien n’y change après la dernière copie',
  ),
  unlock: text('with the rights of before', 'avec les droits d’avant'),
};
const BY_HAND = text(
  'to be done by hand: this system has no call for it',
  'à faire à la main\u00A0: ce système n’a pas d’appel pour cela',
);
