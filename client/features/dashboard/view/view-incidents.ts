/** What runs met and nobody has put right yet, mailbox by mailbox. */
import { l10n } from 'vscode';
import type { Incident } from '../../../../server/protocol.ts';
import { counted } from '../../../infrastructure/counted.ts';
import { shortMoment } from '../../../infrastructure/days.ts';
import { number } from '../../../infrastructure/quantities.ts';
import type { PlanFacts, Surroundings } from './dashboard-facts.ts';
import type { IncidentsView, IncidentView } from './dashboard-view.ts';

export function viewIncidents({ incidents, runs, live }: PlanFacts, around: Surroundings): IncidentsView {
  const mailboxes = [...Map.groupBy(incidents, ({ address }) => address).values()];
  const more = mailboxes.length - MOST_MAILBOXES;
  const n = (value: number): string => number(value, around.language);
  return {
    heading: l10n.t('To look at'),
    summary:
      incidents.length === 0
        ? ''
        : [
            counted('mailbox', mailboxes.length, around.language),
            counted('problem', incidents.length, around.language),
          ].join(' · '),
    none:
      runs.length === 0 && !live
        ? l10n.t('Nothing has been run yet.')
        : l10n.t('Nothing: all that has been run came over.'),
    mailboxes: mailboxes.slice(0, MOST_MAILBOXES).map((of) => viewMailbox(of, around)),
    ...(more > 0 && { more: l10n.t('… and {0} more mailboxes, in the view “Runs”', n(more)) }),
  };
}

/** More are read in the view of runs, which is lazy. */
const MOST_MAILBOXES = 100;
const MOST_LINES = 4;

function viewMailbox(incidents: readonly Incident[], { now, language }: Surroundings): IncidentView {
  const [first] = incidents;
  const more = incidents.length - MOST_LINES;
  return {
    address: first?.address ?? '',
    lot: first?.lot ?? '',
    isPlaced: incidents.some(({ place }) => place),
    lines: incidents.slice(0, MOST_LINES).map(({ what, says, at }) => ({
      what: WHAT[what](),
      says,
      at: shortMoment(at, now, language),
    })),
    ...(more > 0 && { more: l10n.t('… and {0} more', number(more, language)) }),
  };
}

const WHAT: Readonly<Record<Incident['what'], () => string>> = {
  message: () => l10n.t('message'),
  folder: () => l10n.t('folder'),
  difference: () => l10n.t('difference'),
  mailbox: () => l10n.t('mailbox'),
};
