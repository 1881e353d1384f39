/** What stands against beginning a lot, as its target was read: told before the first change is made, and all of it at once. */
import { compared, domainOf } from '../../language/model/names.ts';
import { type Text, text } from '../text.ts';
import type { SeenObject, TargetState } from './target-state.ts';
import type { WantedObject } from './wanted.ts';

/** Why a lot cannot be begun, whatever else could be done of it: found before the first change is made. */
export function objectionsTo(wanted: readonly WantedObject[], state: TargetState): Text[] {
  return [...blockedAmong(wanted, state), ...unverifiedAmong(wanted, state), ...seatsLacking(wanted, state)];
}

function blockedAmong(wanted: readonly WantedObject[], { objects }: TargetState): Text[] {
  return wanted.flatMap(({ address }) => {
    const seen = objects.get(compared(address));
    if (seen?.state !== 'blocked') return [];
    return [text(`${address}: ${seen.why.en}`, `${address}\u00A0: ${seen.why.fr}`)];
  });
}

function unverifiedAmong(wanted: readonly WantedObject[], { domains }: TargetState): Text[] {
  const names = new Set(wanted.map(({ address }) => domainOf(address)));
  return [...names].flatMap((name) => {
    if (domains?.get(name)?.state !== 'unverified') return [];
    return [
      text(
        `${name}: the target has not verified it yet; add the records that preflight lists, then verify it there`,
        `${name}\u00A0: la cible ne l’a pas encore vérifié\u00A0; ajoutez les enregistrements que liste preflight, puis vérifiez-le là-bas`,
      ),
    ];
  });
}

/** All that a lot needs is counted before the first is given out. */
function seatsLacking(wanted: readonly WantedObject[], { seats, objects }: TargetState): Text[] {
  if (!seats) return [];
  const needs = Map.groupBy(
    wanted.filter((one) => one.licence && !isLicensed(one, objects.get(compared(one.address)))),
    ({ licence }) => licence?.sku ?? '',
  );
  return [...needs].flatMap(([sku, needing]) => {
    const held = seats.find((one) => one.sku === sku);
    const name = needing[0]?.licence?.name ?? sku;
    if (!held)
      return [
        text(
          `licence ${name}: the target knows no ${sku}`,
          `licence ${name}\u00A0: la cible ne connaît pas ${sku}`,
        ),
      ];
    const free = held.seats - held.used;
    if (free >= needing.length) return [];
    return [
      text(
        `licence ${name}: ${needing.length} are needed, ${Math.max(0, free)} of ${held.seats} are free; nothing is begun`,
        `licence ${name}\u00A0: il en faut ${needing.length}, ${Math.max(0, free)} sur ${held.seats} sont libres\u00A0; rien n’est commencé`,
      ),
    ];
  });
}

const isLicensed = ({ licence }: WantedObject, seen: SeenObject | undefined): boolean =>
  seen?.state === 'held' && licence !== undefined && (seen.skus?.includes(licence.sku) ?? false);
