/**
 * Turns a plan, one of its lots and what was observed into a migration plan. Pure: it opens nothing and knows no clock;
 * what was not observed is said to be not checked.
 */
import type { DeclarationOf } from '../../grammar/vocabulary.ts';
import type { Analysis } from '../language/analysis.ts';
import { accessOf } from '../language/model/access.ts';
import { compared, domainOf, keyOf, localPartOf } from '../language/model/names.ts';
import { endpointIn } from './endpoints.ts';
import { fingerprintOf } from './fingerprint.ts';
import type {
  Endpoint,
  MailboxCopy,
  MigrationPlan,
  RunPhase,
  Step,
  StepAction,
  StepKind,
} from './migration-plan.ts';
import { NOTHING_OBSERVED, type Observation, type SeenPair } from './observation.ts';

export type Recipient = DeclarationOf<'mailbox'> | DeclarationOf<'shared'>;

export interface Wanted {
  readonly lot: string;
  readonly phase: RunPhase | 'all';
}

/** What is to be done for a lot. `observed` may be empty: the plan then says of both ends that they were not checked. */
export async function planLot(
  analysis: Analysis,
  { lot, phase }: Wanted,
  observed: Observation = NOTHING_OBSERVED,
): Promise<MigrationPlan> {
  const declared = analysis.model.declared('lot', lot);
  const recipients = recipientsOf(analysis, lot);
  const { endpoints, errors } = endpointsOf(analysis, recipients);
  const steps = recipients.flatMap((recipient) => stepsOf(analysis, recipient, phase, observed));
  const title = analysis.model.declared('plan', '')?.title.value ?? '';
  const intent = { title, lot, phase, endpoints, steps: steps.map(intentOf) };
  const copies = steps.filter(({ copy }) => copy !== undefined);
  const complete = copies.every(({ subject }) => isSeen(observed.get(compared(subject))));
  return {
    schema: 'migplan/dry-run/v1',
    plan: title,
    lot,
    date: declared?.has.date?.value ?? '',
    phase,
    fingerprint: await fingerprintOf(intent),
    verdict: { errors, applicable: errors.length === 0 && complete, complete },
    endpoints,
    steps,
    totals: totalsOf(analysis, recipients, steps),
  };
}

/** What a step is to come to, whatever was observed: how many messages there are today is no part of it. */
const intentOf = ({ key, copy, after }: Step) => (copy ? { key, copy } : { key, after });

/** The mailboxes a lot moves, personal and shared, in the order of the files. */
export function recipientsOf(analysis: Analysis, lot: string): Recipient[] {
  const all = [...analysis.declarations('mailbox'), ...analysis.declarations('shared')];
  return all.filter((recipient) => analysis.model.lotsOf(recipient)[0] === lot);
}

/** One mailbox's copy, or undefined where its plan names no source or no target. */
export function copyOf(analysis: Analysis, recipient: Recipient): MailboxCopy | undefined {
  const { address, has } = recipient;
  const { source, target } = analysis.model.placementOf(address.value, has.unit?.value);
  if (source === undefined || target === undefined) return undefined;
  const keepSince = has['keep-since']?.value;
  return {
    source: { endpoint: source, mailbox: sourceMailboxOf(analysis, recipient) },
    target: { endpoint: target, mailbox: address.value },
    exclude: has.exclude.map(({ value }) => value.path.value),
    folders: has.folder.map(({ value }) => ({ from: value.from.value, to: value.to.value })),
    ...(keepSince ? { keepSince } : {}),
  };
}

/**
 * Under which address the source holds a mailbox: its own where the inventory knows it, else an old one that it knows.
 * Without an inventory the domain's `was` decides: all mailboxes of such a domain change address.
 */
export function sourceMailboxOf({ model }: Analysis, { address, has }: Recipient): string {
  const local = localPartOf(address.value);
  const domain = model.declared('domain', domainOf(address.value));
  const inOldDomains = (domain?.has.was ?? []).map(({ value }) => `${local}@${value}`);
  const candidates = [address.value, ...has.was.map(({ value }) => value), ...inOldDomains];
  const known = candidates.find((candidate) => model.inventoryOf(candidate) !== undefined);
  return known ?? inOldDomains[0] ?? address.value;
}

function endpointsOf(analysis: Analysis, recipients: readonly Recipient[]) {
  const names = new Set<string>();
  const errors: string[] = [];
  for (const recipient of recipients) {
    const copy = copyOf(analysis, recipient);
    if (copy) names.add(copy.source.endpoint).add(copy.target.endpoint);
    else errors.push(`${recipient.address.value}: the plan names no source or no target for its domain`);
  }
  const endpoints: Endpoint[] = [];
  for (const name of [...names].sort()) {
    const endpoint = endpointIn(analysis, name);
    if ('refused' in endpoint) errors.push(endpoint.refused);
    else endpoints.push(endpoint);
  }
  return { endpoints, errors };
}

function stepsOf(
  analysis: Analysis,
  recipient: Recipient,
  phase: RunPhase | 'all',
  observed: Observation,
): Step[] {
  const address = recipient.address.value;
  const copy = copyOf(analysis, recipient);
  const seen = observed.get(compared(address));
  const steps: Step[] = [];
  if (copy && phase !== 'verify') steps.push(accountStep(address, seen), mailStep(analysis, copy, seen));
  if (copy && (phase === 'verify' || phase === 'all')) steps.push(verifyStep(copy));
  if (phase === 'all' || phase === 'stage') steps.push(...handovers(analysis, recipient));
  return steps;
}

