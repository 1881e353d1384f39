/** The language to speak, known before the command line is parsed: help and usage errors are said in it too. */
import type { Locale } from '../language/rules/rule.ts';

/** What `--lang` says, else the environment (`fr_FR.UTF-8`), else English. */
export function localeOf(argv: readonly string[], language: string): Locale {
  const asked = askedLanguage(argv);
  if (asked === 'en' || asked === 'fr') return asked;
  return /^fr/i.test(language) ? 'fr' : 'en';
}

function askedLanguage(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  const last = options.findLastIndex((value) => value === '--lang' || value.startsWith('--lang='));
  return last < 0 ? undefined : (/^--lang=(.*)$/s.exec(options[last] ?? '')?.[1] ?? options[last + 1]);
}
