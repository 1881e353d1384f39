import type { DeclarationOf } from '../../../../grammar/vocabulary.ts';
import { sharesOfLicence } from '../costs/shares.ts';
import type { Describer } from './describer.ts';
import { description, heading } from './description.ts';

/** What it costs and gives, and how many of it are left: of its seats, of the plan's share, and of the share of the unit that asks. */
export function describeLicence(
  { name, title, has }: DeclarationOf<'licence'>,
  { words, model, unit }: Describer,
): string {
  const { mailboxes } = model.totals('licence', name.value);
  const shares = sharesOfLicence(name.value, unit, model);
  return description(heading(words, 'licence', name.value, title?.value), [
    has.price && words.money(has.price.value),
    has.quota && `${words.say('quota')} ${words.size(has.quota.value)}`,
    has.seats ? words.seats(mailboxes, has.seats.value) : words.count(mailboxes, 'mailbox'),
    ...shares.unit.map((share) => words.label('unit', `${unit}, ${words.share(share)}`)),
    ...shares.plan.map((share) => words.label('plan', words.share(share))),
  ]);
}
