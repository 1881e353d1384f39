/**
 * The local parts in use in one domain. It refuses one that another could be taken for, a letter, dot or hyphen apart, so that a
 * story has only the look-alikes that somebody put there.
 */
export class LocalParts {
  readonly #shortened = new Set<string>();

  /** Takes `local` if nothing like it is in use. Two words one edit apart share a form with one letter left out. */
  claim(local: string): boolean {
    const forms = [local];
    for (let index = 0; index < local.length; index++)
      forms.push(local.slice(0, index) + local.slice(index + 1));
    if (forms.some((form) => this.#shortened.has(form))) return false;
    for (const form of forms) this.#shortened.add(form);
    return true;
  }
}

/** `Anaïs Lefèvre` → `anais.lefevre`: folded to ASCII, blanks and apostrophes to hyphens. */
export function localPart(...words: readonly string[]): string {
  return words.map(slug).join('.');
}

/** `Île-de-France` → `ile-de-france`. */
export function slug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
