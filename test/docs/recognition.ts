/**
 * Whether a text is one of those that a grammar allows: all ways of reading it are followed at once, so that no order of
 * alternatives matters. Knows rules and expressions, and neither lexer nor parser.
 */
import type { IToken } from 'chevrotain';
import type { Expression, Rule } from '../../docs/syntax/expression.ts';

export type Rules = ReadonlyMap<string, Expression>;

export const byName = (rules: readonly Rule[]): Rules => new Map(rules.map(({ name, is }) => [name, is]));

/** A row of something that expressions are compared with. */
interface Input {
  readonly length: number;
  /** How much of the row an expression takes from a place on; `undefined` where it does not fit there. */
  readonly taken: (by: Expression, at: number) => number | undefined;
  /** Whether an expression is compared as a whole rather than through its rule. */
  readonly isWhole: (of: Expression) => boolean;
}

/** Whether `text`, character by character, is one that the rule allows. */
export function isText(rules: Rules, name: string, text: string): boolean {
  const taken = (by: Expression, at: number): number | undefined => {
    if (by.kind === 'literal') return text.startsWith(by.text, at) ? by.text.length : undefined;
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const fits = by.kind === 'characters' && at < text.length && characterClass(by.set).test(character);
    return fits ? character.length : undefined;
  };
  return isWhole(rules, name, { length: text.length, taken, isWhole: () => false });
}

/** Whether a row of tokens is one that the rule allows. Tokens are the rules that begin with a capital. */
export function isRow(rules: Rules, name: string, row: readonly IToken[]): boolean {
  const taken = (by: Expression, at: number): number | undefined => {
    const token = row[at];
    const isIt =
      by.kind === 'literal' ? token?.image === by.text : by.kind === 'rule' && hasName(token, by.name);
    return isIt ? 1 : undefined;
  };
  const isToken = (of: Expression): boolean => of.kind === 'rule' && /^[A-Z]/.test(of.name);
  return isWhole(rules, name, { length: row.length, taken, isWhole: isToken });
}

const hasName = (token: IToken | undefined, name: string): boolean =>
  token !== undefined &&
  [token.tokenType, ...(token.tokenType.CATEGORIES ?? [])].some((type) => type.name === name);

function isWhole(rules: Rules, name: string, input: Input): boolean {
  return through({ kind: 'rule', name }, new Set([0]), rules, input).has(input.length);
}

/** The places that an expression leads to from any of those given. */
function through(of: Expression, from: ReadonlySet<number>, rules: Rules, input: Input): ReadonlySet<number> {
  const next = (part: Expression, places: ReadonlySet<number>) => through(part, places, rules, input);
  switch (of.kind) {
    case 'sequence':
      return of.of.reduce((places, part) => (places.size > 0 ? next(part, places) : places), from);
    case 'choice':
      return new Set(of.of.flatMap((part) => [...next(part, from)]));
    case 'optional':
      return new Set([...from, ...next(of.of, from)]);
    case 'repeated': {
      const found = new Set(next(of.of, from));
      for (let fresh: ReadonlySet<number> = found; fresh.size > 0; ) {
        const more = next(of.of, of.between ? next(of.between, fresh) : fresh);
        fresh = new Set([...more].filter((place) => !found.has(place)));
        for (const place of fresh) found.add(place);
      }
      return found;
    }
    case 'noted':
      return next(of.of, from);
    case 'rule':
      return input.isWhole(of) ? taken(of, from, input) : next(ruleOf(rules, of.name), from);
    default:
      return taken(of, from, input);
  }
}

const taken = (of: Expression, from: ReadonlySet<number>, input: Input): ReadonlySet<number> =>
  new Set(
    [...from].flatMap((at) => {
      const length = input.taken(of, at);
      return length === undefined ? [] : [at + length];
    }),
  );

export function ruleOf(rules: Rules, name: string): Expression {
  const is = rules.get(name);
  if (!is) throw new Error(`no rule ${name}`);
  return is;
}

const classes = new Map<string, RegExp>();

/** A class in the notation of EBNF, as a pattern for one character. */
export function characterClass(set: string): RegExp {
  const known = classes.get(set);
  if (known) return known;
  const source = set.replace(/[\\$^|.*+?(){}/]/g, (sign, at) =>
    sign === '^' && at === 1 ? sign : `\\${sign}`,
  );
  const made = new RegExp(
    `^${isBare(set) ? `[${source}]` : source}$`.replace(/#x([0-9A-F]+)/g, '\\u{$1}'),
    'su',
  );
  classes.set(set, made);
  return made;
}

/** One character written by its number alone: `#xA`. */
const isBare = (set: string): boolean => !set.startsWith('[');
