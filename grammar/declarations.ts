/**
 * Reads a statement by the vocabulary into a declaration, and tells what does not fit: unknown, repeated or missing
 * properties and wrong values. Never throws; a property that cannot be read is left out and the others stand.
 */
import { Cursor, type Expected } from './cursor.ts';
import type { DeclarationKeyword } from './patterns.ts';
import type { Atom, Located, Span, Statement } from './tree.ts';
import {
  type Declaration,
  ENDPOINT_PROPERTIES,
  type EndpointKind,
  isDeclarationKeyword,
  type Property,
  TEMPLATE_CONTENTS,
  VOCABULARY,
} from './vocabulary.ts';
import { isRefused } from './wanted.ts';

/** What does not fit the vocabulary; each kind is a validation rule of its own. */
export type ReadingProblem = Span &
  (
    | {
        readonly problem: 'unknown-property';
        readonly name: string;
        readonly of: string;
        readonly known: readonly string[];
      }
    | {
        readonly problem: 'duplicate-property';
        readonly name: string;
        readonly first: Span;
        readonly statement: Span;
      }
    | {
        readonly problem: 'missing-property';
        readonly name: string;
        readonly of: string;
        readonly body?: Span;
      }
    | {
        readonly problem: 'wrong-value';
        readonly expected: Expected;
        readonly found: string;
        readonly of: string;
      }
  );

export interface Reading {
  /** Absent when its head cannot be read: nothing else could be said about it. */
  readonly declaration?: Declaration;
  readonly problems: readonly ReadingProblem[];
}

/** Reads `statement`, whose keyword is a declaration's. */
export function readDeclaration(statement: Statement): Reading {
  const problems: ReadingProblem[] = [];
  const declaration = isDeclarationKeyword(statement.keyword.text)
    ? new Reader(statement.keyword.text, problems).read(statement)
    : undefined;
  return declaration ? { declaration, problems } : { problems };
}

/** One declaration being read: its vocabulary, and the problems found so far. */
class Reader {
  private readonly keyword: DeclarationKeyword;
  private readonly problems: ReadingProblem[];

  constructor(keyword: DeclarationKeyword, problems: ReadingProblem[]) {
    this.keyword = keyword;
    this.problems = problems;
  }

  read(statement: Statement): Declaration | undefined {
    const head = this.head(statement);
    if (!head) return undefined;
    const { start, end, keyword } = statement;
    const declaration = {
      declares: this.keyword,
      keyword: { start: keyword.start, end: keyword.end },
      start,
      end,
      ...head,
      has: this.properties(statement, head['kind']?.value),
      ...(this.keyword === 'template' ? { contents: this.contents(statement) } : {}),
    };
    // The one place where the vocabulary's types are asserted rather than inferred: they are made from the same table.
    return declaration as unknown as Declaration;
  }

  private head({ keyword, items }: Statement): Record<string, Located<unknown>> | undefined {
    const [atoms = [], ...more] = items;
    const cursor = new Cursor(atoms);
    const head = VOCABULARY[this.keyword].head(cursor);
    if (!head) this.wrongValue(cursor, keyword);
    else if (cursor.here) this.wrongValue(cursor, keyword);
    for (const [atom] of more) if (atom) this.problem(atom, 'end', keyword.text);
    return head?.value as Record<string, Located<unknown>> | undefined;
  }

  private properties(statement: Statement, kind: unknown): Record<string, unknown> {
    const properties = propertiesOf(this.keyword, kind);
    const found: Record<string, unknown> = {};
    const first = new Map<string, Span>();
    for (const name of properties.many) found[name] = [];
    for (const written of statement.body ?? []) {
      if (!this.isContent(written)) this.property(written, properties.known, found, first);
    }
    for (const name of properties.required) if (!first.has(name)) this.missing(statement, name);
    return found;
  }

  private property(
    written: Statement,
    known: ReadonlyMap<string, Property>,
    found: Record<string, unknown>,
    first: Map<string, Span>,
  ): void {
    const name = this.keyword === 'timeline' && isOffset(written.keyword) ? 'D' : written.keyword.text;
    const property = known.get(name);
    if (!property) {
      this.unknown(written.keyword, known);
      return;
    }
    const earlier = first.get(name);
    if (earlier && property.multiplicity !== 'many') {
      const { start, end } = written;
      this.problems.push({
        problem: 'duplicate-property',
        name,
        first: earlier,
        statement: { start, end },
        ...span(written.keyword),
      });
      return;
    }
    first.set(name, span(written.keyword));
    if (written.body) this.problem({ start: written.end - 1, end: written.end, text: '{' }, 'end', name);
    const values = this.values(written, property);
    if (property.multiplicity === 'many')
      for (const value of values) (found[name] as Located<unknown>[]).push(value);
    else if (values[0]) found[name] = values[0];
  }

