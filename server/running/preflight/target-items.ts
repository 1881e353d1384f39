/** What can be said before a lot of a target as it was read: what stands against beginning, what could not be read, seats, room. Pure. */
import { compared } from '../../language/model/names.ts';
import { humanSize } from '../../language/model/words/quantities.ts';
import { objectionsTo } from '../../planning/provisioning/objections.ts';
import type { SeenObject, TargetState } from '../../planning/provisioning/target-state.ts';
import type { WantedObject } from '../../planning/provisioning/wanted.ts';
import { inEach, text } from '../../planning/text.ts';
import type { PreflightItem } from './preflight-item.ts';

/** `wanted`: what a lot wants of this endpoint. */
export function targetItems(
  endpoint: string,
  wanted: readonly WantedObject[],
  state: TargetState,
): PreflightItem[] {
  const objections = objectionsTo(wanted, state).map(
    (says): PreflightItem => ({ kind: 'target', subject: endpoint, severity: 'error', says, endpoint }),
  );
  return [...objections, ...lookedFor(endpoint, wanted, state), ...seats(endpoint, wanted, state)];
}

/** One for each that is wanted, but for those that something stands in the way of. */
function lookedFor(
  endpoint: string,
  wanted: readonly WantedObject[],
  { objects }: TargetState,
): PreflightItem[] {
  return wanted.flatMap(({ address }): PreflightItem[] => {
    const seen = objects.get(compared(address));
    if (!seen || seen.state === 'blocked') return [];
    const of = { kind: 'target', subject: address, endpoint } as const;
    if (seen.state === 'unknown') return [{ ...of, severity: 'not-checked', says: seen.why }];
    return [{ ...of, severity: 'ok', says: seen.state === 'held' ? IS_THERE : IS_NOT_THERE }];
  });
}

const IS_THERE = text('is there', 'est là');
const IS_NOT_THERE = text('is not there yet', 'n’est pas encore là');

/** How many are free of each licence that the lot gives out; too few are an objection. */
function seats(endpoint: string, wanted: readonly WantedObject[], state: TargetState): PreflightItem[] {
  const given = new Map(wanted.flatMap(({ licence }) => (licence ? [[licence.sku, licence.name]] : [])));
  return (state.seats ?? []).flatMap(({ sku, seats: all, used }) => {
    const name = given.get(sku);
    if (name === undefined) return [];
    const says = text(
      `licence ${name}: ${used} of ${all} in use`,
      `licence ${name}\u00A0: ${used} sur ${all} en service`,
    );
    return [{ kind: 'target', subject: endpoint, severity: 'ok', says, endpoint } as const];
  });
}

/** Of a quota, beyond which new mail soon has no room. */
const NEARLY = 0.9;

/** Whether what a mailbox holds at its source goes into it at the target; `holds` in bytes, where it is known. */
export function capacityItem(
  { address, quota: planned, endpoint }: WantedObject,
  holds: number | undefined,
  seen: SeenObject | undefined,
): PreflightItem {
  const limit = limitOf(seen) ?? planned;
  const of = { kind: 'capacity', subject: address, ...(endpoint !== undefined && { endpoint }) } as const;
  if (limit === 'none') return { ...of, severity: 'ok', says: NO_LIMIT };
  if (holds === undefined) return { ...of, severity: 'not-checked', says: NOT_COUNTED };
  if (limit === undefined) return { ...of, severity: 'not-checked', says: LIMIT_NOT_KNOWN };
  const severity = holds > limit ? 'error' : holds > limit * NEARLY ? 'warning' : 'ok';
  const says = inEach((locale) => {
    const [held, most] = [humanSize(holds, locale), humanSize(limit, locale)];
    return locale === 'fr'
      ? `${held} à la source, ${most} à la cible`
      : `${held} in the source, ${most} at the target`;
  });
  return { ...of, severity, says };
}

/** What it has there, where it is there; a run that makes it gives it what is planned. */
const limitOf = (seen: SeenObject | undefined): number | 'none' | undefined =>
  seen?.state === 'held' ? seen.quota : undefined;

const NO_LIMIT = text('has no quota at the target', 'n’a pas de quota à la cible');
const NOT_COUNTED = text(
  'what it holds is not known: run migplan inventory',
  'ce qu’elle contient n’est pas connu\u00A0: lancez migplan inventory',
);
const LIMIT_NOT_KNOWN = text('its quota at the target is not known', 'son quota à la cible n’est pas connu');
