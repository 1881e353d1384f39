/**
 * Which flags may travel. Only the five system flags of RFC 3501 and keywords that are valid atoms ever reach a server:
 * anything else makes a server refuse the line that carries it, and what follows the line would be read as commands.
 */

const systemFlags = new Map(
  ['\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft'].map((flag) => [flag.toLowerCase(), flag]),
);

/** RFC 3501, flag-keyword = atom: no control, space, 8-bit, nor any of ( ) { % * " \ ]. */
const atom = /^[!#$&'+,\-./0-9:;<=>?@A-Z[^_`a-z|}~]{1,200}$/;

export interface SortedFlags {
  readonly carried: readonly string[];
  readonly leftOut: readonly string[];
}

/** Splits flags into those that may be sent and those that are only reported. `\Recent` belongs to the server and is in neither. */
export function sortFlags(flags: readonly string[], permanent?: readonly string[]): SortedFlags {
  const carried: string[] = [];
  const leftOut: string[] = [];
  const kept = permanent && inSmallLetters(permanent);
  for (const flag of flags) {
    if (flag.toLowerCase() === '\\recent') continue;
    const spelled = spell(flag);
    if (spelled === undefined || kept?.has(spelled.toLowerCase()) === false) leftOut.push(flag);
    else carried.push(spelled);
  }
  return { carried: carried.sort(), leftOut };
}

const smallLetters = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Made once: all messages of a folder are held against one list, which nobody changes. */
function inSmallLetters(flags: readonly string[]): ReadonlySet<string> {
  const known = smallLetters.get(flags) ?? new Set(flags.map((flag) => flag.toLowerCase()));
  smallLetters.set(flags, known);
  return known;
}

function spell(flag: string): string | undefined {
  return flag.startsWith('\\') ? systemFlags.get(flag.toLowerCase()) : atom.test(flag) ? flag : undefined;
}

/** Flags are compared without regard to case, as servers do. */
export function flagDifference(from: readonly string[], to: readonly string[]) {
  if (from.length === to.length && from.every((flag, at) => flag === to[at])) return { add: [], remove: [] };
  return { add: without(to, from), remove: without(from, to) };
}

function without(flags: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map((flag) => flag.toLowerCase()));
  return flags.filter((flag) => !known.has(flag.toLowerCase()));
}

export function sameFlags(one: readonly string[], other: readonly string[]): boolean {
  const { add, remove } = flagDifference(one, other);
  return add.length === 0 && remove.length === 0;
}

export function isSystemFlag(flag: string): boolean {
  return flag.startsWith('\\');
}
