/**
 * What may be written at a place of a plan that is being typed: a declaration's keyword, a property, a value, a placeholder,
 * a rule to suppress. Judged from the text before the place, so that an unclosed brace or half a word is no obstacle.
 */
import { afterByteOrderMark } from '../../../../grammar/blocks.ts';
import { Cursor } from '../../../../grammar/cursor.ts';
import { propertiesOf } from '../../../../grammar/declarations.ts';
import { type OpenEnd, openEnd } from '../../../../grammar/open-end.ts';
import { parseBlock } from '../../../../grammar/parser.ts';
import type { DeclarationKeyword } from '../../../../grammar/patterns.ts';
import type { Atom, Span, Statement } from '../../../../grammar/tree.ts';
import { isDeclarationKeyword, TEMPLATE_CONTENTS, VOCABULARY } from '../../../../grammar/vocabulary.ts';
import { type Wanted, wantedAfter } from '../../../../grammar/wanted.ts';
import type { Block } from '../plan-document.ts';

/** The declaration that a place is in. */
export interface Enclosing {
  readonly keyword: DeclarationKeyword;
  /** What follows its keyword, as far as it is written. */
  readonly head: readonly Atom[];
  /** An endpoint's: its properties depend on it. */
  readonly kind?: unknown;
  readonly isInTemplate: boolean;
}

interface Typed {
  /** The part before the cursor of what is being typed: it starts here. */
  readonly start: number;
  readonly typed: string;
  /** Where the word under the cursor ends. */
  readonly end: number;
}

export type CursorPlace = Typed &
  (
    | { readonly kind: 'declaration' | 'rule' }
    /** In a string: of a template, or of the pattern of personal addresses. */
    | { readonly kind: 'placeholder'; readonly of: 'template' | 'pattern' }
    /** `given` are those that its body has already. */
    | { readonly kind: 'property'; readonly of: Enclosing; readonly given: ReadonlySet<string> }
    /** Behind `atoms` of a head (no property) or of one of a property's values. */
    | {
        readonly kind: 'value';
        readonly of: Enclosing;
        readonly property?: string;
        readonly atoms: readonly Atom[];
        /** All that the statement holds already. */
        readonly statement: readonly Atom[];
      }
  );

export type ValuePlace = Extract<CursorPlace, { kind: 'value' }>;

/** What the vocabulary takes at a value's place. */
export function wantedAt({ of: { keyword, kind }, property, atoms }: ValuePlace): Wanted[] {
  const shape =
    property === undefined
      ? VOCABULARY[keyword].head
      : propertiesOf(keyword, kind).known.get(property)?.shape;
  return shape ? wantedAfter(shape.description, atoms) : [];
}

export function cursorPlace({ text }: Block, offset: number): CursorPlace | undefined {
  const lineStart = startOfLine(text, offset);
  const [typed = ''] = WORD_BEFORE.exec(text.slice(Math.max(lineStart, offset - LONGEST), offset)) ?? [];
  const start = offset - typed.length;
  const [rest = ''] = WORD_AFTER.exec(text.slice(offset, offset + LONGEST)) ?? [];
  const at = { start, typed, end: offset + rest.length };
  const before = openEnd(text.slice(0, start));
  if (before.within) return within(before, text, offset);
  if (start === (lineStart === 0 ? afterByteOrderMark(text) : lineStart))
    return { ...at, kind: 'declaration' };
  const brace = placeholderBrace(text.slice(lineStart, offset), before);
  if (brace === undefined) return inStatement(before, text, at);
  const begun = placeholder(text, lineStart + brace, offset);
  return inStatement(openEnd(text.slice(0, begun.start)), text, begun);
}

function startOfLine(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return start;
}

/** No word of a plan is longer. */
const LONGEST = 400;

