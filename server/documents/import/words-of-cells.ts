/** The words people write into cells for yes, no, and the kinds of addresses, in French and English, as data. */
import { folded } from './columns.ts';

const wordList = (list: string): ReadonlySet<string> => new Set(list.split(' | '));

const YES = wordList(
  'oui | o | yes | y | x | 1 | true | vrai | ok | a conserver | conserver | garder | keep | a migrer | migrer',
);
const NO = wordList(
  'non | n | no | 0 | false | faux | a supprimer | supprimer | delete | drop | ne pas migrer | ne pas conserver | abandonner',
);

/** Yes or no; nothing for other words. */
export function yesOrNo(text: string): boolean | undefined {
  const word =
    folded(text) || (/^[✓✔☑✅]/u.test(text.trim()) ? 'oui' : /^[✗✘☒❌]/u.test(text.trim()) ? 'non' : '');
  return YES.has(word) ? true : NO.has(word) ? false : undefined;
}

export const KINDS = ['personal', 'shared', 'room', 'equipment', 'list', 'alias', 'drop'] as const;
export type Kind = (typeof KINDS)[number];

/** What a licence's or a type's cell says an address is. */
const KIND_WORDS: Readonly<Record<Kind, ReadonlySet<string>>> = {
  personal: wordList(
    'user mailbox | user | utilisateur | personnel | personnelle | nominatif | nominative | personal | member | individuelle',
  ),
  shared: wordList(
    'partagee | partage | partagees | shared | shared mailbox | boite partagee | bal partagee | adresse partagee | generique | fonctionnelle | boite fonctionnelle | generic | mailshare',
  ),
  room: wordList('room | room mailbox | salle | salle de reunion | rooms | salles'),
  equipment: wordList(
    'equipment | equipment mailbox | equipement | materiel | vehicule | resource | ressource',
  ),
  list: wordList(
    'list | liste | listes | lists | group | groupe | groups | groupes | distribution list | distribution group | liste de diffusion | liste de distribution | mail universal distribution group | mail universal security group | group mailbox | mailing list',
  ),
  alias: wordList('alias | aliases'),
  drop: wordList('supprimer | a supprimer | supprimee | delete | deleted | drop | ne pas migrer'),
};

export function kindOf(text: string): Kind | undefined {
  const word = folded(text);
  return KINDS.find((kind) => KIND_WORDS[kind].has(word));
}

const NO_LICENCE = wordList(
  'aucune | aucun | sans | none | unlicensed | sans licence | no licence | no license | neant | nc | n a',
);

/** A licence's name from a cell: `E1`, `Licence E3`; the first of several. */
export function licenceOf(text: string): string | undefined {
  const [first = ''] = text.replace(/\([^)]*\)/g, ' ').split(/[+;,/\n]/);
  const word = first
    .replace(/^\s*(?:licen[cs]e)\s+(?=\S)/i, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (word === '' || NO_LICENCE.has(folded(text)) || !/[\p{L}\p{N}]/u.test(word)) return undefined;
  return /^[a-z]\d$/i.test(word) ? word.toUpperCase() : word;
}

const SUSPENDED = wordList(
  'suspended | suspendu | suspendue | suspendus | disabled | desactive | desactivee | inactive | inactif | archived | archive | blocked | bloque | true',
);

/** Whether an account cannot be signed in to, as directories say it. */
export const isSuspended = (text: string): boolean => SUSPENDED.has(folded(text));
