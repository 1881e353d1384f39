/** People's names as words of plain ASCII letters, the way they can stand in an address. Knows no plan and no pattern. */

/** Letters that lose more than a mark; every other one is what is left of it without its marks. */
const LIGATURES: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŋ: 'n',
  þ: 'th',
};

/** German and Nordic letters as they are written where there is no key for them: `Müller` is `mueller` too. */
const SPELT_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };

const foldedLetters = new Map<string, string>();

/** `Éloïse` → `eloise`, `Cœur` → `coeur`; letters without an ASCII form stay what they are. */
export function foldedName(text: string): string {
  const lower = text.toLowerCase();
  return isAscii(lower) ? lower : Array.from(lower, foldedLetter).join('');
}

/** The same with the letters spelt out: `Müller` → `mueller`. */
export const speltOut = (text: string): string =>
  foldedName(
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(/[äöüøå]/g, (letter) => SPELT_OUT[letter] ?? letter),
  );

/** Whether `speltOut` could say anything else than `foldedName`. */
export const hasTwoSpellings = (text: string): boolean =>
  !isAscii(text) && speltOut(text) !== foldedName(text);

function foldedLetter(letter: string): string {
  const code = letter.charCodeAt(0);
  if (code < 0x80) return letter;
  if (code >= 0x2000 && code < 0x2070) return ' '; // typographic dashes, apostrophes and spaces
  const known = foldedLetters.get(letter);
  if (known !== undefined) return known;
  const folded = LIGATURES[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '');
  if (foldedLetters.size < MOST_LETTERS) foldedLetters.set(letter, folded);
  return folded;
}

/** As many different letters as names are written with; what is over is folded each time. */
const MOST_LETTERS = 1000;

/** The words of a name, folded; nothing where it has a letter that no address can be spelt with, or a digit: no person's. */
export function nameWords(name: string): string[] | undefined {
  const folded = foldedName(name);
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at <= folded.length; at++) {
    const code = folded.charCodeAt(at);
    if (code >= 97 && code <= 122) {
      if (start < 0) start = at;
      continue;
    }
    if (code > 0x7f || (code >= 48 && code <= 57)) return undefined;
    if (start >= 0) words.push(folded.slice(start, at));
    start = -1;
  }
  return words;
}

/** Letters by code with what they fold to, where that is one letter; 0 for everything else. */
const ONE_LETTER = Uint8Array.from({ length: 0x180 }, (_, code) => {
  const folded = foldedName(String.fromCharCode(code));
  return /^[a-z]$/.test(folded) ? folded.charCodeAt(0) : 0;
});

/**
 * Where in `local` the name ends if it is written there from `at` on letter by letter, a separator for each of its own; else
 * -1. The quick way to most names: it makes no text.
 */
export function endOfName(name: string, local: string, at: number): number {
  let here = at;
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index);
    const letter = ONE_LETTER[code] ?? 0;
    const found = local.charCodeAt(here++);
    if (letter === 0 ? !isBlank(code) || !isSeparator(found) : found !== letter) return -1;
  }
  return here;
}

/** What may stand between the words of a name in an address: a hyphen, a dot, an underscore, an apostrophe. */
export const isSeparator = (code: number): boolean =>
  code === 45 || code === 46 || code === 95 || code === 39;

/** What stands between the words of a name: a space, a hyphen, an apostrophe of either kind. */
const isBlank = (code: number): boolean => code === 32 || code === 45 || code === 39 || code === 0x2019;

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
