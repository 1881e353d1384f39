/** Include patterns: which files of a folder a plan takes in. Paths are relative to the plan's folder, with `/`. */

/** Whether `path` is matched by the glob `pattern` (`*` within a folder, `**` over folders, `?` one character). */
export function includes(pattern: string, path: string): boolean {
  return regexOf(pattern).test(path);
}

const cache = new Map<string, RegExp>();

function regexOf(pattern: string): RegExp {
  const known = cache.get(pattern);
  if (known) return known;
  const source = pattern
    .replace(/^\.\//, '')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*+|\?/g, (glob) =>
      glob === '**/' ? '(?:[^/]+/)*' : glob === '**' ? '.*' : glob === '?' ? '[^/]' : '[^/]*',
    );
  const regex = new RegExp(`^${source}$`);
  if (cache.size > 1000) cache.clear();
  cache.set(pattern, regex);
  return regex;
}
