/** What a property or a head takes, in a few words of each language, from the vocabulary's own description of it. */
import type { Description } from '../../../../grammar/description.ts';
import type { DeclarationKeyword } from '../../../../grammar/patterns.ts';
import type { AtomKind } from '../../../../grammar/tree.ts';
import { isRefused } from '../../../../grammar/wanted.ts';
import { roleOf } from '../editing/value-roles.ts';
import { PlanWords } from './plan-words.ts';

type Locale = 'en' | 'fr';

/** Where a description is from: a value in it is called by what it names there. */
export interface ValuePlace {
  readonly keyword: DeclarationKeyword;
  readonly property?: string;
  readonly locale: Locale;
}

/** Longer than this nobody reads beside a property's name. */
const LONGEST = 90;

/** `address [full | send-as]`, `serveur [port nombre]`; cut where it is long. */
export function inFewWords(description: Description, place: ValuePlace): string {
  const words = inWords(description, place);
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1).trimEnd()}…` : words;
}

/** The same, however long. */
export const inWords = (description: Description, place: ValuePlace): string => say(description, '', place);

function say(description: Description, path: string, place: ValuePlace): string {
  switch (description.kind) {
    case 'atom':
      return ATOMS[description.atom][place.locale];
    case 'words':
      return description.words.join(' | ');
    case 'value':
      return valueWord(description.name, path, place) ?? say(description.of, path, place);
    case 'optional':
      return isRefused(description) ? '' : `[${say(description.of, path, place)}]`;
    case 'repeated':
      return '';
    case 'choice':
      return alternatives(description.of.map((of) => (isRefused(of) ? '' : say(of, path, place))));
    case 'sequence':
      return Object.entries(description.of)
        .map(([key, of]) => say(of, path === '' ? key : `${path}.${key}`, place))
        .filter((part) => part !== '')
        .join(' ');
    case 'rest':
      return '';
  }
}

/** One that another holds already says nothing more. */
const alternatives = (ways: readonly string[]): string =>
  ways.filter((way, index) => !ways.some((other, at) => at < index && other.includes(way))).join(' | ');

/** A value by what it names, else by what it is; nothing for one of a few words. */
export function valueWord(
  name: string,
  path: string,
  { keyword, property, locale }: ValuePlace,
): string | undefined {
  const role = roleOf(keyword, property, path);
  const namespace = role && !role.isNew && name === 'name' ? role.namespace : undefined;
  if (namespace === 'rule') return locale === 'fr' ? 'règle' : 'rule';
  if (namespace && NAMED.has(namespace)) return new PlanWords(locale).say(namespace as 'unit');
  return VALUES[name]?.[locale];
}

const NAMED: ReadonlySet<string> = new Set(['endpoint', 'licence', 'unit', 'timeline', 'lot', 'template']);

type Both = Readonly<Record<Locale, string>>;

const VALUES: Readonly<Record<string, Both>> = {
  name: { en: 'name', fr: 'nom' },
  domain: { en: 'domain', fr: 'domaine' },
  address: { en: 'address', fr: 'adresse' },
  text: { en: '"text"', fr: '"texte"' },
  integer: { en: 'number', fr: 'nombre' },
  size: { en: 'size', fr: 'taille' },
  rate: { en: 'rate', fr: 'débit' },
  money: { en: 'amount', fr: 'montant' },
  date: { en: 'date', fr: 'date' },
  time: { en: 'time', fr: 'heure' },
  offset: { en: 'day', fr: 'jour' },
  duration: { en: 'duration', fr: 'durée' },
  share: { en: 'share', fr: 'part' },
  range: { en: 'range', fr: 'intervalle' },
  'quiet-hours': { en: 'hours', fr: 'heures' },
  right: { en: 'right', fr: 'droit' },
  host: { en: 'host', fr: 'serveur' },
  timezone: { en: 'time zone', fr: 'fuseau horaire' },
  secret: { en: 'secret', fr: 'secret' },
};

const ATOMS: Readonly<Record<AtomKind, Both>> = {
  word: { en: 'name', fr: 'nom' },
  number: { en: 'number', fr: 'nombre' },
  string: { en: '"text"', fr: '"texte"' },
  address: { en: 'address', fr: 'adresse' },
  domain: { en: 'domain', fr: 'domaine' },
  date: { en: 'date', fr: 'date' },
  time: { en: 'time', fr: 'heure' },
  offset: { en: 'day', fr: 'jour' },
  placeholder: { en: 'placeholder', fr: 'champ' },
  symbol: { en: 'sign', fr: 'signe' },
};