  private values({ keyword, items }: Statement, { multiplicity, shape }: Property): Located<unknown>[] {
    const values: Located<unknown>[] = [];
    for (const [position, atoms] of items.entries()) {
      if (atoms.length === 0 && items.length > 1) continue; // the parser has told it
      if (multiplicity !== 'many' && position > 0) {
        if (atoms[0]) this.problem(atoms[0], 'end', keyword.text);
        continue;
      }
      const cursor = new Cursor(this.keyword === 'timeline' ? [keyword, ...atoms] : atoms);
      const value = shape(cursor);
      if (!value || cursor.here) this.wrongValue(cursor, keyword);
      if (value && multiplicity === 'flag') values.push({ value: true, ...span(keyword) });
      else if (value) values.push(value);
    }
    return values;
  }

  private contents(statement: Statement): Declaration[] {
    const inside = (statement.body ?? []).filter((nested) => this.isContent(nested));
    return inside.flatMap((nested) => {
      const declaration = new Reader(nested.keyword.text as DeclarationKeyword, this.problems).read(nested);
      return declaration ? [declaration] : [];
    });
  }

  private isContent({ keyword }: Statement): boolean {
    return this.keyword === 'template' && (TEMPLATE_CONTENTS as readonly string[]).includes(keyword.text);
  }

  private missing({ keyword, body, end }: Statement, name: string): void {
    const brace = body ? { body: { start: end - 1, end } } : {};
    this.problems.push({ problem: 'missing-property', name, of: this.keyword, ...brace, ...span(keyword) });
  }

  private unknown(keyword: Atom, known: ReadonlyMap<string, Property>): void {
    if (keyword.kind !== 'word' && keyword.kind !== 'offset') return; // the parser has told it
    this.problems.push({
      problem: 'unknown-property',
      name: keyword.text,
      of: this.keyword,
      known: this.keyword === 'template' ? TEMPLATE_CONTENTS : takenOf(known),
      ...span(keyword),
    });
  }

  /** Tells the furthest place the reader came to, or the keyword where values are simply absent. */
  private wrongValue(cursor: Cursor, keyword: Atom): void {
    const failure = cursor.failure;
    const index = Math.max(failure?.index ?? 0, cursor.here ? cursor.index : 0);
    const expected: Expected = failure && failure.index >= cursor.index ? failure.expected : 'end';
    const at = cursor.atoms[index] ?? { ...span(keyword), text: '' };
    this.problem(at, expected, keyword.text);
  }

  private problem(at: Span & { text: string }, expected: Expected, of: string): void {
    this.problems.push({ problem: 'wrong-value', expected, found: at.text, of, ...span(at) });
  }
}

export interface Properties {
  readonly known: ReadonlyMap<string, Property>;
  readonly many: readonly string[];
  readonly required: readonly string[];
}

const byDeclaration = new Map<string, Properties>();

/** The properties of a declaration; an endpoint's depend on its kind. */
export function propertiesOf(keyword: DeclarationKeyword, kind: unknown): Properties {
  const key = keyword === 'endpoint' ? `endpoint ${kind}` : keyword;
  const properties = byDeclaration.get(key) ?? collect(keyword, kind as EndpointKind);
  byDeclaration.set(key, properties);
  return properties;
}

function collect(keyword: DeclarationKeyword, kind: EndpointKind): Properties {
  const all: [string, Property][] = Object.entries(VOCABULARY[keyword].properties);
  const ofKind = keyword === 'endpoint' ? ENDPOINT_PROPERTIES[kind] : undefined;
  const allowed = ofKind ? new Set([...ofKind.required, ...ofKind.allowed]) : undefined;
  const known = new Map(all.filter(([name]) => allowed?.has(name) ?? true));
  const named = [...known.entries()];
  return {
    known,
    many: named.filter(([, { multiplicity }]) => multiplicity === 'many').map(([name]) => name),
    required: ofKind ? ofKind.required : named.filter(([, { required }]) => required).map(([name]) => name),
  };
}

/** The names of those that are not known only to be refused. */
const takenOf = (known: ReadonlyMap<string, Property>): string[] =>
  [...known].flatMap(([name, { shape }]) => (isRefused(shape.description) ? [] : [name]));

const isOffset = ({ text }: Atom): boolean => /^[DJ](?:[+-]\d+)?$/.test(text);

const span = ({ start, end }: Span): Span => ({ start, end });
