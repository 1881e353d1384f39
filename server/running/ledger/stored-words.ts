/** Words in a column of text: another's own as they are, ours in each language as JSON. */
import type { Words } from '../../planning/text.ts';

export const storeWords = (words: Words): string =>
  typeof words === 'string' ? words : JSON.stringify(words);

export function readWords(stored: string): Words {
  if (!stored.startsWith('{"en":')) return stored;
  try {
    const { en, fr } = JSON.parse(stored) as Record<string, unknown>;
    return typeof en === 'string' && typeof fr === 'string' ? { en, fr } : stored;
  } catch {
    return stored;
  }
}
