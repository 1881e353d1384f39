/**
 * How well a text answers what somebody types to find it: whatever the case and the accents, letters may be left out.
 * Made for tens of thousands of texts a key press: a text that lacks a letter is passed over by one comparison.
 */

/** What is looked for: words that must all be found, and the letters that a text must have for it. */
export interface Wanted {
  readonly words: readonly string[];
  readonly letters: number;
}

export function wantedIn(query: string): Wanted {
  const plain = folded(query);
  return { words: plain.split(/\s+/).filter((word) => word !== ''), letters: lettersOf(plain) };
}

/** The best that a text can answer. */
export const BEST = 900;

/** How well a folded text answers that holds each word as it is; 0 where it does not. All do where nothing is wanted. */
export const matchScore = ({ words }: Wanted, text: string): number => leastOf(words, text, held);

/** The same, where letters may stand between: never better than the least that holds the words. */
export const fuzzyScore = ({ words }: Wanted, text: string): number =>
  leastOf(words, text, (word, text) => held(word, text) || scattered(word, text));

/** A text answers as well as it does the word that it answers worst. */
function leastOf(words: readonly string[], text: string, score: typeof held): number {
  let least = BEST;
  for (const word of words) {
    const found = score(word, text);
    if (found === 0) return 0;
    if (found < least) least = found;
  }
  return least;
}

/** The whole, its beginning, a word's beginning, or somewhere; shorter texts first. */
function held(word: string, text: string): number {
  const first = text.indexOf(word);
  if (first < 0) return 0;
  const rest = Math.min(99, text.length - word.length);
  if (first === 0) return (isBreak(text, word.length) ? BEST : 800) - rest;
  for (let at = first; at >= 0; at = text.indexOf(word, at + 1)) {
    if (isBreak(text, at - 1)) return 700 - rest;
  }
  return 500 - rest;
}

/** Letters with others between, as initials have and slips of the pen: each goes on in a word or begins one. */
function scattered(word: string, text: string): number {
  const close = Math.max(steps(word, text, true), steps(word, text, false));
  return close < 0 ? 0 : 100 + Math.round((100 * close) / word.length);
}

/** How many letters begin a word or follow the one before; -1 where one is not to be had. */
function steps(word: string, text: string, prefersBeginnings: boolean): number {
  let [at, close] = [-1, 0];
  for (let i = 0; i < word.length; i++) {
    const letter = word.charAt(i);
    const begins = beginningWith(letter, text, at + 1);
    const goesOn = at < 0 ? -1 : laterInWord(letter, text, at + 1);
    const found = goesOn === at + 1 || begins < 0 || (goesOn >= 0 && !prefersBeginnings) ? goesOn : begins;
    if (found < 0) return -1;
    if (found === begins || found === at + 1) close++;
    at = found;
  }
  return close;
}

function beginningWith(letter: string, text: string, from: number): number {
  let at = text.indexOf(letter, from);
  while (at > 0 && !isBreak(text, at - 1)) at = text.indexOf(letter, at + 1);
  return at;
}

function laterInWord(letter: string, text: string, from: number): number {
  for (let at = from; at < text.length && !isBreak(text, at); at++) if (text.charAt(at) === letter) return at;
  return -1;
}

/** Whether what stands here parts words. */
function isBreak(text: string, at: number): boolean {
  const code = at < text.length ? text.charCodeAt(at) : 0;
  return code < 48 || (code > 57 && code < 97) || (code > 122 && code < 128);
}

/** Without case and accents. */
export function folded(text: string): string {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0x7f) return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  }
  return text.toLowerCase();
}

/** A bit for each letter that is in a folded text, and for the digits two by two: texts without one are passed over. */
export function lettersOf(text: string): number {
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 97 && code <= 122) bits |= 1 << (code - 97);
    else if (code >= 48 && code <= 57) bits |= 1 << (26 + ((code - 48) >> 1));
  }
  return bits;
}
