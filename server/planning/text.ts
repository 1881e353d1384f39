/** What a person may read, in every language this program speaks. Another's own words stay as they were said. */
import type { Locale } from '../language/rules/rule.ts';

export type Text = Readonly<Record<Locale, string>>;

/** Another's own words, a server's or the system's, or ours in each language. */
export type Words = string | Text;

export const text = (en: string, fr: string): Text => ({ en, fr });

/** For text with parts that differ by language themselves. */
export const inEach = (say: (locale: Locale) => string): Text => text(say('en'), say('fr'));

export const inLanguage = (locale: Locale, words: Words): string =>
  typeof words === 'string' ? words : words[locale];

/** An error that people are told of: its message is English, for logs, its text every language's. */
export class TextError extends Error {
  readonly text: Text;

  constructor(told: Text) {
    super(told.en);
    this.text = told;
  }
}