function accountStep(address: string, seen: SeenPair | undefined): Step {
  const { action, before, reason } = accountState(seen?.target);
  const after = 'the account is there';
  return {
    key: `account ${address}`,
    kind: 'account',
    subject: address,
    action,
    before,
    after,
    reason,
    needs: [],
    reach: 'mailbox',
  };
}

function accountState(target: SeenPair['target']): { action: StepAction; before: string; reason: string } {
  if (!target) return { action: 'none', before: NOT_CHECKED, reason: 'the target was not read' };
  if (target.failure === undefined)
    return { action: 'none', before: 'the account is there', reason: 'it opens' };
  return {
    action: 'handover',
    before: target.failure,
    reason: 'IMAP makes no accounts: make it on the target, then run again',
  };
}

const NOT_CHECKED = 'not checked';

function mailStep(analysis: Analysis, copy: MailboxCopy, seen: SeenPair | undefined): Step {
  const address = copy.target.mailbox;
  const inSource = seen?.source?.messages;
  const expected = inSource ?? analysis.model.inventoryOf(copy.source.mailbox)?.messages;
  const nothing = inSource === 0;
  return {
    key: `mail ${address}`,
    kind: 'mail',
    subject: address,
    action: nothing ? 'none' : 'copy',
    before: mailBefore(seen),
    after: expected === undefined ? 'all messages of the source' : `${expected} messages`,
    reason: mailReason(copy, seen, nothing),
    needs: [`account ${address}`],
    reach: 'mailbox',
    copy,
  };
}

function mailBefore(seen: SeenPair | undefined): string {
  if (!seen?.target) return NOT_CHECKED;
  if (seen.target.messages === undefined) return seen.target.failure ?? NOT_CHECKED;
  const recorded = seen.recorded ? `, ${seen.recorded} recorded as copied` : '';
  return `${seen.target.messages} messages in ${seen.target.folders ?? 0} folders${recorded}`;
}

function mailReason({ source, target }: MailboxCopy, seen: SeenPair | undefined, nothing: boolean): string {
  if (seen?.source?.failure) return seen.source.failure;
  if (nothing) return 'the source holds no message';
  const from =
    source.mailbox === target.mailbox ? source.endpoint : `${source.mailbox} on ${source.endpoint}`;
  return `from ${from} to ${target.endpoint}; what is there already is recognised and not copied again`;
}

function verifyStep(copy: MailboxCopy): Step {
  const address = copy.target.mailbox;
  return {
    key: `verify ${address}`,
    kind: 'verify',
    subject: address,
    action: 'none',
    before: NOT_CHECKED,
    after: 'source and target compared from nothing',
    reason: 'nothing is believed that was not compared',
    needs: [`mail ${address}`],
    reach: 'mailbox',
    copy,
  };
}

/** What the plan says of a mailbox besides its mail. IMAP has no call for any of it, so people are told what to do. */
function handovers(analysis: Analysis, recipient: Recipient): Step[] {
  const { address, has, declares } = recipient;
  const aliases = [...has.alias, ...aliasesTo(analysis, address.value)];
  const access = declares === 'shared' ? accessOf(recipient) : [];
  return [
    ...aliases.map(({ value }) => handover('alias', value, address.value, `mail to ${value} arrives here`)),
    ...has.was.map(({ value }) =>
      handover('forward', value, address.value, `mail to ${value} is forwarded here`),
    ),
    ...access.map(({ who, right }) =>
      handover('access', `${who} ${right}`, address.value, `${who} has ${right} access`),
    ),
  ];
}

const handover = (kind: StepKind, what: string, subject: string, after: string): Step => ({
  key: `${kind} ${what} ${subject}`,
  kind,
  subject,
  action: 'handover',
  before: NOT_CHECKED,
  after,
  reason: 'to be set on the target by hand: IMAP has no call for it',
  needs: [`account ${subject}`],
  reach: 'mailbox',
});

function aliasesTo(analysis: Analysis, address: string): { value: string }[] {
  const key = keyOf('address', address);
  return analysis.model
    .referencesTo(key)
    .flatMap(({ facts: { declaration } }) =>
      declaration?.declares === 'alias' && compared(declaration.to.value) === compared(address)
        ? [declaration.address]
        : [],
    );
}

const isSeen = (seen: SeenPair | undefined): boolean =>
  seen?.source !== undefined && seen.target !== undefined;

function totalsOf(
  { model }: Analysis,
  recipients: readonly Recipient[],
  steps: readonly Step[],
): MigrationPlan['totals'] {
  const actions: Partial<Record<StepAction, number>> = {};
  for (const { action } of steps) actions[action] = (actions[action] ?? 0) + 1;
  const held = recipients.flatMap(({ address }) => model.inventoryOf(address.value) ?? []);
  return {
    mailboxes: recipients.length,
    messages: held.reduce((sum, { messages }) => sum + messages, 0),
    bytes: held.reduce((sum, { bytes }) => sum + bytes, 0),
    actions,
  };
}
