/** The name nearest to one that was probably mistyped: what an error offers instead. */

/** Past this many a suggestion is not worth its time. */
const MOST_CANDIDATES = 5_000;

/** The candidate at the smallest edit distance, when that is small for the name's length; ties go to the first. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let limit = Math.max(1, Math.floor(name.length / 3)) + 1;
  let seen = 0;
  for (const candidate of candidates) {
    if (++seen > MOST_CANDIDATES) break;
    if (candidate === '' || Math.abs(candidate.length - name.length) >= limit) continue;
    const far = distance(name.toLowerCase(), candidate.toLowerCase(), limit);
    if (far < limit) {
      limit = far;
      best = candidate;
    }
  }
  return best;
}

/** Levenshtein distance, given up at `limit`. */
function distance(a: string, b: string, limit: number): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row.push(Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost));
    }
    if (Math.min(...row) >= limit) return limit;
    previous = row;
  }
  return previous[b.length] ?? limit;
}
