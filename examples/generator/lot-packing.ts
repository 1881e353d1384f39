/** Shares things of different sizes out over a number of lots so that the lots come out nearly equal. */
interface Sized {
  readonly size: number;
}

/** Largest first, each to the lot with the most room left under its target; `targets` has one entry a lot. */
export function packLots<T extends Sized>(things: readonly T[], targets: readonly number[]): T[][] {
  const lots = targets.map((room): { room: number; things: T[] } => ({ room, things: [] }));
  for (const thing of [...things].sort((one, other) => other.size - one.size)) {
    const roomiest = lots.reduce((best, lot) => (lot.room > best.room ? lot : best));
    roomiest.things.push(thing);
    roomiest.room -= thing.size;
  }
  return lots.map((lot) => lot.things);
}

/** Splits `total` into whole parts in proportion to the weights; the parts add up exactly. */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let weightSoFar = 0;
  let given = 0;
  return weights.map((weight) => {
    weightSoFar += weight;
    const part = Math.round((total * weightSoFar) / sum) - given;
    given += part;
    return part;
  });
}
