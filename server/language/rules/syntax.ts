import { DECLARATION_KEYWORDS } from '../../../grammar/patterns.ts';
import type { SyntaxExpectation } from '../../../grammar/tree.ts';
import { nearest } from '../model/editing/nearest.ts';
import { defineRule, type Locale, plan } from './rule.ts';

/** What the parser could not read. It costs its own statement and no more: everything else is read and checked. */
export const syntax = defineRule({
  code: 'MP001',
  name: 'syntax',
  severity: 'error',
  on: 'syntax',
  why: {
    en: 'What cannot be read is not planned. The rest of the file is read all the same, so one slip hides no other.',
    fr: 'Ce qui ne peut être lu n’est pas planifié. Le reste du fichier est lu malgré tout\u00A0: une faute n’en cache pas d’autre.',
  },
  bad: plan`
    domain a.example
    mailbox anna@a.example "Anna" ⟦{⟧
      title "Secretary"
    mailbox jean@a.example "Jean"`,
  good: plan`
    domain a.example
    mailbox anna@a.example "Anna" {
      title "Secretary"
    }
    mailbox jean@a.example "Jean"`,
  check({ start, end, expected, found }) {
    return { at: { start, end }, data: { expected, found: found.slice(0, 40) } };
  },
  message: {
    en: ({ expected, found }) => MESSAGES[expected].en(found),
    fr: ({ expected, found }) => MESSAGES[expected].fr(found),
  },
});

type Message = Readonly<Record<Locale, (found: string) => string>>;

/** Whether a word would begin a declaration where one can begin. */
const isKeyword = (found: string): boolean => DECLARATION_KEYWORDS.some((keyword) => keyword === found);

/** Which keyword a stray word may have been meant for. */
const meant = (found: string): string | undefined => nearest(found, DECLARATION_KEYWORDS);

const MESSAGES: Readonly<Record<SyntaxExpectation, Message>> = {
  declaration: {
    en: (found) =>
      isKeyword(found)
        ? `a declaration begins in the first column; move ${found} to the start of a line`
        : `${found || 'this'} starts no declaration${meant(found) ? `: did you mean ${meant(found)}?` : '; indent what belongs to the declaration above'}`,
    fr: (found) =>
      isKeyword(found)
        ? `une déclaration commence en première colonne\u00A0; mettez ${found} en début de ligne`
        : `${found || 'ceci'} ne commence aucune déclaration${meant(found) ? `\u00A0: vouliez-vous dire ${meant(found)}\u00A0?` : '\u00A0; décalez ce qui appartient à la déclaration du dessus'}`,
  },
  property: {
    en: (found) => `a property begins with its name, not with ${found || 'this'}`,
    fr: (found) => `une propriété commence par son nom, et non par ${found || 'ceci'}`,
  },
  value: {
    en: () => 'a value is missing beside this comma; write it or remove the comma',
    fr: () => 'il manque une valeur à côté de cette virgule\u00A0; écrivez-la ou retirez la virgule',
  },
  separator: {
    en: (found) => `a semicolon or a new line is missing before ${found || 'this'}`,
    fr: (found) => `il manque un point-virgule ou un retour à la ligne avant ${found || 'ceci'}`,
  },
  'closing-brace': {
    en: () => 'this brace is never closed; add a } where the declaration ends',
    fr: () => 'cette accolade n’est jamais fermée\u00A0; ajoutez } à la fin de la déclaration',
  },
  'closing-quote': {
    en: () => 'this text has no closing quote; add a " at its end, on the same line',
    fr: () => 'ce texte n’a pas de guillemet fermant\u00A0; ajoutez " à sa fin, sur la même ligne',
  },
  'valid-escape': {
    en: () => 'after a backslash only ", \\, n or u{…} can stand; write \\\\ for a backslash',
    fr: () =>
      'après une barre oblique inverse seuls ", \\, n ou u{…} sont admis\u00A0; écrivez \\\\ pour la barre elle-même',
  },
  'shorter-declaration': {
    en: () => 'this declaration is too long to be read; split it, or keep its list in several files',
    fr: () =>
      'cette déclaration est trop longue pour être lue\u00A0; découpez-la, ou répartissez sa liste en plusieurs fichiers',
  },
  token: {
    en: (found) => `${found || 'this'} means nothing here; remove it or put the text between quotes`,
    fr: (found) =>
      `${found || 'ceci'} n’a pas de sens ici\u00A0; retirez-le ou mettez le texte entre guillemets`,
  },
};
