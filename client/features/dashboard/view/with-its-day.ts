/** A lot that follows no timeline has a day all the same: it is shown as the one step of the lot. */
import { l10n } from 'vscode';
import type { DueStep, LotInfo } from '../../../../server/protocol.ts';
import { type Day, dayOf } from '../../../infrastructure/days.ts';
import type { Surroundings } from './dashboard-facts.ts';

export function withItsDay(lot: LotInfo, { now }: Pick<Surroundings, 'now'>): LotInfo {
  const { date, steps, standing } = lot;
  if (steps.length > 0 || date === undefined) return lot;
  return { ...lot, steps: [moveOn(date, standing === 'done', dayOf(now))] };
}

const moveOn = (day: Day, isDone: boolean, today: Day): DueStep => ({
  ...{ step: l10n.t('move'), day, isDone },
  isDue: !isDone && day <= today,
});
