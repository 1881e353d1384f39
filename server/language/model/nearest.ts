/** The name nearest to one that was probably mistyped: what an error offers instead. */

/** Past this many a suggestion is not worth its time. */
const MOST_CANDIDATES = 5_000;

/** The candidate at the smallest edit distance, when that is small for the name's length; of equals the first in the alphabet. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3));
  let seen = 0;
  for (const candidate of candidates) {
    if (candidate === '' || Math.abs(candidate.length - name.length) > least) continue;
    if (++seen > MOST_CANDIDATES) break;
    const far = distance(name.toLowerCase(), candidate.toLowerCase(), least + 1);
    if (far < least || (far === least && (best === undefined || candidate < best))) {
      least = far;
      best = candidate;
    }
  }
  return best;
}

/** Edit distance in which two neighbours swapped count once (optimal string alignment), given up at `limit`. */
function distance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(cheapest(a, b, i, j, [before, previous, row]));
    if (Math.min(...row) >= limit) return limit;
    [before, previous] = [previous, row];
  }
  return previous[b.length] ?? limit;
}

function cheapest(a: string, b: string, i: number, j: number, [before, previous, row]: number[][]): number {
  const changed = a[i - 1] === b[j - 1] ? 0 : 1;
  const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return Math.min(
    (previous?.[j] ?? 0) + 1,
    (row?.[j - 1] ?? 0) + 1,
    (previous?.[j - 1] ?? 0) + changed,
    isSwapped ? (before?.[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
  );
}
