/**
 * Completion: what may be written at a position, however little of it is there yet. Where the vocabulary takes a value that
 * names something, the plan's names; else the vocabulary's own words. In comments and strings, and where something new is
 * named, nothing.
 */
import { propertiesOf } from '../../../grammar/declarations.ts';
import { DECLARATION_KEYWORDS, type DeclarationKeyword } from '../../../grammar/tokens.ts';
import { TEMPLATE_CONTENTS, VOCABULARY } from '../../../grammar/vocabulary.ts';
import { isRefused, type Wanted, wantedAfter } from '../../../grammar/wanted.ts';
import type { Analysis } from '../analysis.ts';
import { NAME_PARTS } from '../model/addresses/person-names.ts';
import type { BlockFacts } from '../model/block-facts.ts';
import { timezoneNames } from '../model/calendar/timezones.ts';
import { type CursorPlace, cursorPlace } from '../model/editing/cursor-place.ts';
import {
  addressesLike,
  type Candidates,
  domainsLike,
  type Asked as NamesAsked,
  namesLike,
} from '../model/editing/name-candidates.ts';
import { declarationSnippet } from '../model/editing/snippets.ts';
import { roleOf } from '../model/editing/value-roles.ts';
import { domainOf, type Key, keyOf, type Namespace, nameOf, namespaceOf } from '../model/names.ts';
import type { Block, Position, Range } from '../model/plan-document.ts';
import { PLACEHOLDERS } from '../model/stamping.ts';
import { DECLARATION_WORDS } from '../model/words/declaration-words.ts';
import { inFewWords } from '../model/words/value-words.ts';

export type CompletionKind = 'declaration' | 'property' | 'word' | 'placeholder' | Namespace;

/** What there is more to say about: see `completionDocs`. */
export type CompletionSubject =
  | { readonly kind: 'declaration'; readonly keyword: DeclarationKeyword }
  | { readonly kind: 'name'; readonly key: Key };

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string;
  /** Where it is not the label. */
  readonly insert?: string;
  readonly isSnippet?: boolean;
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

type ValuePlace = Extract<CursorPlace, { kind: 'value' }>;
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
    const { locale } = this.analysis;
    const { known, required } = propertiesOf(keyword, kind);
    const items = [...known].flatMap(([label, { multiplicity, shape }]): Completion[] => {
      if ((given.has(label) && multiplicity !== 'many') || isRefused(shape.description)) return [];
      const detail = inFewWords(shape.description, { keyword, property: label, locale });
      // A timeline's steps begin with their day: `D` may go on.
      const insert = multiplicity === 'flag' || keyword === 'timeline' ? label : `${label} `;
      return [{ label, kind: 'property', detail: multiplicity === 'many' ? `${detail}, …` : detail, insert }];
    });
    return { items: items.sort((a, b) => rank(a, required) - rank(b, required)) };
  }

  private values(place: ValuePlace): Offer {
    const { keyword, kind } = place.of;
    const shape =
      place.property === undefined
        ? VOCABULARY[keyword].head
        : propertiesOf(keyword, kind).known.get(place.property)?.shape;
    const wanted = shape ? wantedAfter(shape.description, place.atoms) : [];
    const zone = wanted.find(({ value }) => value?.name === 'timezone')?.value;
    if (zone) return timezones(place.atoms[zone.from]?.start ?? place.start);
    const named = this.named(wanted, place);
    const words = wanted.flatMap((found) => (found.kind === 'word' ? [found.word] : []));
    if (words.length === 0 || place.typed.startsWith('{')) return named;
    const isOffered = (word: string): boolean =>
      /^[\p{L}\d]/u.test(word) || (OPERATORS.has(word) && place.typed === '');
    const items = [...new Set(words)]
      .filter(isOffered)
      .map((word): Completion => ({ label: word, kind: 'word' }));
    return { ...named, items: [...named.items, ...items] };
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
    const asked = this.asking(place.typed, near, [...own, ...keysIn(place, namespace)]);
    return this.names(namespace === 'domain' ? domainsLike(asked) : namesLike(namespace, asked), namespace);
  }

  private addresses(place: ValuePlace, isNew: boolean): Offer {
    const { typed, of, property } = place;
    const [near] = of.head;
    if (isNew) return of.isInTemplate ? NOTHING : this.domains(place);
    const asked = this.asking(typed, of.isInTemplate ? undefined : near?.text, keysIn(place, 'address'));
    const found = this.names(addressesLike(asked, property === 'access'), 'address');
    if (of.isInTemplate) return { ...found, items: [...this.inTemplate(typed), ...found.items] };
    return found.items.length === 0 ? this.domains(place) : found;
  }

  /** What a template can say of each domain: its unit's administrator, and the template's own addresses. */
  private inTemplate(typed: string): Completion[] {
    const { declaration } = this.block.facts;
    const own = declaration?.declares === 'template' ? declaration.contents : [];
    const addresses = own.map(({ address }) => address.value).filter((address) => address.endsWith('@'));
    const names = [...new Set(['{unit.admin}', ...addresses])].filter((name) => name.startsWith(typed));
    return names.map((label) => ({ label, kind: label.startsWith('{') ? 'placeholder' : 'address' }));
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

/** Words that are none, and still are worth an offer. */
const OPERATORS: ReadonlySet<string> = new Set(['->', '<=']);

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

/** What there is to say about an item beside its detail, in Markdown. */
export function completionDocs(analysis: Analysis, about: CompletionSubject): string | undefined {
  const { locale, model } = analysis;
  if (about.kind === 'declaration') return DECLARATION_WORDS[about.keyword][locale];
  const [place] = model.definitionsOf(about.key);
  if (place) return declarationLine(place.block);
  const name = nameOf(about.key);
  const rule = analysis.rules.find(({ name: own, variants = {} }) => own === name || name in variants);
  return namespaceOf(about.key) === 'rule' && rule ? `**${rule.code}** ${rule.why[locale]}` : undefined;
}

/** A declaration's first line as it is written, but for what may be a secret; of an endpoint no more than its head. */
function declarationLine({ text, facts }: Block): string {
  const { declaration } = facts;
  const start = declaration?.start ?? 0;
  const end = declaration?.declares === 'endpoint' ? declaration.kind.end : start + MOST_SHOWN;
  const [line = ''] = /^[^\r\n]*/.exec(text.slice(start, Math.min(end, start + MOST_SHOWN))) ?? [];
  const known = line.slice(0, Math.max(0, oddAt(facts) - start));
  const shown = known.replace(SECRET, '') + (SECRET.test(known) || known !== line ? '…' : '');
  return `\`\`\`migplan\n${shown.replaceAll('`', '’').trimEnd()}\n\`\`\``;
}

/** Where something begins that nobody knows: it may be a secret under a misspelt name. */
function oddAt({ reading, syntax }: BlockFacts): number {
  const odd = [
    ...reading.filter(({ problem }) => problem === 'unknown-property'),
    ...syntax.filter(({ expected }) => expected === 'property'),
  ];
  return Math.min(...odd.map(({ start }) => start));
}

const MOST_SHOWN = 300;

/** From a word on behind which somebody may have written one down. */
const SECRET = /(?<![\w-])(?:login|client|secret|password)(?![\w-]).*$/;
