import type { Expected } from '../../../grammar/cursor.ts';
import type { Span } from '../../../grammar/tree.ts';
import { defineRule, type Locale, plan } from './rule.ts';

/** A value of another kind than its property takes, or one that cannot be: 31 February, a range upside down. */
export const wrongValue = defineRule({
  code: 'MP005',
  name: 'wrong-value',
  severity: 'error',
  on: 'wrong-value',
  why: {
    en: 'A value that cannot be what is meant is left out, and the plan would go on without it.',
    fr: 'Une valeur qui ne peut pas être celle attendue est laissée de côté, et le plan continuerait sans elle.',
  },
  bad: plan`
    licence E1 { price ⟦50 GB⟧ }
    lot first { date ⟦2025-02-31⟧; capacity ⟦40..20⟧ mailboxes }`,
  good: plan`
    licence E1 { price 2.76 EUR/month }
    domain a.example
    lot first { date 2025-02-28; capacity 0..40 mailboxes; domain a.example }`,
  check({ start, end, expected, found, of }, { block }) {
    const pattern = typeof expected === 'string' ? COMPOSITE[expected] : undefined;
    const at = pattern && found !== '' ? wholeValue(block.text, { start, end }, pattern) : { start, end };
    const shown = found === '' ? '' : block.text.slice(at.start, Math.min(at.end, at.start + 60));
    return { at, data: { expected, found: shown, of } };
  },
  message: {
    en: ({ expected, found, of }) =>
      expected === 'end'
        ? `nothing more belongs to ${of} here; remove ${found || 'this'}`
        : `${of} takes ${wanted(expected, 'en')}${found ? `, not ${found}` : ''}`,
    fr: ({ expected, found, of }) =>
      expected === 'end'
        ? `rien d’autre n’est attendu ici pour ${of}\u00A0; retirez ${found || 'ceci'}`
        : `${of} attend ${wanted(expected, 'fr')}${found ? `, et non ${found}` : ''}`,
  },
});

const TWO_WORDS = /^\S+(?:\s+\S+)?/;
const INTERVAL = /^[^\s.]+(?:\s*\.\.\s*\S+)?/;

/** Values written in several parts: what is wrong is the whole of them. */
const COMPOSITE: Readonly<Partial<Record<Extract<Expected, string>, RegExp>>> = {
  size: TWO_WORDS,
  rate: TWO_WORDS,
  money: TWO_WORDS,
  duration: TWO_WORDS,
  range: INTERVAL,
  'quiet-hours': INTERVAL,
  share: /^\S+(?:\s*%)?/,
  timezone: /^\S+/,
};

/** From `start` to the end of the value, at most the line's or the next separator's; a text is no part of it. */
function wholeValue(text: string, { start, end }: Span, pattern: RegExp): Span {
  const [rest = ''] = /^[^;,{}#"\r\n]*/.exec(text.slice(start, start + 200)) ?? [];
  const [value = ''] = pattern.exec(rest) ?? [];
  return { start, end: Math.max(end, start + value.length) };
}

function wanted(expected: Expected, locale: Locale): string {
  if (typeof expected === 'string') return WORDS[expected][locale];
  const [only = '', ...others] = expected.words;
  if (only === 'password') return SECRET_NAMED[locale]; // the word is known only so that what follows it can be refused
  if (others.length === 0) return locale === 'en' ? `the word ${only}` : `le mot ${only}`;
  return `${locale === 'en' ? 'one of' : 'l’un de'} ${[only, ...others].join(', ')}`;
}

const SECRET_NAMED: Readonly<Record<Locale, string>> = {
  en: 'the word secret and where it is kept, such as secret env NAME',
  fr: 'le mot secret et l’endroit où il est gardé, par exemple secret env NOM',
};

const WORDS: Readonly<Record<Extract<Expected, string>, Readonly<Record<Locale, string>>>> = {
  name: { en: 'a name such as grand-est', fr: 'un nom tel que grand-est' },
  domain: { en: 'a domain such as example.org', fr: 'un domaine tel que example.org' },
  address: {
    en: 'an address such as anna@example.org',
    fr: 'une adresse telle que anna@example.org',
  },
  text: { en: 'a text between quotes, such as "Anna"', fr: 'un texte entre guillemets, tel que "Anna"' },
  integer: { en: 'a whole number such as 60', fr: 'un nombre entier tel que 60' },
  size: { en: 'a size such as 50 GB', fr: 'une taille telle que 50 GB' },
  rate: { en: 'a rate such as 20 MB/s', fr: 'un débit tel que 20 MB/s' },
  money: { en: 'an amount such as 2.76 EUR/month', fr: 'un montant tel que 2.76 EUR/month' },
  date: { en: 'a day that exists, such as 2025-01-20', fr: 'un jour qui existe, tel que 2025-01-20' },
  time: { en: 'a time such as 16:00', fr: 'une heure telle que 16:00' },
  offset: {
    en: 'a day of the wave, such as D-14, D or D+3',
    fr: 'un jour de la vague, tel que D-14, D ou D+3',
  },
  duration: { en: 'a duration such as 60 days', fr: 'une durée telle que 60 days' },
  share: { en: 'a share such as 1/3 or 33 %', fr: 'une part telle que 1/3 ou 33 %' },
  range: {
    en: 'a range with the smaller number first, such as 20..40',
    fr: 'un intervalle, le plus petit nombre d’abord, tel que 20..40',
  },
  'quiet-hours': { en: 'hours such as 08:00..18:00', fr: 'des heures telles que 08:00..18:00' },
  host: { en: 'a host such as imap.example.org', fr: 'un serveur tel que imap.example.org' },
  timezone: { en: 'a time zone such as Europe/Paris', fr: 'un fuseau horaire tel que Europe/Paris' },
  secret: {
    en: 'the name of a secret: env NAME, file "path", keychain "name" or prompt',
    fr: 'le nom d’un secret\u00A0: env NOM, file "chemin", keychain "nom" ou prompt',
  },
  arrow: {
    en: 'an arrow -> before the address it goes to',
    fr: 'une flèche -> avant l’adresse de destination',
  },
  end: { en: 'nothing more', fr: 'rien de plus' },
};
