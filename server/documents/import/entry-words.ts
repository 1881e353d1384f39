/** The sentences about rows that name other rows. */
import { quoted, type Words } from './remark.ts';

export const ALIAS_OF_NOTHING: Words = {
  en: 'is an alias, and the row does not say of which address; name it, or give it a licence',
  fr: 'est un alias, et la ligne ne dit pas de quelle adresse\u00A0; nommez-la, ou donnez une licence',
};

export const leadsNowhere = (wanted: string): Words => ({
  en: `is an alias of “${quoted(wanted)}”, which is no mailbox of this file; correct it, or add that mailbox`,
  fr: `est un alias de «\u00A0${quoted(wanted)}\u00A0», qui n’est pas une boîte de ce fichier\u00A0; corrigez, ou ajoutez cette boîte`,
});

export const outside = (address: string, to: string): Words => ({
  en: `${address} leads to ${to}, which is not in this file: written as a forward, which the target may refuse`,
  fr: `${address} mène à ${to}, absente de ce fichier\u00A0: écrite comme redirection, que la cible peut refuser`,
});

export const NOT_SHARED: Words = {
  en: 'names people with access to a mailbox that is not shared; make it shared, or give access by hand',
  fr: 'nomme des personnes ayant accès à une boîte qui n’est pas partagée\u00A0; partagez-la, ou donnez l’accès à la main',
};

export const noPerson = (part: string, found: object | undefined): Words => ({
  en: `access for “${quoted(part)}” is left out: ${found ? 'it is not a person’s mailbox' : 'no row, or more than one, is theirs'}; add it to the plan by hand`,
  fr: `l’accès de «\u00A0${quoted(part)}\u00A0» est laissé de côté\u00A0: ${found ? 'ce n’est pas la boîte d’une personne' : 'aucune ligne, ou plusieurs, lui correspondent'}\u00A0; ajoutez-le au plan à la main`,
});

export const NO_LIST: Words = {
  en: 'names members of an address that is not a list; say so in its type, or add them by hand',
  fr: 'nomme les membres d’une adresse qui n’est pas une liste\u00A0; dites-le dans son type, ou ajoutez-les à la main',
};

export const noMember = (part: string): Words => ({
  en: `member “${quoted(part)}” is left out: it is no address, and no row is theirs; add it by hand`,
  fr: `le membre «\u00A0${quoted(part)}\u00A0» est laissé de côté\u00A0: ce n’est pas une adresse, et aucune ligne ne lui correspond\u00A0; ajoutez-le à la main`,
});

export const noAlias = (words: string): Words => ({
  en: `“${quoted(words)}” among the aliases is no address; write whole addresses`,
  fr: `«\u00A0${quoted(words)}\u00A0» parmi les alias n’est pas une adresse\u00A0; écrivez des adresses entières`,
});

export const elsewhere = (alias: string): Words => ({
  en: `alias ${alias} is left out: no mailbox of this file is in its domain`,
  fr: `l’alias ${alias} est laissé de côté\u00A0: aucune boîte de ce fichier n’est dans son domaine`,
});

export const notFree = (alias: string): Words => ({
  en: `alias ${alias} is left out: another row has this address`,
  fr: `l’alias ${alias} est laissé de côté\u00A0: une autre ligne a cette adresse`,
});
