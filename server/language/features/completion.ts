/**
 * Completion: what may be written at a position, however little of it is there yet. Where the vocabulary takes a value that
 * names something, the plan's names; else the vocabulary's own words. In comments and strings, and where something new is
 * named, nothing.
 */
import { propertiesOf } from '../../../grammar/declarations.ts';
import type { Description } from '../../../grammar/description.ts';
import { DECLARATION_KEYWORDS, type DeclarationKeyword } from '../../../grammar/patterns.ts';
import type { Property } from '../../../grammar/properties.ts';
import { ENDPOINT_KINDS, TEMPLATE_CONTENTS, VOCABULARY } from '../../../grammar/vocabulary.ts';
import { isRefused, type Wanted, wantedAfter } from '../../../grammar/wanted.ts';
import type { Analysis } from '../analysis.ts';
import { NAME_PARTS } from '../model/addresses/person-names.ts';
import { timezoneNames } from '../model/calendar/timezones.ts';
import type { CompletionSubject } from '../model/editing/completion-subject.ts';
import { type CursorPlace, cursorPlace, type ValuePlace, wantedAt } from '../model/editing/cursor-place.ts';
import {
  addressesLike,
  type Candidates,
  domainsLike,
  type Asked as NamesAsked,
  namesInTemplate,
  namesLike,
} from '../model/editing/name-candidates.ts';
import { offeredWords } from '../model/editing/offered-words.ts';
import { declarationSnippet, propertySnippet } from '../model/editing/snippets.ts';
import { roleOf } from '../model/editing/value-roles.ts';
import { domainOf, type Key, keyOf, type Namespace, nameOf, namespaceOf } from '../model/names.ts';
import type { Block, Position, Range } from '../model/plan-document.ts';
import { PLACEHOLDERS } from '../model/stamping.ts';
import { OPTION_WORDS } from '../model/words/option-words.ts';
import { inFewWords } from '../model/words/value-words.ts';

export type CompletionKind = 'declaration' | 'property' | 'word' | 'placeholder' | Namespace;

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string;
  /** Where it is not the label. */
  readonly insert?: string;
  readonly isSnippet?: boolean;
  /** What is to be written behind it is offered at once. */
  readonly asksAgain?: boolean;
  readonly about?: CompletionSubject;
}

export interface Completions {
  /** In the order in which they are to be shown. */
  readonly items: readonly Completion[];
  /** More letters may find others. */
  readonly isIncomplete: boolean;
  /** What an item takes the place of: up to the cursor, or the whole word. */
  readonly insert: Range;
  readonly replace: Range;
}

export interface CompletionOptions {
  readonly hasSnippets: boolean;
  /** Whether an item may have the next ones shown. */
  readonly canAskAgain?: boolean;
  /** The character whose typing asked; nothing where somebody did. */
  readonly typed?: string;
}

/** Items, and where they start if not where the word at the cursor does. */
interface Offer {
  readonly items: readonly Completion[];
  readonly isIncomplete?: boolean;
  readonly start?: number;
}

const NOTHING: Offer = { items: [] };

export function completion(
  analysis: Analysis,
  path: string,
  position: Position,
  options: CompletionOptions,
): Completions | undefined {
  const document = analysis.document(path);
  const at = document?.blockAt(position);
  const place = at && cursorPlace(at.block, at.offset);
  if (!document || !place) return undefined;
  const { block, offset } = at;
  const { items, isIncomplete = false, start = place.start } = new Offers(analysis, block, options).at(place);
  if (items.length === 0) return undefined;
  const line = document.lineOf(block);
  const closed = place.typed.startsWith('{') && block.text[offset] === '}' ? offset + 1 : offset;
  const range = (end: number): Range => document.range({ block, span: { start, end } }, line);
  return { items, isIncomplete, insert: range(closed), replace: range(Math.max(closed, place.end)) };
}

type PropertyPlace = Extract<CursorPlace, { kind: 'property' }>;

class Offers {
  private readonly analysis: Analysis;
  private readonly block: Block;
  private readonly options: CompletionOptions;

  constructor(analysis: Analysis, block: Block, options: CompletionOptions) {
    this.analysis = analysis;
    this.block = block;
    this.options = options;
  }

  at(place: CursorPlace): Offer {
    // A blank that indents a line asks for nothing.
    const isBlank = this.options.typed === ' ' && place.typed === '';
    switch (place.kind) {
      case 'declaration':
        return isBlank ? NOTHING : this.declarations();
      case 'property':
        return isBlank ? NOTHING : this.properties(place);
      case 'rule':
        return this.names(namesLike('rule', this.asking(place.typed)), 'rule');
      case 'placeholder':
        return { items: placeholders(place) };
      case 'value':
        return this.values(place);
    }
  }

