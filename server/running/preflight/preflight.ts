/**
 * All that can be known of a lot before its wave: logins at both ends, what its target has room and licences for, and DNS. What fails is
 * an item, and the rest is looked at all the same. Changes nothing anywhere.
 */
import { compared } from '../../language/model/names.ts';
import { judgeZone } from '../../planning/dns/judge-zone.ts';
import type { WantedZone } from '../../planning/dns/wanted-zone.ts';
import type { Endpoint, MailboxCopy } from '../../planning/migration-plan.ts';
import type { EndpointScope } from '../../planning/provisioning/scopes.ts';
import type { SeenObject, TargetState } from '../../planning/provisioning/target-state.ts';
import type { WantedObject } from '../../planning/provisioning/wanted.ts';
import { inEach } from '../../planning/text.ts';
import { doorsOf, type Ends } from '../ends.ts';
import { describeFailure, failureOf } from '../failures.ts';
import { opensMail } from '../observe.ts';
import type { Clock, StepRecord } from '../ports.ts';
import type { OpenProvisioner } from '../provisioning/provisioner.ts';
import { readTargets } from '../provisioning/read-targets.ts';
import { askZones, type DnsLookup } from './dns-lookup.ts';
import type { PreflightItem } from './preflight-item.ts';
import { capacityItem, targetItems } from './target-items.ts';
import { tryLogins } from './try-logins.ts';

/** What is looked at: values only. */
export interface Looked {
  readonly endpoints: readonly Endpoint[];
  /** Whose mail is moved. */
  readonly copies: readonly MailboxCopy[];
  readonly wanted: readonly WantedObject[];
  /** Of endpoints that are managed. */
  readonly scopes: readonly EndpointScope[];
  /** Bytes at the source by the inventory, by compared address. */
  readonly holds: ReadonlyMap<string, number>;
  /** A target's own word of its records counts, so they are asked for once it was read. */
  readonly zones: (targets: ReadonlyMap<string, TargetState>) => readonly WantedZone[];
}

export interface PreflightOptions {
  readonly ends: Ends;
  readonly provisioner: OpenProvisioner;
  readonly dns: DnsLookup;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What earlier runs recorded of the target. */
  readonly recorded: readonly StepRecord[];
  readonly onTried?: (tried: number, of: number) => void;
}

/** Throws MailFailure only where it is to stop. */
export async function preflight(looked: Looked, options: PreflightOptions): Promise<PreflightItem[]> {
  const { copies, endpoints } = looked;
  const { items: unreadable, targets } = await readEach(looked, options);
  // What the target says is not there, or not ready, is not knocked at.
  const isThere = ({ target }: MailboxCopy): boolean =>
    opensMail(targets.get(target.endpoint), target.mailbox);
  const [logins, dns] = await Promise.all([
    tryLogins(doorsOf(copies, endpoints, isThere), options),
    dnsItems(looked.zones(targets), options),
  ]);
  const seen = (wanted: WantedObject): SeenObject | undefined =>
    targets.get(wanted.endpoint ?? '')?.objects.get(compared(wanted.address));
  return [
    ...unreadable,
    ...[...targets].flatMap(([endpoint, state]) =>
      targetItems(
        endpoint,
        looked.wanted.filter((one) => one.endpoint === endpoint),
        state,
      ),
    ),
    ...logins,
    ...looked.wanted
      .filter(({ kind, isNew }) => !isNew && (kind === 'mailbox' || kind === 'shared'))
      .map((one) => capacityItem(one, looked.holds.get(compared(one.address)), seen(one))),
    ...dns,
  ];
}

/** Each by itself: one that cannot be read hides none of the others. */
async function readEach(
  { scopes, endpoints }: Looked,
  { provisioner: open, signal, recorded }: PreflightOptions,
): Promise<{ items: PreflightItem[]; targets: Map<string, TargetState> }> {
  const items: PreflightItem[] = [];
  const targets = new Map<string, TargetState>();
  const reading = scopes.map(async (scope) => {
    try {
      const read = await readTargets([scope], endpoints, { open, signal, recorded });
      for (const [name, state] of read) targets.set(name, state);
    } catch (error) {
      items.push(unreadableItem(scope.endpoint, error));
    }
  });
  const read = await Promise.allSettled(reading);
  for (const one of read) if (one.status === 'rejected') throw one.reason;
  return { items, targets };
}

function unreadableItem(endpoint: string, error: unknown): PreflightItem {
  const failure = failureOf(error);
  if (!failure || failure.kind === 'interrupted') throw error;
  const says = inEach((locale) => describeFailure(failure, locale));
  return { kind: 'target', subject: endpoint, severity: 'error', says, endpoint };
}

async function dnsItems(
  zones: readonly WantedZone[],
  { dns, signal }: PreflightOptions,
): Promise<PreflightItem[]> {
  const answers = await askZones(zones, dns, signal);
  return zones.flatMap((zone) =>
    judgeZone(zone, answers).map(({ domain: subject, ...finding }) => ({
      kind: 'dns',
      subject,
      ...finding,
    })),
  );
}
