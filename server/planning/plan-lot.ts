/**
 * Turns a plan, one of its lots and what was observed into a migration plan. Pure: it opens nothing and knows no clock;
 * what was not observed is said to be not checked.
 */
import type { Analysis } from '../language/analysis.ts';
import { compared } from '../language/model/names.ts';
import type { Locale } from '../language/rules/rule.ts';
import { endpointIn } from './endpoints.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Endpoint, MigrationPlan, RunPhase, Step, StepAction } from './migration-plan.ts';
import { NOTHING_OBSERVED, type Observation, type SeenPair } from './observation.ts';
import { isMirrored, momentOf, openedCopy, openingOf } from './opening.ts';
import { copyOf, type Recipient, recipientsOf } from './recipients.ts';
import { stepsOf } from './steps.ts';
import { type Text, text } from './text.ts';

export interface Wanted {
  readonly lot: string;
  readonly phase: RunPhase | 'all';
  /** The language of the steps' words. */
  readonly locale: Locale;
}

/** What is to be done for a lot. `observed` may be empty: the plan then says of both ends that they were not checked. */
export async function planLot(
  analysis: Analysis,
  { lot, phase, locale }: Wanted,
  observed: Observation = NOTHING_OBSERVED,
): Promise<MigrationPlan> {
  const recipients = recipientsOf(analysis, lot);
  const { endpoints, errors } = endpointsOf(analysis, recipients, locale);
  const opening = openingOf(analysis, lot);
  const mirrored = new Set<string>();
  const steps = recipients.flatMap((recipient) => {
    const seen = observed.get(compared(recipient.address.value));
    const copy = copyOf(analysis, recipient);
    const mirrors = copy !== undefined && isMirrored(analysis, recipient);
    if (mirrors) mirrored.add(recipient.address.value);
    const opened = copy && openedCopy(copy, opening, mirrors);
    return stepsOf(
      { analysis, phase, locale, ...(mirrors && opening && { opening }) },
      recipient,
      opened,
      seen,
    );
  });
  const until = opening && momentOf(opening.at);
  const intents = steps.map((step) => intentOf(step, mirrored.has(step.subject) ? until : undefined));
  const complete = withMail(recipients).every(({ address }) => isRead(observed.get(compared(address.value))));
  const plan = analysis.model.declared('plan', '')?.title.value ?? '';
  return {
    schema: 'migplan/dry-run/v1',
    plan,
    lot,
    date: analysis.model.declared('lot', lot)?.has.date?.value ?? '',
    phase,
    fingerprint: await fingerprintOf({ plan, lot, phase, endpoints, steps: intents }),
    verdict: { errors, applicable: errors.length === 0 && complete, complete },
    endpoints,
    steps,
    totals: totalsOf(analysis, recipients, steps),
  };
}

/**
 * What a step is to come to: how many messages there are today, what time it is, and in which language it is told, is no part of it.
 * Until when deletions are mirrored is, where they are.
 */
function intentOf({ key, copy }: Step, mirroredUntil: string | undefined): object {
  if (!copy) return { key };
  const { isOpen: _, mirrorsDeletions: __, ...intended } = copy;
  return { key, copy: intended, ...(mirroredUntil !== undefined && { mirroredUntil }) };
}

/** A new mailbox has no mail to copy, and no end to look at. */
const withMail = (recipients: readonly Recipient[]): Recipient[] => recipients.filter(({ has }) => !has.new);

const isRead = (seen: SeenPair | undefined): boolean =>
  seen?.source?.messages !== undefined && seen.target?.messages !== undefined;

function endpointsOf(analysis: Analysis, recipients: readonly Recipient[], locale: Locale) {
  const names = new Set<string>();
  const errors: string[] = [];
  for (const recipient of withMail(recipients)) {
    const copy = copyOf(analysis, recipient);
    if (copy) names.add(copy.source.endpoint).add(copy.target.endpoint);
    else errors.push(noEnds(recipient)[locale]);
  }
  const endpoints: Endpoint[] = [];
  for (const name of [...names].sort()) {
    const endpoint = endpointIn(analysis, name);
    if ('refused' in endpoint) errors.push(endpoint.refused[locale]);
    else endpoints.push(endpoint);
  }
  return { endpoints, errors };
}

const noEnds = ({ address: { value } }: Recipient): Text =>
  text(
    `${value}: the plan names no source or no target for its domain`,
    `${value} : le plan ne nomme pas de source ou pas de cible pour son domaine`,
  );

function totalsOf(
  { model }: Analysis,
  recipients: readonly Recipient[],
  steps: readonly Step[],
): MigrationPlan['totals'] {
  const actions: Partial<Record<StepAction, number>> = {};
  for (const { action } of steps) actions[action] = (actions[action] ?? 0) + 1;
  const held = withMail(recipients).flatMap((recipient) => model.heldBy(recipient) ?? []);
  return {
    mailboxes: recipients.length,
    messages: held.reduce((sum, { messages }) => sum + messages, 0),
    bytes: held.reduce((sum, { bytes }) => sum + bytes, 0),
    actions,
  };
}
