/** What has to be read of which endpoint before a lot is planned: its targets, and in a lock phase the sources that people are kept from. */
import type { Analysis } from '../../language/analysis.ts';
import { compared, domainOf } from '../../language/model/names.ts';
import type { Endpoint, RunPhase } from '../migration-plan.ts';
import { copyOf, recipientsOf } from '../recipients.ts';
import { makingOf } from './change.ts';
import { isByRun, type Operation, type Ways } from './operations.ts';
import type { ObjectKind } from './target-state.ts';
import { type WantedObject, wantedOf } from './wanted.ts';
import { waysOf } from './ways.ts';

export interface EndpointScope {
  readonly endpoint: string;
  readonly objects: readonly { readonly address: string; readonly kind: ObjectKind }[];
  /** Compared. */
  readonly domains: readonly string[];
}

/** `endpoints`: those of the lot. Where nothing is done by a run, nothing is read: a look costs a connection a mailbox. */
export function scopesOf(
  analysis: Analysis,
  lot: string,
  phase: RunPhase | 'all',
  endpoints: readonly Endpoint[],
): EndpointScope[] {
  const ways = new Map(endpoints.map((endpoint) => [endpoint.name, waysOf(endpoint)]));
  const isLocking = phase === 'lock' || phase === 'unlock';
  const objects = isLocking ? lockedObjects(analysis, lot, ways) : wantedObjects(analysis, lot, ways);
  return [...Map.groupBy(objects, ({ endpoint }) => endpoint)].map(([endpoint, own]) => ({
    endpoint,
    objects: [...new Map(own.map(({ address, kind }) => [compared(address), { address, kind }])).values()],
    domains: [...new Set(own.map(({ address }) => domainOf(address)))],
  }));
}

interface Placed {
  readonly endpoint: string;
  readonly address: string;
  readonly kind: ObjectKind;
}

type WaysByEndpoint = ReadonlyMap<string, Ways>;

function wantedObjects(analysis: Analysis, lot: string, ways: WaysByEndpoint): Placed[] {
  return wantedOf(analysis, lot).flatMap((wanted) => {
    const { address, kind, endpoint = '' } = wanted;
    const own = ways.get(endpoint);
    return own && operationsOn(wanted).some((operation) => isByRun(own[operation]))
      ? [{ address, kind, endpoint }]
      : [];
  });
}

/** What may have to be done for an object. */
function operationsOn(wanted: WantedObject): Operation[] {
  const {
    kind,
    licence,
    quota,
    aliases,
    access,
    forwards,
    members,
    owners,
    booking,
    capacity,
    isSplit,
    without,
  } = wanted;
  const asked: readonly (readonly [Operation, boolean])[] = [
    [makingOf(kind), true],
    ['domain', true],
    ['profile', true],
    ['licence', licence !== undefined],
    ['quota', quota !== undefined],
    ['alias', aliases.length + without.aliases.length > 0],
    ['access', access.length + without.access.length > 0],
    ['forward', forwards.length > 0],
    ['member', members.length + owners.length > 0],
    ['booking', booking !== undefined || capacity !== undefined],
    ['routing', isSplit],
  ];
  return asked.flatMap(([operation, isAsked]) => (isAsked ? [operation] : []));
}

function lockedObjects(analysis: Analysis, lot: string, ways: WaysByEndpoint): Placed[] {
  return recipientsOf(analysis, lot).flatMap((recipient) => {
    const { endpoint, mailbox } = (recipient.has.new ? undefined : copyOf(analysis, recipient))?.source ?? {};
    const lock = ways.get(endpoint ?? '')?.lock;
    return endpoint === undefined || mailbox === undefined || !lock || !isByRun(lock)
      ? []
      : [{ endpoint, address: mailbox, kind: recipient.declares }];
  });
}