  private asking(typed: string, near?: string, without?: Iterable<Key>): NamesAsked {
    const { model, locale } = this.analysis;
    const asked = { typed, model, locale, without: new Set(without) };
    return near === undefined ? asked : { ...asked, near };
  }

  private declarations(): Offer {
    const { model } = this.analysis;
    const wanted = DECLARATION_KEYWORDS.filter((keyword) => keyword !== 'plan' || !model.hasAny('plan'));
    return { items: wanted.map((keyword) => this.declaration(keyword, false)) };
  }

  private declaration(keyword: DeclarationKeyword, isInTemplate: boolean): Completion {
    const { model, locale } = this.analysis;
    const snippet = { locale, hasLicences: model.hasAny('licence'), isInTemplate };
    return {
      label: keyword,
      kind: 'declaration',
      detail: inFewWords(VOCABULARY[keyword].head.description, { keyword, locale }),
      about: { kind: 'declaration', keyword },
      ...(this.options.hasSnippets
        ? { insert: declarationSnippet(keyword, snippet), isSnippet: true }
        : { insert: `${keyword} ` }),
    };
  }

  private properties({ of: { keyword, kind }, given }: PropertyPlace): Offer {
    if (keyword === 'template')
      return { items: TEMPLATE_CONTENTS.map((content) => this.declaration(content, true)) };
    const { known, required } = propertiesOf(keyword, kind);
    const items = [...known].flatMap(([name, property]): Completion[] =>
      (given.has(name) && property.multiplicity !== 'many') || isRefused(property.shape.description)
        ? []
        : [this.property(keyword, name, property)],
    );
    return { items: items.sort((a, b) => rank(a, required) - rank(b, required)) };
  }

  private property(
    keyword: DeclarationKeyword,
    property: string,
    { multiplicity, shape }: Property,
  ): Completion {
    const { locale } = this.analysis;
    const detail = inFewWords(shape.description, { keyword, property, locale });
    return {
      label: property,
      kind: 'property',
      detail: multiplicity === 'many' ? `${detail}, …` : detail,
      about: { kind: 'property', keyword, property },
      ...this.behind(keyword, property, { multiplicity, shape }),
    };
  }

  /** What is put behind a property: nothing, the next offer, or places to fill in. */
  private behind(
    keyword: DeclarationKeyword,
    property: string,
    { multiplicity, shape }: Pick<Property, 'multiplicity' | 'shape'>,
  ): Pick<Completion, 'insert' | 'isSnippet' | 'asksAgain'> {
    // A timeline's steps begin with their day: `D` may go on.
    if (multiplicity === 'flag' || keyword === 'timeline') return { insert: property };
    if (this.options.canAskAgain && isOfferedIn(keyword, property, shape.description))
      return { insert: `${property} `, asksAgain: true };
    if (!this.options.hasSnippets) return { insert: `${property} ` };
    return { insert: propertySnippet(keyword, property, this.analysis.locale), isSnippet: true };
  }

  private values(place: ValuePlace): Offer {
    const wanted = wantedAt(place);
    const zone = wanted.find(({ value }) => value?.name === 'timezone')?.value;
    if (zone) return timezones(place.atoms[zone.from]?.start ?? place.start);
    const named = this.named(wanted, place);
    const words = offeredWords(wanted, place, this.block, this.loginsAt(place));
    const items = words.map((word): Completion => {
      const item = { label: word, kind: 'word' } as const;
      return Object.hasOwn(OPTION_WORDS, word) ? { ...item, about: { kind: 'word', word } } : item;
    });
    return { ...named, items: [...named.items, ...items] };
  }

  /** Where a login's method is to be written, those that the endpoint's kind of system knows. */
  private loginsAt({ of, property, atoms }: ValuePlace): readonly string[] | undefined {
    const kind = ENDPOINT_KINDS.find((known) => known === of.kind);
    if (of.keyword !== 'endpoint' || property !== 'login' || atoms.length > 0 || !kind) return undefined;
    return this.analysis.model.factsOf(kind).logins;
  }

  /** The names that fit one of the values wanted. */
  private named(wanted: readonly Wanted[], place: ValuePlace): Offer {
    const { keyword } = place.of;
    const paths = new Set(wanted.filter(({ kind }) => kind === 'atom').map(({ path }) => path));
    for (const path of paths) {
      const role = roleOf(keyword, place.property, path);
      if (role?.namespace === 'address') return this.addresses(place, role.isNew);
      if (role && !role.isNew) return this.others(role.namespace, place);
    }
    return NOTHING;
  }

