/** What a lot, a unit, a domain or the plan adds up to, in words: how many, how much mail, what it costs. */
import { costOf } from '../costs/costs.ts';
import type { PlanModel } from '../plan-model.ts';
import type { Totals } from '../totals.ts';
import type { PlanWords } from './plan-words.ts';

/** `320 mailboxes, 12 shared mailboxes`. */
export const countWords = ({ mailboxes, shared }: Totals, words: PlanWords): string =>
  shared > 0
    ? `${words.count(mailboxes, 'mailbox')}, ${words.count(shared, 'shared')}`
    : words.count(mailboxes, 'mailbox');

/** `2.76 EUR/month`, a sum for each currency; nothing where no licence has a price. */
export function costWords({ licences }: Totals, model: PlanModel, words: PlanWords): string | undefined {
  const costs = costOf(licences, model).map((cost) => words.cost(cost));
  return costs.length > 0 ? costs.join(' + ') : undefined;
}

/** A line each: how many, how much mail in the source, what it costs. */
export function sumLines(totals: Totals, model: PlanModel, words: PlanWords): string[] {
  const { bytes, messages } = totals;
  const cost = costWords(totals, model, words);
  return [
    countWords(totals, words),
    ...(messages > 0
      ? [words.label('source', `${words.size(bytes)}, ${words.count(messages, 'message')}`)]
      : []),
    ...(cost === undefined ? [] : [words.label('cost', cost)]),
  ];
}
