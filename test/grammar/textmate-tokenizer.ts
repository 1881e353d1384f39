/**
 * Colours text by a TextMate grammar, as far as ours uses the format: an editor's engine in miniature, for tests alone.
 * It runs on JavaScript's patterns, so what only Oniguruma can read shows as a pattern that does not compile.
 */
import type { TextmateGrammar, TextmateRule } from '../../grammar/textmate.ts';

type Captures = TextmateRule['captures'];
type Found = { match: RegExpExecArray; rule?: TextmateRule };

/** `scope «text»` for each stretch that has a scope, the innermost one, without `.migplan`. */
export function colours(grammar: TextmateGrammar, text: string): string[] {
  const engine = new Engine(grammar);
  return text.split('\n').flatMap((line) => engine.line(line));
}

class Engine {
  private readonly grammar: TextmateGrammar;
  private readonly stack: TextmateRule[];
  private readonly patterns = new Map<string, RegExp>();
  private found: string[] = [];

  constructor(grammar: TextmateGrammar) {
    this.grammar = grammar;
    this.stack = [{ patterns: grammar.patterns }];
  }

  line(line: string): string[] {
    this.found = [];
    let at = 0;
    for (let steps = 0; steps < 10 * (line.length + 10); steps++) {
      const next = this.next(line, at);
      if (!next) return this.found;
      const { match, rule } = next;
      this.colour(line.slice(at, match.index), this.scope());
      this.take(next);
      const isStanding = match[0] === '' && rule !== undefined && !rule.begin;
      at = match.index + match[0].length + (isStanding ? 1 : 0);
    }
    throw new Error(`no way forward in: ${line}`);
  }

  /** The first match behind `at`: the end of the rule that is open wins over what begins at the same place. */
  private next(line: string, at: number): Found | undefined {
    const open = this.stack.at(-1);
    const end = open?.end === undefined ? undefined : this.exec(open.end, line, at);
    let best: Found | undefined = end ? { match: end } : undefined;
    for (const rule of this.flat(open?.patterns ?? [])) {
      const match = this.exec(rule.begin ?? rule.match ?? '(?!)', line, at);
      if (match && (!best || match.index < best.match.index)) best = { match, rule };
    }
    return best;
  }

  private take({ match, rule }: Found): void {
    if (!rule) {
      const closed = this.stack.pop();
      this.colour(match[0], closed?.endCaptures?.['0']?.name ?? closed?.name);
    } else if (rule.begin) {
      this.stack.push(rule);
      this.captured(match, rule.beginCaptures, rule.name);
    } else this.captured(match, rule.captures, rule.name);
  }

  private captured(match: RegExpExecArray, captures: Captures, name: string | undefined): void {
    const groups = captures ? Object.entries(captures) : [['0', { name: name ?? this.scope() }] as const];
    for (const [group, scope] of groups) this.colour(match[Number(group)] ?? '', scope.name);
  }

  private colour(text: string, scope: string | undefined): void {
    if (text.trim() === '' || scope === undefined) return;
    this.found.push(`${scope.replace(/\.migplan$/, '')} «${text}»`);
  }

  private scope(): string | undefined {
    return this.stack.findLast(({ name }) => name !== undefined)?.name;
  }

  private flat(patterns: readonly TextmateRule[]): TextmateRule[] {
    return patterns.flatMap((rule) => {
      const included = rule.include ? this.grammar.repository[rule.include.slice(1)] : rule;
      if (!included) throw new Error(`nothing named ${rule.include}`);
      return included.match || included.begin ? [included] : this.flat(included.patterns ?? []);
    });
  }

  private exec(source: string, line: string, at: number): RegExpExecArray | null {
    const pattern = this.patterns.get(source) ?? javascriptPattern(source);
    this.patterns.set(source, pattern);
    pattern.lastIndex = at;
    return pattern.exec(line);
  }
}

export const javascriptPattern = (source: string): RegExp =>
  new RegExp(source.replaceAll('\\x{10FFFF}', '\\uFFFF').replace(/\\x\{([0-9A-F]{4})\}/g, '\\u$1'), 'g');
