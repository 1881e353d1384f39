/** What the plan costs each unit; a unit's numbers hold those of the units below it. */
import { l10n } from 'vscode';
import type { UnitInfo } from '../../../../server/protocol.ts';
import { counted } from '../../../infrastructure/counted.ts';
import { number } from '../../../infrastructure/quantities.ts';
import type { PlanFacts, Surroundings } from './dashboard-facts.ts';
import type { UnitsView, UnitView } from './dashboard-view.ts';

export function viewUnits({ units }: PlanFacts, { language }: Surroundings): UnitsView {
  const largest = Math.max(1, ...units.map(({ mailboxes }) => mailboxes));
  const row = ({ name, title, mailboxes, cost, shares }: UnitInfo): UnitView => ({
    name,
    title: title || name,
    mailboxes: number(mailboxes, language),
    part: mailboxes / largest,
    cost,
    shares,
  });
  return {
    heading: l10n.t('Cost by unit'),
    summary: counted('unit', units.length, language),
    columns: [l10n.t('Unit'), l10n.t('Mailboxes'), l10n.t('Cost')],
    rows: units.toSorted((a, b) => b.mailboxes - a.mailboxes).map(row),
  };
}
