/** The sentences about rows that name other rows. */
import { quoted, type Words } from './remark.ts';

export const ALIAS_OF_NOTHING: Words = {
  en: 'is an alias, and the row does not say of which address; name it, or give it a licence',
  fr: 'est un alias, et la ligne ne dit pas de quelle adresse ; nommez-la, ou donnez une licence',
};

export const leadsNowhere = (wanted: string): Words => ({
  en: `is an alias of “${quoted(wanted)}”, which is no mailbox of this file; correct it, or add that mailbox`,
  fr: `est un alias de « ${quoted(wanted)} », qui n’est pas une boîte de ce fichier ; corrigez, ou ajoutez cette boîte`,
});

export const outside = (address: string, to: string): Words => ({
  en: `${address} leads to ${to}, which is not in this file: written as a forward, which the target may refuse`,
  fr: `${address} mène à ${to}, absente de ce fichier : écrite comme redirection, que la cible peut refuser`,
});

export const NOT_SHARED: Words = {
  en: 'names people with access to a mailbox that is not shared; make it shared, or give access by hand',
  fr: 'nomme des personnes ayant accès à une boîte qui n’est pas partagée ; partagez-la, ou donnez l’accès à la main',
};

export const noPerson = (part: string, found: object | undefined): Words => ({
  en: `access for “${quoted(part)}” is left out: ${found ? 'it is not a person’s mailbox' : 'no row, or more than one, is theirs'}; add it to the plan by hand`,
  fr: `l’accès de « ${quoted(part)} » est laissé de côté : ${found ? 'ce n’est pas la boîte d’une personne' : 'aucune ligne, ou plusieurs, lui correspondent'} ; ajoutez-le au plan à la main`,
});

export const NO_LIST: Words = {
  en: 'names members of an address that is not a list; say so in its type, or add them by hand',
  fr: 'nomme les membres d’une adresse qui n’est pas une liste ; dites-le dans son type, ou ajoutez-les à la main',
};

export const noMember = (part: string): Words => ({
  en: `member “${quoted(part)}” is left out: it is no address, and no row is theirs; add it by hand`,
  fr: `le membre « ${quoted(part)} » est laissé de côté : ce n’est pas une adresse, et aucune ligne ne lui correspond ; ajoutez-le à la main`,
});

export const noAlias = (words: string): Words => ({
  en: `“${quoted(words)}” among the aliases is no address; write whole addresses`,
  fr: `« ${quoted(words)} » parmi les alias n’est pas une adresse ; écrivez des adresses entières`,
});

export const elsewhere = (alias: string): Words => ({
  en: `alias ${alias} is left out: no mailbox of this file is in its domain`,
  fr: `l’alias ${alias} est laissé de côté : aucune boîte de ce fichier n’est dans son domaine`,
});

export const notFree = (alias: string): Words => ({
  en: `alias ${alias} is left out: another row has this address`,
  fr: `l’alias ${alias} est laissé de côté : une autre ligne a cette adresse`,
});
