/** What a failure says, in few words, of something that could not be read because of it. */
import { inEach, inLanguage, type Text } from '../../planning/text.ts';
import type { Failure } from '../../running/failures.ts';

export const whyUnknown = ({ where, what, words }: Failure): Text =>
  inEach((locale) => {
    const said = inLanguage(locale, words);
    return `${where[locale]} ${what[locale]}${said === '' ? '' : ` (${said})`}`;
  });
