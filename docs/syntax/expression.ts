/**
 * Grammar as data, for the documents: a rule is a name and an expression, which is written as EBNF or drawn as a railroad.
 * Knows no token, declaration or picture.
 */

export type Expression =
  /** Text as it is written in a plan. */
  | { readonly kind: 'literal'; readonly text: string }
  /** A class of characters, in the notation of EBNF. */
  | { readonly kind: 'characters'; readonly set: string }
  /** Another rule; `role` is what its value is here: the licence, the old address. */
  | { readonly kind: 'rule'; readonly name: string; readonly role?: string }
  | { readonly kind: 'sequence'; readonly of: readonly Expression[] }
  | { readonly kind: 'choice'; readonly of: readonly Expression[] }
  | { readonly kind: 'optional'; readonly of: Expression }
  /** `of` once at least, with `between` between two of them. */
  | { readonly kind: 'repeated'; readonly of: Expression; readonly between?: Expression }
  /** What no notation says, in words. */
  | { readonly kind: 'noted'; readonly of: Expression; readonly note: string };

export interface Rule {
  readonly name: string;
  readonly is: Expression;
}

export const literal = (text: string): Expression => ({ kind: 'literal', text });

export const rule = (name: string): Expression => ({ kind: 'rule', name });

export const optional = (of: Expression): Expression => ({ kind: 'optional', of });

export const repeated = (of: Expression, between?: Expression): Expression => ({
  kind: 'repeated',
  of,
  ...(between ? { between } : {}),
});

export const noted = (of: Expression, note: string | undefined): Expression =>
  note === undefined || note === '' ? of : { kind: 'noted', of, note };

/** Several one after another, sequences among them taken apart. */
export function sequence(...parts: Expression[]): Expression {
  const of = parts.flatMap((part) => (part.kind === 'sequence' ? part.of : [part]));
  const [only] = of;
  return of.length === 1 && only ? only : { kind: 'sequence', of };
}

/** One of several, choices among them taken apart; nothing where there is none. */
export function choice(...parts: Expression[]): Expression {
  const of = parts.flatMap((part) => (part.kind === 'choice' ? part.of : [part]));
  const [only] = of;
  return of.length === 1 && only ? only : { kind: 'choice', of };
}

/** The names of the rules that an expression leads to. */
export function namesIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'rule':
      return [expression.name];
    case 'literal':
    case 'characters':
      return [];
    case 'sequence':
    case 'choice':
      return expression.of.flatMap(namesIn);
    case 'repeated':
      return [...namesIn(expression.of), ...(expression.between ? namesIn(expression.between) : [])];
    default:
      return namesIn(expression.of);
  }
}
