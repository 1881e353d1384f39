/**
 * Reads the source of a token's pattern into an expression. Knows the part of regular expressions that tokens are written
 * in, and refuses the rest: a pattern that the documents cannot say must not be said wrongly.
 */
import { END, LABEL, LOCAL_CHARACTER, WORD_CHARACTER } from '../../grammar/patterns.ts';
import { choice, type Expression, literal, noted, optional, repeated, rule, sequence } from './expression.ts';

/** What a look ahead or behind asks for, in words. */
const LOOKS = new Map([
  [END, 'more of a word does not follow'],
  [`(?=[KMGTkmgt]i?[Bbo]${END})`, "or a size's unit does"],
  [`(?<![${LOCAL_CHARACTER}])`, 'no LocalCharacter stands before it'],
  ['(?<!-)', 'it does not end in a hyphen'],
  ['(?<=GMT\\+)', 'a plus stands behind GMT only'],
]);

/** What several patterns have in common, by the rule that says it. */
const FRAGMENTS = new Map([[LABEL, 'Label']]);

const CLASSES = new Map([
  [LOCAL_CHARACTER, 'LocalCharacter'],
  [WORD_CHARACTER, 'WordCharacter'],
]);

/** `self` is the rule being made, which is not said by its own name. */
export function expressionOf(source: string, self: string): Expression {
  return new PatternReader(source, self).read();
}

/** The characters of a class, those that a rule has taken out. */
export function charactersOf(body: string, self: string): Expression {
  const [known, name] = [...CLASSES].find(([set, name]) => name !== self && body.startsWith(set)) ?? ['', ''];
  const rest = body.slice(known.length);
  const others: Expression[] = rest === '' ? [] : [oneOf(rest)];
  return choice(...(name === '' ? [] : [rule(name)]), ...others);
}

const oneOf = (body: string): Expression =>
  [...body].length === 1 ? literal(body) : { kind: 'characters', set: `[${written(body)}]` };

/** A pattern is matched by UTF-16 units, EBNF speaks of characters. */
const written = (body: string): string =>
  body
    .replaceAll('\\uFFFF', '#x10FFFF')
    .replace(/\\u0*([0-9A-F]+)/g, '#x$1')
    .replace(/\\([rntfv])/g, (_, letter: string) => `#x${(CONTROLS[letter] ?? 0).toString(16).toUpperCase()}`)
    .replace(/^(\^?) /, '$1#x20')
    .replace(/\\(.)/g, '$1');

const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };

class PatternReader {
  private readonly source: string;
  private readonly self: string;
  private readonly notes: string[] = [];
  private at = 0;

  constructor(source: string, self: string) {
    this.source = source;
    this.self = self;
  }

  read(): Expression {
    const expression = this.choice();
    if (this.at < this.source.length) this.refuse();
    return noted(expression, this.notes.join(', '));
  }

  private choice(): Expression {
    const branches = [this.sequence()];
    while (this.skip('|')) branches.push(this.sequence());
    return choice(...branches.filter((branch) => branch.kind !== 'sequence' || branch.of.length > 0));
  }

  private sequence(): Expression {
    const parts: Expression[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.source[this.at] ?? '')) {
      if (!this.isLook()) parts.push(this.quantified(this.atom()));
    }
    return sequence(...joined(parts.filter((part) => part.kind !== 'choice' || part.of.length > 0)));
  }

  private isLook(): boolean {
    for (const [source, phrase] of LOOKS) {
      if (!this.skip(source)) continue;
      this.notes.push(phrase);
      return true;
    }
    return false;
  }

  private atom(): Expression {
    for (const [source, name] of FRAGMENTS) if (name !== this.self && this.skip(source)) return rule(name);
    if (this.skip('(?:')) return this.group();
    if (this.skip('[')) return this.characters();
    if (this.skip('(')) this.refuse();
    const escaped = this.skip('\\');
    const character = this.source[this.at++] ?? this.refuse();
    if (escaped && character in CONTROLS) return { kind: 'characters', set: written(`\\${character}`) };
    return escaped && /\w/.test(character) ? this.refuse() : literal(character);
  }

  private group(): Expression {
    const inside = this.choice();
    return this.skip(')') ? inside : this.refuse();
  }

  private characters(): Expression {
    const end = /(?<!\\)\]/.exec(this.source.slice(this.at))?.index ?? this.refuse();
    const body = this.source.slice(this.at, this.at + end);
    this.at += end + 1;
    return charactersOf(body, this.self);
  }

  private quantified(of: Expression): Expression {
    if (this.skip('?')) return optional(of);
    if (this.skip('*')) return optional(repeated(of));
    if (this.skip('+')) return repeated(of);
    const [all, least, most] = /^\{(\d+)(?:,(\d+))?\}/.exec(this.source.slice(this.at)) ?? [];
    if (all === undefined) return of;
    this.at += all.length;
    return this.times(of, Number(least), Number(most ?? least));
  }

  /** EBNF counts by writing out; what would be long is a repetition and a note. */
  private times(of: Expression, least: number, most: number): Expression {
    if (most <= 4) return sequence(...repeat(of, least), ...repeat(optional(of), most - least));
    if (least !== 1) this.refuse();
    return noted(repeated(of), `${most} at most`);
  }

  private skip(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private refuse(): never {
    throw new Error(`no notation for the pattern of ${this.self} at ${this.at}: ${this.source}`);
  }
}

const repeat = (of: Expression, times: number): Expression[] => Array.from({ length: times }, () => of);

/** Characters one after another are one literal. */
function joined(parts: readonly Expression[]): Expression[] {
  const found: Expression[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (part.kind === 'literal' && last?.kind === 'literal')
      found[found.length - 1] = literal(last.text + part.text);
    else found.push(part);
  }
  return found;
}
