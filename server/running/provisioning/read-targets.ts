/** Reads what endpoints hold besides mail, before a lot is planned: each once, side by side. Changes nothing. */
import type { Endpoint } from '../../planning/migration-plan.ts';
import type { TargetState } from '../../planning/provisioning/target-state.ts';
import { endpointNamed } from '../ends.ts';
import type { StepRecord } from '../ports.ts';
import type { OpenProvisioner, Scope } from './provisioner.ts';

export interface ReadingOptions {
  readonly open: OpenProvisioner;
  readonly signal: AbortSignal;
  /** What earlier runs recorded: what they made is told from what has its address now. */
  readonly recorded: readonly StepRecord[];
}

/** By endpoint; one that nobody manages is left out. Throws the first MailFailure of an endpoint that cannot be read at all. */
export async function readTargets(
  scopes: readonly (Scope & { readonly endpoint: string })[],
  endpoints: readonly Endpoint[],
  { open, signal, recorded }: ReadingOptions,
): Promise<ReadonlyMap<string, TargetState>> {
  const read = await Promise.allSettled(
    scopes.map(async ({ endpoint, objects, domains }) => {
      const provisioner = await open(endpointNamed(endpoints, endpoint), signal);
      if (!provisioner) return [];
      try {
        const owned = withIds(objects, endpoint, recorded);
        return [[endpoint, await provisioner.read({ objects: owned, domains }, signal)] as const];
      } finally {
        await provisioner.close();
      }
    }),
  );
  for (const one of read) if (one.status === 'rejected') throw one.reason;
  return new Map(read.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])));
}

/** By the step that made it: `account anna@a.example`. */
function withIds(
  objects: Scope['objects'],
  endpoint: string,
  recorded: readonly StepRecord[],
): Scope['objects'] {
  const ids = new Map(
    recorded.flatMap(({ endpoint: at, key, id }) =>
      at === endpoint && id !== undefined ? [[key.slice(key.indexOf(' ') + 1), id]] : [],
    ),
  );
  return objects.map((object) => {
    const id = ids.get(object.address);
    return id === undefined ? object : { ...object, id };
  });
}
