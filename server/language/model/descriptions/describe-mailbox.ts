/**
 * A personal or a shared mailbox: what it may hold and at what cost, where it belongs, what the source holds of it, what the last
 * run did; and of each where that comes from, if the mailbox does not say it itself.
 */
import type { DeclarationOf } from '../../../../grammar/vocabulary.ts';
import { accessOf } from '../addresses/access.ts';
import { localTime } from '../calendar/dates.ts';
import type { RecordedMailbox } from '../calendar/recorded-runs.ts';
import { sharesOfLicence } from '../costs/shares.ts';
import { compared } from '../names.ts';
import type { Recipient } from '../placed-plan.ts';
import type { Describer } from './describer.ts';
import { code, description, heading, type Line, together } from './description.ts';
import { heldLine } from './held-line.ts';
import { otherNames } from './other-names.ts';
import { whereabouts } from './whereabouts.ts';

export function describeMailbox(mailbox: Recipient, describer: Describer): string {
  const { model, words, origins, stamp } = describer;
  const { declares, address, label, has } = mailbox;
  const opened = mailbox.declares === 'shared' ? peopleOf(mailbox) : 0;
  return description(heading(words, declares, code(address.value), label?.value), [
    stamp && origins.stamped(stamp.template),
    ...licenceLines(mailbox, describer),
    ...whereabouts(mailbox, describer),
    opened > 0 && `${words.say('opened')} ${words.count(opened, 'person')}`,
    heldLine(model.heldBy(mailbox), words),
    unusedLine(mailbox, describer),
    lastRunLine(mailbox, describer),
    ...otherNames(has, words),
  ]);
}

/** How many people open it; one may have several rights. */
const peopleOf = (shared: DeclarationOf<'shared'>): number =>
  new Set(accessOf(shared).map(({ who }) => compared(who))).size;

/** Its licence with price and quota; a quota of its own; how much of the licence's shares is left. */
function licenceLines(mailbox: Recipient, { model, words, origins }: Describer): Line[] {
  const { has, licence: named, address } = mailbox;
  const licence = named && model.declared('licence', named.value);
  const { price, quota } = licence?.has ?? {};
  const quotaOf = (bytes: number): string => `${words.say('quota')} ${words.size(bytes)}`;
  const { unit } = model.placementOf(address.value, has.unit?.value);
  const shares = named ? sharesOfLicence(named.value, unit, model) : { unit: [], plan: [] };
  return [
    named &&
      together([
        `${words.say('licence')} ${named.value}`,
        price && words.money(price.value),
        !has.quota && quota && quotaOf(quota.value),
      ]),
    has.quota &&
      together([quotaOf(has.quota.value), origins.ownQuota(quota && words.size(quota.value), named?.value)]),
    ...shares.unit.map((share) => words.label('unit', `${unit}, ${words.share(share)}`)),
    ...shares.plan.map((share) => words.label('plan', words.share(share))),
  ];
}

function unusedLine(mailbox: Recipient, { model, origins }: Describer): Line {
  const held = model.heldBy(mailbox);
  if (!held || !model.isInactive(mailbox, held)) return undefined;
  const { units } = model.placementOf(mailbox.address.value, mailbox.has.unit?.value);
  const after = model.policy('inactive-after', units)?.value;
  return after && origins.unused(`${after.count} ${after.unit}`);
}

function lastRunLine(mailbox: Recipient, { model, words, runs }: Describer): Line {
  const own = compared(mailbox.address.value);
  const recorded = runs.recordedOf(own);
  const isWorkedOn =
    runs.live?.underWay.has(own) ||
    (recorded?.stands === 'working' && model.lotsOf(mailbox).some((lot) => lot === runs.live?.lot));
  if (isWorkedOn) return words.say('underWay');
  if (!recorded) return undefined;
  const { day } = localTime(recorded.at, model.declared('plan', '')?.has.timezone?.value ?? 'UTC');
  return words.label('lastRun', `${words.say(outcomeOf(recorded))} ${words.say('on')} ${day}`);
}

function outcomeOf({
  stands,
  reached,
}: RecordedMailbox): 'verified' | 'copied' | 'failed' | 'stopped' | 'gone' {
  switch (stands) {
    case 'done':
      return reached === 'verified' ? 'verified' : 'copied';
    case 'failed':
      return 'failed';
    case 'stopped':
      return 'stopped';
    case 'working':
      return 'gone';
  }
}
