/** Include patterns: which files of a folder a plan takes in. Paths are relative to the plan's folder, with `/`. */

/** Whether `path` is matched by the glob `pattern` (`*` within a folder, `**` over folders, `?` one character). */
export function includes(pattern: string, path: string): boolean {
  return matches(partsOf(pattern), path.split('/'), '**', matchesName);
}

/** `pattern` as it stands in the file `from`, made relative to the plan's folder; one that leaves it matches nothing. */
export function resolvedFrom(from: string, pattern: string): string {
  const parts: string[] = [];
  for (const part of [...from.split('/').slice(0, -1), ...partsOf(pattern)]) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** Whether a pattern stands for whatever fits, rather than for one file. */
export const isGlob = (pattern: string): boolean => /[*?]/.test(pattern);

const partsOf = (pattern: string): string[] =>
  pattern.split('/').filter((part) => part !== '' && part !== '.');

const matchesName = (pattern: string, name: string): boolean =>
  matches([...pattern], [...name], '*', (wanted, found) => wanted === '?' || wanted === found);

/** Whether a row fits a pattern in which `star` stands for any stretch. Goes back to the last star alone, so never far. */
function matches<T>(
  pattern: readonly T[],
  row: readonly T[],
  star: T,
  fits: (wanted: T, found: T) => boolean,
): boolean {
  let [at, wanted, lastStar, resume] = [0, 0, -1, 0];
  while (at < row.length) {
    const want = pattern[wanted];
    if (want !== undefined && want === star) {
      lastStar = wanted++;
      resume = at;
    } else if (want !== undefined && fits(want, row[at] as T)) {
      wanted++;
      at++;
    } else if (lastStar >= 0) {
      wanted = lastStar + 1;
      at = ++resume;
    } else return false;
  }
  return pattern.slice(wanted).every((rest) => rest === star);
}
