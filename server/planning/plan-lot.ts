/**
 * Turns a plan, one of its lots and what was observed into a migration plan. Pure: it opens nothing and knows no clock;
 * what was not observed is said to be not checked.
 */
import type { Analysis } from '../language/analysis.ts';
import { compared } from '../language/model/names.ts';
import type { Locale } from '../language/rules/rule.ts';
import { fingerprintOf } from './fingerprint.ts';
import { mailSteps } from './mail-steps.ts';
import type { Endpoint, MailboxCopy, MigrationPlan, RunPhase, Step, StepAction } from './migration-plan.ts';
import { handKey, NOTHING_OBSERVED, type Observation, type SeenPair } from './observation.ts';
import { isMirrored, momentOf, openedCopy, openingOf } from './opening.ts';
import { plannedEndpoints } from './planned-endpoints.ts';
import { objectionsTo } from './provisioning/objections.ts';
import { oldAddressSteps } from './provisioning/old-address-steps.ts';
import { stepsAfterMail, stepsBeforeMail } from './provisioning/provisioning-steps.ts';
import { seenOf } from './provisioning/seen-of.ts';
import { lockStep } from './provisioning/source-lock.ts';
import type { StepSetting } from './provisioning/steps/stepping.ts';
import { type WantedObject, wantedOf } from './provisioning/wanted.ts';
import { waysOf } from './provisioning/ways.ts';
import { copyOf, type Recipient, recipientsOf } from './recipients.ts';
import { text } from './text.ts';

export interface Wanted {
  readonly lot: string;
  readonly phase: RunPhase | 'all';
  /** The language of the steps' words. */
  readonly locale: Locale;
}

/** What is to be done for a lot. `observed` may be empty: the plan then says of both ends that they were not checked. */
export async function planLot(
  analysis: Analysis,
  chosen: Wanted,
  observed: Observation = NOTHING_OBSERVED,
): Promise<MigrationPlan> {
  const { lot, phase, locale } = chosen;
  const recipients = recipientsOf(analysis, lot);
  const objects = wantedOf(analysis, lot);
  const planned = plannedEndpoints(analysis, objects, locale);
  const planning = new LotPlanning(analysis, chosen, observed, planned.endpoints);
  const copies = new Map(
    recipients.map((recipient) => [compared(recipient.address.value), planning.copied(recipient)]),
  );
  const all = objects.flatMap((wanted) => planning.stepsOf(wanted, copies.get(compared(wanted.address))));
  const steps = unique(all).map((step) => ticked(step, observed, locale));
  const plan = analysis.model.declared('plan', '')?.title.value ?? '';
  const intents = [...copies.values()].flatMap((copied) => (copied ? [intentOf(copied)] : []));
  const errors = [...planned.errors, ...planning.objections(objects)];
  const complete = planning.isComplete(objects);
  return {
    schema: 'migplan/dry-run/v1',
    plan,
    lot,
    date: analysis.model.declared('lot', lot)?.has.date?.value ?? '',
    phase,
    fingerprint: await fingerprintOf({ plan, lot, phase, endpoints: planned.endpoints, intents, objects }),
    verdict: { errors, applicable: errors.length === 0 && complete, complete },
    endpoints: planned.endpoints,
    steps,
    totals: totalsOf(analysis, recipients, steps),
  };
}

/** A copy of mail, and until when deletions at its source are mirrored. */
interface Copied {
  readonly copy: MailboxCopy;
  readonly recipient: Recipient;
  readonly mirroredUntil?: string;
}

/**
 * What a copy is to come to: how many messages there are today, what time it is, and in which language it is told, is no part of it.
 * Until when deletions are mirrored is, where they are.
 */
function intentOf({ copy, mirroredUntil }: Copied): object {
  const { isOpen: _, mirrorsDeletions: __, ...intended } = copy;
  return { ...intended, ...(mirroredUntil !== undefined && { mirroredUntil }) };
}

/** What somebody said is done is believed where nothing can be read of it, and told to be no more than that. */
function ticked(step: Step, { byHand }: Observation, locale: Locale): Step {
  const at = step.action === 'handover' ? byHand.get(handKey(step.endpoint ?? '', step.key)) : undefined;
  if (!at) return step;
  const day = at.toISOString().slice(0, 10);
  const reason = text(
    `done by hand, as was said on ${day}; not checked`,
    `fait à la main, selon ce qui a été dit le ${day}\u00A0; non vérifié`,
  );
  return { ...step, action: 'none', before: step.after, reason: reason[locale] };
}

/** A step that several objects need, such as their domain's, is taken once. */
const unique = (steps: readonly Step[]): Step[] => [
  ...new Map(steps.map((step) => [step.key, step])).values(),
];

class LotPlanning {
  readonly #analysis: Analysis;
  readonly #chosen: Wanted;
  readonly #observed: Observation;
  readonly #endpoints: ReadonlyMap<string, Endpoint>;

  constructor(analysis: Analysis, chosen: Wanted, observed: Observation, endpoints: readonly Endpoint[]) {
    this.#analysis = analysis;
    this.#chosen = chosen;
    this.#observed = observed;
    this.#endpoints = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));
  }

