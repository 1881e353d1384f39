import type { Located } from '../../../grammar/tree.ts';
import { type AddressFault, addressFault, FAULTS } from '../model/addresses/address-fault.ts';
import { isTemplated, namespaceOf } from '../model/names.ts';
import { defineRule, plan } from './rule.ts';

/** What no mail system takes for an address (RFC 5321): too long, dots where none may be, characters it cannot hold. */
export const invalidAddress = defineRule({
  code: 'MP201',
  name: 'invalid-address',
  severity: 'error',
  on: ['definition', 'reference', 'mailbox', 'shared', 'resource', 'list', 'alias', 'forward', 'drop'],
  why: {
    en: 'No server accepts such an address: the account could not be made, and mail to it would come back.',
    fr: 'Aucun serveur n’accepte une telle adresse\u00A0: le compte ne pourrait être créé, et le courrier reviendrait.',
  },
  bad: plan`
    domain a.example
    mailbox ⟦anna..meier@a.example⟧ "Anna Meier"`,
  good: plan`
    domain a.example
    mailbox anna.meier@a.example "Anna Meier"`,
  check(subject, { block }) {
    if ('declares' in subject)
      return isTemplated(subject.address.value) ? inTemplateOnly(subject.address) : undefined;
    if (namespaceOf(subject.key) !== 'address') return undefined;
    const address = block.text.slice(subject.start, subject.end);
    const found = addressFault(address);
    return found && { at: { start: subject.start, end: subject.end }, data: { address, ...found } };
  },
  message: {
    en: ({ address, fault, count }) => `${shown(address)} is no address: ${FAULTS[fault].en(count)}`,
    fr: ({ address, fault, count }) =>
      `${shown(address)} n’est pas une adresse\u00A0: ${FAULTS[fault].fr(count)}`,
  },
});

const inTemplateOnly = (address: Located<string>) => ({
  at: address,
  data: { address: address.value, fault: 'domain-missing' as AddressFault, count: 0 },
});

const shown = (address: string): string => (address.length > 80 ? `${address.slice(0, 77)}…` : address);