/** What a name, an address or a domain is made of; `..` ends one. */
const WORD_BEFORE = /(?:(?<!\.)\.(?!\.)|[\p{L}\p{M}\p{N}_!$&'*+=?^`|~@-])*$/u;
const WORD_AFTER = /^(?:\.(?!\.)|[\p{L}\p{M}\p{N}_!$&'*+=?^`|~@]|-(?!>))*/u;

/** In comments and strings nothing is offered but what they name. */
function within(
  { within, bodies, statement }: OpenEnd,
  text: string,
  offset: number,
): CursorPlace | undefined {
  const written = within ? text.slice(within.start, offset) : '';
  if (within?.kind === 'comment') {
    const [, rule] = SUPPRESSES.exec(written) ?? [];
    if (rule === undefined) return undefined;
    const [rest = ''] = /^[\w-]*/.exec(text.slice(offset, offset + 100)) ?? [];
    return { kind: 'rule', start: offset - rule.length, typed: rule, end: offset + rest.length };
  }
  const [typed] = PLACEHOLDER_BEGUN.exec(written) ?? [];
  if (within?.kind !== 'string' || typed === undefined) return undefined;
  const [outer = statement] = bodies;
  const isPattern = outer[0]?.text === 'policy' && statement[0]?.text === 'personal-address';
  if (!isPattern && outer[0]?.text !== 'template') return undefined;
  const at = placeholder(text, offset - typed.length, offset);
  return { ...at, kind: 'placeholder', of: isPattern ? 'pattern' : 'template' };
}

const SUPPRESSES = /^#\s*migplan-ignore\s+([\w-]*)$/;
const PLACEHOLDER_BEGUN = /\{[a-z.-]*$/;

/** Where on the line a `{` begins what must be a placeholder, since an address is wanted there and no body. */
function placeholderBrace(line: string, { bodies }: OpenEnd): number | undefined {
  const found = /(?<=^|[\s,])\{[a-z.-]*$/.exec(line);
  const inBody = bodies.at(-1);
  // The `{` has been taken for a body's: the statement that it would be the body of is no declaration.
  const isBody = !inBody || isContent(inBody) || inBody[0]?.text === 'template';
  return found && !isBody && bodies[0]?.[0]?.text === 'template' ? found.index : undefined;
}

/** What is typed of a placeholder from its brace on; the brace that an editor has closed already belongs to it. */
function placeholder(text: string, start: number, offset: number): Typed {
  const [rest = ''] = /^[a-z.-]*\}?/.exec(text.slice(offset, offset + LONGEST)) ?? [];
  return { start, typed: text.slice(start, offset), end: offset + rest.length };
}

const isContent = ([keyword]: readonly Atom[]): boolean =>
  (TEMPLATE_CONTENTS as readonly string[]).includes(keyword?.text ?? '');

function inStatement(
  { bodies, statement, itemFrom }: OpenEnd,
  text: string,
  at: Typed,
): CursorPlace | undefined {
  const [outer = statement, inner] = bodies;
  const isTemplate = outer[0]?.text === 'template';
  const depth =
    bodies.length - (isTemplate && (inner ?? statement)[0] && isContent(inner ?? statement) ? 1 : 0);
  const declaring = isTemplate && depth < bodies.length ? (inner ?? statement) : outer;
  const of = enclosing(declaring, declaring !== outer);
  if (!of || depth > 1) return undefined;
  if (depth < 1) {
    const atoms = itemFrom > 0 ? undefined : statement.slice(1);
    return atoms && statement.length > 0 ? { ...at, kind: 'value', of, atoms, statement } : undefined;
  }
  const [keyword] = statement;
  if (!keyword) return { ...at, kind: 'property', of, given: givenIn(text, declaring, at) };
  const isStep = of.keyword === 'timeline';
  const item = statement.slice(itemFrom > 0 ? itemFrom : isStep ? 0 : 1);
  return { ...at, kind: 'value', of, property: isStep ? 'D' : keyword.text, atoms: item, statement };
}

function enclosing([keyword, ...head]: readonly Atom[], isInTemplate: boolean): Enclosing | undefined {
  if (!keyword || !isDeclarationKeyword(keyword.text)) return undefined;
  const read = VOCABULARY[keyword.text].head(new Cursor(head))?.value as
    | { kind?: { value: unknown } }
    | undefined;
  return { keyword: keyword.text, head, isInTemplate, kind: read?.kind?.value };
}

/** The properties of a body, before and behind the place, without the one that is being typed there. */
function givenIn(text: string, [keyword]: readonly Atom[], { start }: { start: number }): Set<string> {
  const statement = statementAt(parseBlock(text).declaration, keyword?.start);
  const others = (statement?.body ?? []).filter((property) => property.start !== start);
  return new Set(others.map((property) => property.keyword.text));
}

function statementAt(
  statement: Statement | undefined,
  start: Span['start'] | undefined,
): Statement | undefined {
  return statement?.start === start ? statement : statement?.body?.find((inner) => inner.start === start);
}