  /** Undefined for a mailbox that begins empty, and where the plan names no source or target. */
  copied(recipient: Recipient): Copied | undefined {
    const copy = recipient.has.new ? undefined : copyOf(this.#analysis, recipient);
    if (!copy) return undefined;
    const opening = openingOf(this.#analysis, this.#chosen.lot);
    const mirrors = isMirrored(this.#analysis, recipient);
    const opened = openedCopy(copy, opening, mirrors);
    return { copy: opened, recipient, ...(mirrors && opening && { mirroredUntil: momentOf(opening.at) }) };
  }

  stepsOf(wanted: WantedObject, copied: Copied | undefined): Step[] {
    const { phase, locale } = this.#chosen;
    if (phase === 'lock' || phase === 'unlock') return this.#lockSteps(wanted, copied);
    const setting = this.#settingOf(wanted);
    const accounts = setting && phase !== 'verify' ? stepsBeforeMail(wanted, setting) : [];
    const kept = phase === 'delta' ? accounts.filter(({ kind }) => ACCOUNTS.has(kind)) : accounts;
    const needs = kept.filter(({ kind }) => ACCOUNTS.has(kind)).map(({ key }) => key);
    const mail = copied ? this.#mailSteps(copied, needs) : [];
    const isLast = phase === 'all' || phase === 'cutover';
    const forwards = setting && isLast ? stepsAfterMail(wanted, setting) : [];
    const old = isLast ? oldAddressSteps(wanted, locale) : [];
    return [...kept, ...mail, ...forwards, ...old];
  }

  #lockSteps(wanted: WantedObject, copied: Copied | undefined): Step[] {
    const { phase, locale } = this.#chosen;
    const endpoint = copied && this.#endpoints.get(copied.copy.source.endpoint);
    if (!copied || !endpoint || (phase !== 'lock' && phase !== 'unlock')) return [];
    const { mailbox } = copied.copy.source;
    const seen = this.#observed.targets.get(endpoint.name)?.objects.get(compared(mailbox));
    return lockStep({
      does: phase,
      mailbox,
      subject: wanted.address,
      endpoint: endpoint.name,
      ways: waysOf(endpoint),
      seen,
      locale,
    });
  }

  #mailSteps({ copy, recipient }: Copied, needs: readonly string[]): Step[] {
    const { phase, locale } = this.#chosen;
    const held = this.#analysis.model.heldBy(recipient);
    const expects = held && { messages: held.messages, bytes: held.bytes };
    const opening = isMirrored(this.#analysis, recipient)
      ? openingOf(this.#analysis, this.#chosen.lot)
      : undefined;
    const context = { analysis: this.#analysis, phase, locale, needs, ...(opening && { opening }) };
    return mailSteps(context, copy, this.#pairOf(copy.target.mailbox), expects);
  }

  #settingOf(wanted: WantedObject): StepSetting | undefined {
    const endpoint = wanted.endpoint === undefined ? undefined : this.#endpoints.get(wanted.endpoint);
    if (!endpoint) return undefined;
    const { locale } = this.#chosen;
    const state = this.#observed.targets.get(endpoint.name);
    const seen = seenOf(wanted, state, this.#pairOf(wanted.address));
    return { locale, endpoint: endpoint.name, ways: waysOf(endpoint), state, seen };
  }

  #pairOf(address: string): SeenPair | undefined {
    return this.#observed.pairs.get(compared(address));
  }

  objections(objects: readonly WantedObject[]): string[] {
    const { locale } = this.#chosen;
    const byEndpoint = Map.groupBy(objects, ({ endpoint }) => endpoint ?? '');
    return [...byEndpoint].flatMap(([endpoint, wanted]) => {
      const state = this.#observed.targets.get(endpoint);
      return state ? objectionsTo(wanted, state).map((one) => one[locale]) : [];
    });
  }

  /** Both ends of every mailbox were read, or are not there yet by the target's own word. */
  isComplete(objects: readonly WantedObject[]): boolean {
    return objects.every((wanted) => {
      const state = wanted.endpoint === undefined ? undefined : this.#observed.targets.get(wanted.endpoint);
      const own = state?.objects.get(compared(wanted.address));
      if (own?.state === 'unknown') return false;
      if (wanted.isNew || (wanted.kind !== 'mailbox' && wanted.kind !== 'shared')) return true;
      const pair = this.#pairOf(wanted.address);
      return (
        pair?.source?.messages !== undefined &&
        (own?.state === 'absent' || pair.target?.messages !== undefined || isNotReady(own))
      );
    });
  }
}

const isNotReady = (seen: ReturnType<typeof seenOf>): boolean => seen?.state === 'held' && !seen.isReady;

/** What a mailbox's mail waits for. */
const ACCOUNTS: ReadonlySet<string> = new Set(['account', 'shared', 'licence', 'ready']);

function totalsOf(
  { model }: Analysis,
  recipients: readonly Recipient[],
  steps: readonly Step[],
): MigrationPlan['totals'] {
  const actions: Partial<Record<StepAction, number>> = {};
  for (const { action } of steps) actions[action] = (actions[action] ?? 0) + 1;
  const held = recipients.filter(({ has }) => !has.new).flatMap((recipient) => model.heldBy(recipient) ?? []);
  return {
    mailboxes: recipients.length,
    messages: held.reduce((sum, { messages }) => sum + messages, 0),
    bytes: held.reduce((sum, { bytes }) => sum + bytes, 0),
    actions,
  };
}
