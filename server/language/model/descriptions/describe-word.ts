/**
 * What a word of the language is: a declaration's keyword, a property's name, a word that a value may be. What it is for, what
 * it takes, what holds without it, and an example, from the vocabulary and the words that go with it.
 */
import { propertiesOf } from '../../../../grammar/declarations.ts';
import type { DeclarationKeyword } from '../../../../grammar/patterns.ts';
import { VOCABULARY } from '../../../../grammar/vocabulary.ts';
import { DECLARATION_WORDS } from '../words/declaration-words.ts';
import { DEFAULT_WORDS } from '../words/default-words.ts';
import { DECLARATION_EXAMPLES, PROPERTY_EXAMPLES } from '../words/examples.ts';
import { OPTION_WORDS } from '../words/option-words.ts';
import { PROPERTY_WORDS } from '../words/property-words.ts';
import { inWords } from '../words/value-words.ts';

type Locale = 'en' | 'fr';

export interface WordDescription {
  readonly name: string;
  /** What it takes; empty where it takes nothing or is one of several itself. */
  readonly takes: string;
  /** In Markdown. */
  readonly says: string;
}

export function describeKeyword(keyword: DeclarationKeyword, locale: Locale): WordDescription {
  return {
    name: keyword,
    takes: inWords(VOCABULARY[keyword].head.description, { keyword, locale }),
    says: paragraphs(DECLARATION_WORDS[keyword][locale], undefined, DECLARATION_EXAMPLES[keyword], locale),
  };
}

export function describeProperty(
  keyword: DeclarationKeyword,
  property: string,
  locale: Locale,
): WordDescription | undefined {
  const shape = propertiesOf(keyword, undefined).known.get(property)?.shape;
  const words = of(PROPERTY_WORDS[keyword], property)?.[locale];
  if (!shape || words === undefined) return undefined;
  const defaults: Readonly<Record<string, Readonly<Record<Locale, string>>>> = DEFAULT_WORDS[keyword] ?? {};
  const without = of(defaults, property)?.[locale];
  return {
    name: property,
    takes: inWords(shape.description, { keyword, property, locale }),
    says: paragraphs(words, without, of(PROPERTY_EXAMPLES[keyword], property), locale),
  };
}

export function describeOption(word: string, locale: Locale): WordDescription | undefined {
  const says = of(OPTION_WORDS, word)?.[locale];
  return says === undefined ? undefined : { name: word, takes: '', says };
}

/** A property of a table by a name that anybody may have written. */
const of = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

function paragraphs(
  words: string,
  without: string | undefined,
  example: string | undefined,
  locale: Locale,
): string {
  return [
    words,
    ...(without === undefined ? [] : [`${DEFAULT[locale]}${without}`]),
    ...(example === undefined ? [] : [`\`\`\`migplan\n${example}\n\`\`\``]),
  ].join('\n\n');
}

const DEFAULT = { en: '- by default: ', fr: '- par défaut\u00A0: ' } as const;