  private others(namespace: Namespace, place: ValuePlace): Offer {
    const { keyword, head, isInTemplate } = place.of;
    const [first] = head;
    const own = first && namespace === keyword ? [keyOf(namespace, first.text)] : [];
    const near = first?.kind === 'address' && !isInTemplate ? first.text : undefined;
    const without = [...own, ...this.unitsWithPolicy(place), ...keysIn(place, namespace)];
    const asked = this.asking(place.typed, near, without);
    return this.names(namespace === 'domain' ? domainsLike(asked) : namesLike(namespace, asked), namespace);
  }

  /** Where a policy is to name its unit, those that have one: there is one for each. */
  private unitsWithPolicy({ of, property }: ValuePlace): Key[] {
    if (of.keyword !== 'policy' || property !== undefined) return [];
    return [...this.analysis.model.namesBeside('policy', '')].map((name) => keyOf('unit', name));
  }

  private addresses(place: ValuePlace, isNew: boolean): Offer {
    const { typed, of, property } = place;
    const [near] = of.head;
    if (isNew) return of.isInTemplate ? NOTHING : this.domains(place);
    const asked = this.asking(typed, of.isInTemplate ? undefined : near?.text, keysIn(place, 'address'));
    const found = this.names(addressesLike(asked, property === 'access'), 'address');
    if (of.isInTemplate) return { ...found, items: [...this.inTemplate(place), ...found.items] };
    return found.items.length === 0 ? this.domains(place) : found;
  }

  /** What a template can say of each domain: its unit's administrator, and the template's own addresses. */
  private inTemplate({ typed, of, property, statement }: ValuePlace): Completion[] {
    const { declaration } = this.block.facts;
    const contents = declaration?.declares === 'template' ? declaration.contents : [];
    const given = new Set([...of.head.slice(0, 1), ...statement].map(({ text }) => text));
    return [...namesInTemplate(contents, property === 'access')]
      .filter((name) => name.startsWith(typed) && !given.has(name))
      .map((label) => ({ label, kind: label.startsWith('{') ? 'placeholder' : 'address' }));
  }

  /** Behind the `@` of an address. */
  private domains({ typed, start }: ValuePlace): Offer {
    const sign = typed.lastIndexOf('@');
    if (sign < 0) return NOTHING;
    const found = domainsLike(this.asking(typed.slice(sign + 1)), this.domainAbove());
    return { ...this.names(found, 'domain'), start: start + sign + 1 };
  }

  /** The domain that the declaration above speaks of: the next one is most likely in it too. */
  private domainAbove(): string | undefined {
    const { document } = this.block;
    const line = document.lineOf(this.block);
    let domain: string | undefined;
    for (const [{ facts }] of document.blocksOn(Math.max(0, line - LINES_ABOVE), line)) {
      const [first] = facts.definitions;
      const namespace = first && namespaceOf(first.key);
      if (first && namespace === 'address') domain = domainOf(nameOf(first.key));
      if (first && namespace === 'domain') domain = nameOf(first.key);
    }
    return domain;
  }

  private names({ found, hasMore }: Candidates, kind: Namespace): Offer {
    const sorted = found.toSorted((a, b) => Number(b.isNear ?? false) - Number(a.isNear ?? false));
    const items = sorted.map(({ name, detail }): Completion => {
      const item = { label: name, kind, about: { kind: 'name', key: keyOf(kind, name) } } as const;
      return detail ? { ...item, detail } : item;
    });
    return { items, isIncomplete: hasMore };
  }
}

/** Whether what stands behind a property can be chosen: a name that the plan has, or a word. */
const isOfferedIn = (keyword: DeclarationKeyword, property: string, description: Description): boolean =>
  wantedAfter(description, []).some(({ kind, path }) => {
    const role = kind === 'atom' ? roleOf(keyword, property, path) : undefined;
    return kind === 'word' || (role !== undefined && !role.isNew);
  });

const LINES_ABOVE = 40;

const keysIn = ({ statement }: ValuePlace, namespace: Namespace): Key[] =>
  statement.map(({ text }) => keyOf(namespace, text));

const rank = ({ label }: Completion, required: readonly string[]): number =>
  required.includes(label) ? 0 : 1;

function placeholders({ of }: Extract<CursorPlace, { kind: 'placeholder' }>): Completion[] {
  const names = of === 'pattern' ? NAME_PARTS : PLACEHOLDERS.map((name) => `{${name}}`);
  return names.map((label) => ({ label, kind: 'placeholder' }));
}

const timezones = (start: number): Offer => ({
  items: timezoneNames().map((label) => ({ label, kind: 'word' })),
  start,
});
