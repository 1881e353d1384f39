/** The name nearest to one that was probably mistyped: what an error offers instead. */

/** Past this many of about the same length a suggestion is not worth its time. */
const MOST_CANDIDATES = 2_000;

/** Further away than this a name is another one. */
const FURTHEST = 3;

/**
 * The candidate at the smallest edit distance, when that is small for the name's length; of equals the first in the
 * alphabet. Of two addresses in one domain only what stands before the `@` is compared.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  const written = wanted.includes('@') ? wanted.lastIndexOf('@') : wanted.length;
  let least = Math.min(FURTHEST, Math.max(1, Math.floor(written / 3)));
  const letters = lettersOf(wanted);
  let best: string | undefined;
  let seen = 0;
  for (const candidate of candidates) {
    if (candidate === '' || Math.abs(candidate.length - name.length) > least) continue;
    if (++seen > MOST_CANDIDATES) break;
    if (count(letters ^ lettersOf(candidate)) > 2 * least) continue;
    const far = distance(wanted, candidate.toLowerCase(), least);
    if (far < least || (far === least && (best === undefined || candidate < best))) {
      least = far;
      best = candidate;
    }
  }
  return best;
}

/** Which letters stand before the `@`, whatever their case and order: one edit lets one go and one come, at the most. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === AT) break;
    letters |= 1 << (code & 31);
  }
  return letters;
}

const AT = 64;

/** How many bits are set. */
function count(bits: number): number {
  let left = bits;
  let number = 0;
  for (; left !== 0; number++) left &= left - 1;
  return number;
}

/** Edit distance in which two neighbours swapped count once (optimal string alignment); past `most`, more than `most`. */
function distance(a: string, b: string, most: number): number {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  return aligned(a.slice(start, endA), b.slice(start, endB), most);
}

/** The distance of two texts, row by row, as far from the diagonal as `most` reaches. */
function aligned(a: string, b: string, most: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row: number[] = new Array(b.length + 1).fill(most + 1);
    row[0] = i;
    let least = i;
    for (let j = Math.max(1, i - most); j <= Math.min(b.length, i + most); j++) {
      row[j] = cheapest(a, b, i, j, before, previous, row);
      least = Math.min(least, row[j] as number);
    }
    if (least > most) return least;
    [before, previous] = [previous, row];
  }
  return previous[b.length] ?? most + 1;
}

function cheapest(
  a: string,
  b: string,
  i: number,
  j: number,
  before: readonly number[],
  previous: readonly number[],
  row: readonly number[],
): number {
  const changed = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
  const shorter = Math.min(previous[j] ?? 0, row[j - 1] ?? 0) + 1;
  const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return Math.min(changed, shorter, isSwapped ? (before[j - 2] ?? 0) + 1 : shorter);
}
