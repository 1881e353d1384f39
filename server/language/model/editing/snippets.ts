/**
 * Declarations to fill in, as snippets of the Language Server Protocol: their heads and what they require, made from the
 * vocabulary's description.
 */

import { propertiesOf } from '../../../../grammar/declarations.ts';
import type { Description } from '../../../../grammar/description.ts';
import type { DeclarationKeyword } from '../../../../grammar/patterns.ts';
import { VOCABULARY } from '../../../../grammar/vocabulary.ts';
import { valueWord } from '../words/value-words.ts';

export interface SnippetOptions {
  readonly locale: 'en' | 'fr';
  /** Whether mailboxes have licences in this plan. */
  readonly hasLicences: boolean;
  /** In a template an address has no domain. */
  readonly isInTemplate: boolean;
}

/** Declarations of which one line is enough; the others begin with a body. */
const SHORT: ReadonlySet<DeclarationKeyword> = new Set([
  ...(['domain', 'mailbox', 'shared', 'resource', 'list', 'alias', 'forward', 'drop'] as const),
]);

export function declarationSnippet(keyword: DeclarationKeyword, options: SnippetOptions): string {
  const snippet = new Snippet(keyword, options);
  const head = snippet.head();
  if (SHORT.has(keyword)) return `${head}$0`;
  const required = keyword === 'endpoint' ? [] : propertiesOf(keyword, undefined).required;
  return `${head} {\n${required.map((name) => `  ${snippet.property(name)}\n`).join('')}  $0\n}`;
}

/** A property with places to fill in. */
export const propertySnippet = (keyword: DeclarationKeyword, property: string, locale: 'en' | 'fr'): string =>
  new Snippet(keyword, { locale, hasLicences: false, isInTemplate: false }).property(property);

class Snippet {
  private stops = 0;
  /** The property that is being written; its head comes before any. */
  private at: string | undefined;
  private readonly keyword: DeclarationKeyword;
  private readonly options: SnippetOptions;

  constructor(keyword: DeclarationKeyword, options: SnippetOptions) {
    this.keyword = keyword;
    this.options = options;
  }

  head(): string {
    const { description } = VOCABULARY[this.keyword].head;
    return [this.keyword, ...this.parts(description, '')].join(' ');
  }

  property(name: string): string {
    const property = propertiesOf(this.keyword, undefined).known.get(name);
    this.at = name;
    return [name, ...(property ? this.parts(property.shape.description, '') : [])].join(' ');
  }

  private parts(description: Description, key: string): string[] {
    switch (description.kind) {
      case 'sequence':
        return Object.entries(description.of).flatMap(([name, of]) => this.parts(of, name));
      case 'optional':
        return this.isOffered(key) ? this.parts(description.of, key) : [];
      case 'words':
        return [description.words.length > 1 ? this.stop(description.words) : (description.words[0] ?? '')];
      case 'value':
        return this.value(description, key);
      case 'choice':
        return description.of.slice(0, 1).flatMap((first) => this.parts(first, key));
      default:
        return [];
    }
  }

  private isOffered(key: string): boolean {
    return (
      key === 'title' ||
      key === 'label' ||
      key === 'reason' ||
      (key === 'licence' && this.options.hasLicences)
    );
  }

  private value({ name, of }: Extract<Description, { kind: 'value' }>, key: string): string[] {
    if (name === 'text') return [`"${this.stop([TITLES[key]?.[this.options.locale] ?? ''])}"`];
    const word = valueWord(name, key, {
      keyword: this.keyword,
      locale: this.options.locale,
      ...(this.at === undefined ? {} : { property: this.at }),
    });
    if (word === undefined) return this.parts(of, key);
    return [`${this.stop([word])}${name === 'address' && this.options.isInTemplate ? '@' : ''}`];
  }

  private stop(choices: readonly string[]): string {
    const [only = '', ...others] = choices;
    const number = ++this.stops;
    return others.length > 0 ? `\${${number}|${choices.join(',')}|}` : `\${${number}:${only}}`;
  }
}

const TITLES: Readonly<Record<string, Readonly<Record<'en' | 'fr', string>>>> = {
  title: { en: 'title', fr: 'titre' },
  label: { en: 'name', fr: 'nom' },
  reason: { en: 'reason', fr: 'raison' },
};
