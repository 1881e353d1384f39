import { isOffice } from '../model/addresses/function-names.ts';
import { sharingOf } from '../model/editing/sharing.ts';
import { localPartOf } from '../model/names.ts';
import { defineRule, type FixEdit, plan } from './rule.ts';

/** A personal mailbox with a licence, named after an office: `contact`, `secretariat`, or what `shared-address` lists. */
export const genericMailboxWithLicence = defineRule({
  code: 'MP207',
  name: 'generic-mailbox-with-licence',
  severity: 'warning',
  on: 'mailbox',
  why: {
    en: 'A mailbox that several people open costs a licence and a password that goes round. Shared, it needs neither, and each of them signs in as themselves.',
    fr: 'Une boîte que plusieurs ouvrent coûte une licence et un mot de passe qui circule. Partagée, elle s’en passe, et chacun se connecte en son nom.',
  },
  bad: plan`
    licence E1 { quota 50 GB }
    domain a.example
    mailbox ⟦contact@a.example⟧ E1 "Contact" {
      phone "+33 3 29 00 00 00"
      alias info@a.example
    }`,
  good: plan`
    licence E1 { quota 50 GB }
    domain a.example
    mailbox anna@a.example E1 "Anna"
    shared contact@a.example "Contact" { access anna@a.example full; alias info@a.example }`,
  check(mailbox, { model }) {
    const { address, licence } = mailbox;
    if (!licence || !isOffice(localPartOf(address.value), model.namingOf(mailbox).shared)) return undefined;
    return { at: address, data: { address: address.value, licence: licence.value } };
  },
  message: {
    en: ({ address, licence }) =>
      `${address} is nobody’s own and has a licence ${licence}; make it shared, with access for those who read it`,
    fr: ({ address, licence }) =>
      `${address} n’est à personne en propre et a une licence ${licence}\u00A0; partagez-la, avec un accès pour qui la lit`,
  },
  fixes: [
    {
      title: {
        en: () => 'Make it shared: who may open it is to be added',
        fr: () => 'La partager\u00A0: reste à dire qui peut l’ouvrir',
      },
      edits(_, { block }, model): FixEdit[] | undefined {
        const mailbox = block.facts.declaration;
        return mailbox?.declares === 'mailbox' && mailbox.licence
          ? sharingOf(block, mailbox, model)
          : undefined;
      },
    },
  ],
});
