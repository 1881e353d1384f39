/** What the words mean that a value may be, where the word alone does not tell everybody, in one sentence of each language. */
import type { Secret } from '../../../../grammar/shapes.ts';
import type { ENDPOINT_KINDS, LOGIN_METHODS, PHASES, RIGHTS } from '../../../../grammar/vocabulary.ts';

type Both = Readonly<Record<'en' | 'fr', string>>;
type Option =
  | (typeof ENDPOINT_KINDS | typeof LOGIN_METHODS | typeof PHASES | typeof RIGHTS)[number]
  | Exclude<Secret['kind'], 'literal'>;

/** No word is in two of these lists, so that it needs no place to be known by. */
export const OPTION_WORDS: Readonly<Record<Option, Both>> = {
  imap: { en: 'Any mail server that speaks IMAP.', fr: 'Tout serveur de messagerie qui parle IMAP.' },
  cyrus: { en: 'A Cyrus IMAP server.', fr: 'Un serveur Cyrus IMAP.' },
  dovecot: { en: 'A Dovecot server.', fr: 'Un serveur Dovecot.' },
  microsoft365: { en: 'An organisation at Microsoft 365.', fr: 'Une organisation chez Microsoft 365.' },
  bluemind: { en: 'A BlueMind server.', fr: 'Un serveur BlueMind.' },
  archive: {
    en: 'A folder of files: Maildir, mbox or eml.',
    fr: 'Un dossier de fichiers\u00A0: Maildir, mbox ou eml.',
  },
  master: {
    en: 'One user who may open every mailbox, written as mailbox*user.',
    fr: 'Un utilisateur qui peut ouvrir toutes les boîtes, écrit boîte*utilisateur.',
  },
  admin: {
    en: 'An administrator who acts for each mailbox.',
    fr: 'Un administrateur qui agit pour chaque boîte.',
  },
  each: {
    en: 'Each mailbox with its own password: the secret is a table of addresses and passwords, best in a file.',
    fr: 'Chaque boîte avec son propre mot de passe\u00A0: le secret est un tableau d’adresses et de mots de passe, de préférence un fichier.',
  },
  oauth2: {
    en: 'An access token, asked for when it is needed.',
    fr: 'Un jeton d’accès, demandé quand il le faut.',
  },
  env: { en: 'A variable of the environment.', fr: 'Une variable d’environnement.' },
  file: {
    en: 'A file, named from the plan’s folder, that nobody else may read.',
    fr: 'Un fichier, nommé à partir du dossier du plan, que personne d’autre ne peut lire.',
  },
  keychain: {
    en: 'An entry of the system’s keychain.',
    fr: 'Une entrée du trousseau du système.',
  },
  prompt: {
    en: 'Asked for when it is needed. Behind login each it is asked for each mailbox, in a terminal and not in the editor.',
    fr: 'Demandé quand il le faut. Derrière login each, il l’est pour chaque boîte, dans un terminal et non dans l’éditeur.',
  },
  'send-sheets': { en: 'Units are sent their sheets.', fr: 'Les unités reçoivent leurs feuilles.' },
  'sheets-due': { en: 'The sheets are back.', fr: 'Les feuilles sont revenues.' },
  freeze: {
    en: 'Nobody changes the lot any more.',
    fr: 'Plus personne ne change le lot.',
  },
  stage: {
    en: 'The first copy; the source stays live.',
    fr: 'La première copie\u00A0; la source reste en service.',
  },
  lock: { en: 'People are kept from the old system.', fr: 'L’ancien système est fermé aux personnes.' },
  cutover: {
    en: 'Accounts, passwords and the way of new mail change over.',
    fr: 'Comptes, mots de passe et chemin du nouveau courrier basculent.',
  },
  open: {
    en: 'People begin to work at the target.',
    fr: 'Les personnes commencent à travailler sur la cible.',
  },
  delta: {
    en: 'What arrived late is copied.',
    fr: 'Ce qui est arrivé tard est copié.',
  },
  verify: {
    en: 'Both ends are compared, message by message.',
    fr: 'Les deux côtés sont comparés, message par message.',
  },
  retire: { en: 'The old mailboxes are given up.', fr: 'Les anciennes boîtes sont abandonnées.' },
  read: { en: 'Read what is in it.', fr: 'Lire ce qu’elle contient.' },
  write: { en: 'Read it, and file and mark messages.', fr: 'La lire, y classer et y marquer des messages.' },
  full: { en: 'Read, write and delete in it.', fr: 'Y lire, écrire et supprimer.' },
  'send-as': { en: 'Send in its name.', fr: 'Envoyer en son nom.' },
  'send-on-behalf': {
    en: 'Send on its behalf: the sender is shown too.',
    fr: 'Envoyer de sa part\u00A0: l’expéditeur est montré aussi.',
  },
};
