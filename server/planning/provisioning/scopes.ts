/** What has to be read of which endpoint before a lot is planned: its targets, and in a lock phase the sources that people are kept from. */
import type { Analysis } from '../../language/analysis.ts';
import { compared, domainOf } from '../../language/model/names.ts';
import type { RunPhase } from '../migration-plan.ts';
import { copyOf, recipientsOf } from '../recipients.ts';
import type { ObjectKind } from './target-state.ts';
import { wantedOf } from './wanted.ts';

export interface EndpointScope {
  readonly endpoint: string;
  readonly objects: readonly { readonly address: string; readonly kind: ObjectKind }[];
  /** Compared. */
  readonly domains: readonly string[];
}

export function scopesOf(analysis: Analysis, lot: string, phase: RunPhase | 'all'): EndpointScope[] {
  const objects =
    phase === 'lock' || phase === 'unlock' ? locked(analysis, lot) : wantedObjects(analysis, lot);
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

function wantedObjects(analysis: Analysis, lot: string): Placed[] {
  return wantedOf(analysis, lot).flatMap(({ address, kind, endpoint }) =>
    endpoint === undefined ? [] : [{ address, kind, endpoint }],
  );
}

function locked(analysis: Analysis, lot: string): Placed[] {
  return recipientsOf(analysis, lot).flatMap((recipient) => {
    const { endpoint, mailbox } = (recipient.has.new ? undefined : copyOf(analysis, recipient))?.source ?? {};
    return endpoint === undefined || mailbox === undefined
      ? []
      : [{ endpoint, address: mailbox, kind: recipient.declares }];
  });
}
