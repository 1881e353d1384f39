import type { EndpointKind } from '../../../grammar/vocabulary.ts';
import { SYSTEMS } from '../facts/kinds.ts';
import { targetOf } from '../model/addresses/target.ts';
import { defineRule, type Locale, plan } from './rule.ts';

/** A display name that says nothing, is not what its writer meant, or is longer than the target takes. */
export const displayName = defineRule({
  code: 'MP209',
  name: 'display-name',
  severity: 'warning',
  on: ['mailbox', 'shared', 'resource', 'list'],
  why: {
    en: 'It is what everybody reads in the address book and before every message. Cut off, empty or a bare address, it lets nobody be found.',
    fr: 'C’est ce que chacun lit dans l’annuaire et devant chaque message. Coupé, vide ou réduit à l’adresse, il ne permet de trouver personne.',
  },
  bad: plan`
    domain a.example
    mailbox anna@a.example ⟦"anna@a.example"⟧`,
  good: plan`
    domain a.example
    mailbox anna@a.example "Anna Meier"`,
  check(subject, { model }) {
    const { label, address } = subject;
    if (!label) return undefined;
    const { value: name, start, end } = label;
    const at = { start, end };
    const fault = faultOf(name, address.value);
    if (fault) return { at, data: { address: address.value, fault, count: 0, most: 0, kind: undefined } };
    if (name.length <= (model.narrowestFacts()['display-name-length'] ?? Number.POSITIVE_INFINITY))
      return undefined;
    const target = targetOf(subject, model);
    const most = target?.facts['display-name-length'];
    if (!target || most === undefined || name.length <= most) return undefined;
    const data = { address: address.value, fault: 'long' as Fault, count: name.length, most };
    return { at, data: { ...data, kind: target.kind as EndpointKind | undefined } };
  },
  message: {
    en: (data) => `the display name of ${data.address} ${SAID.en[data.fault](data)}`,
    fr: (data) => `${data.address}\u00A0: le nom affiché ${SAID.fr[data.fault](data)}`,
  },
});

type Fault = 'empty' | 'spaces' | 'address' | 'long';

function faultOf(name: string, address: string): Fault | undefined {
  if (isBlank(name.charCodeAt(0)) || isBlank(name.charCodeAt(name.length - 1)))
    return name.trim() === '' ? 'empty' : 'spaces';
  return name.length === address.length && name.toLowerCase() === address.toLowerCase()
    ? 'address'
    : undefined;
}

/** Spaces of ASCII, the no-break ones that are pasted, and what stands at the ends of an empty text. */
const isBlank = (code: number): boolean =>
  code <= 0x20 || code === 0xa0 || code === 0x202f || code === 0x3000 || Number.isNaN(code);

interface Long {
  readonly count: number;
  readonly most: number;
  readonly kind: EndpointKind | undefined;
}

const SAID: Readonly<Record<Locale, Readonly<Record<Fault, (long: Long) => string>>>> = {
  en: {
    empty: () => 'is empty; write the name, or leave the quotes out',
    spaces: () => 'begins or ends with a space; remove it',
    address: () => 'is the address itself; write the name of who or what it is',
    long: ({ count, most, kind }) =>
      `has ${count} characters, ${kind ? SYSTEMS[kind].en : ''} takes ${most}; shorten it`,
  },
  fr: {
    empty: () => 'est vide\u00A0; écrivez le nom, ou retirez les guillemets',
    spaces: () => 'commence ou finit par un espace\u00A0; retirez-le',
    address: () => 'est l’adresse elle-même\u00A0; écrivez qui ou quoi elle désigne',
    long: ({ count, most, kind }) =>
      `compte ${count} caractères, ${kind ? SYSTEMS[kind].fr : ''} en accepte ${most}\u00A0; raccourcissez-le`,
  },
};
