import type { Located } from '../../../grammar/tree.ts';
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { removeItem } from '../model/editing/edits.ts';
import { compared, domainOf, keyOf } from '../model/names.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { defineRule, type Found, plan } from './rule.ts';

/**
 * A list without members, or with one that mail cannot reach: the list itself, an address that is dropped or left behind,
 * or one that a domain of the plan has not. Members in other domains are outside the plan, and its own affair.
 */
export const listMembers = defineRule({
  code: 'MP506',
  name: 'list-members',
  variants: { 'list-empty': 'warning', 'list-member': 'error' },
  severity: 'error',
  on: 'list',
  why: {
    en: 'A list passes on to its members and keeps nothing. Who is missing or misspelt in it misses every message, and nobody notices.',
    fr: 'Une liste transmet à ses membres et ne garde rien. Qui y manque ou y est mal écrit ne reçoit aucun message, et personne ne s’en aperçoit.',
  },
  bad: plan`
    domain a.example
    mailbox anna@a.example "Anna"
    list board@a.example "Board" {
      member anna@a.example, ⟦ana@a.example⟧
      member ⟦board@a.example⟧, jean@elsewhere.example
    }`,
  good: plan`
    domain a.example
    mailbox anna@a.example "Anna"
    list board@a.example "Board" { member anna@a.example, jean@elsewhere.example }`,
  check(list, { model }): Found<Data> | readonly Found<Data>[] {
    const { address, has } = list;
    if (has.member.length > 0) return has.member.flatMap((member) => unreachable(list, member, model) ?? []);
    return { at: address, data: { variant: 'list-empty', list: address.value, member: '', fault: 'none' } };
  },
  message: {
    en: (found, model) => {
      const { list, member, fault } = found;
      const meant = meantBy(found, model);
      return MESSAGES.en[fault](list, member) + (meant ? `; write ${meant}` : ENDINGS.en[fault]);
    },
    fr: (found, model) => {
      const { list, member, fault } = found;
      const meant = meantBy(found, model);
      return MESSAGES.fr[fault](list, member) + (meant ? `\u00A0; écrivez ${meant}` : ENDINGS.fr[fault]);
    },
  },
  fixes: [
    {
      title: {
        en: (found, model) => `Replace ${found.member} by ${meantBy(found, model)}`,
        fr: (found, model) => `Remplacer ${found.member} par ${meantBy(found, model)}`,
      },
      edits(found, place, model) {
        const meant = meantBy(found, model);
        return meant === undefined ? undefined : [{ place, text: meant }];
      },
    },
    {
      title: {
        en: ({ member }) => `Take ${member} out of the list`,
        fr: ({ member }) => `Retirer ${member} de la liste`,
      },
      edits: ({ fault }, place) => (fault === 'none' ? undefined : removeItem(place)),
    },
  ],
});

type Fault = 'none' | 'itself' | 'dropped' | 'old' | 'unknown';

interface Data {
  readonly variant: 'list-empty' | 'list-member';
  readonly list: string;
  readonly member: string;
  readonly fault: Fault;
  /** Whose old address it is. */
  readonly owner?: string;
}

const meantBy = ({ fault, member, owner }: Data, model: PlanModel): string | undefined =>
  fault === 'unknown' ? model.nearestTo('address', member) : owner;

function unreachable(
  list: DeclarationOf<'list'>,
  member: Located<string>,
  model: PlanModel,
): Found<Data> | undefined {
  const told = (fault: Fault, owner?: string): Found<Data> => ({
    at: member,
    data: {
      variant: 'list-member',
      list: list.address.value,
      member: member.value,
      fault,
      ...(owner === undefined ? {} : { owner }),
    },
  });
  if (compared(member.value) === compared(list.address.value)) return told('itself');
  const [first] = model.definitionsOf(keyOf('address', member.value));
  if (first?.definition.as === 'drop') return told('dropped');
  if (first?.definition.as === 'was') return told('old', addressOf(first.block.facts.declaration));
  if (first || !model.isDefined(keyOf('domain', domainOf(member.value)))) return undefined;
  return told('unknown');
}

/** The address whose old one a name is. */
const addressOf = (declaration: object | undefined): string | undefined =>
  declaration && 'address' in declaration
    ? (declaration as DeclarationOf<'mailbox'>).address.value
    : undefined;

const MESSAGES: Readonly<
  Record<'en' | 'fr', Readonly<Record<Fault, (list: string, member: string) => string>>>
> = {
  en: {
    none: (list) => `list ${list} has no member, and mail to it reaches nobody`,
    itself: (list) => `list ${list} is a member of itself`,
    dropped: (list, member) => `${member} is dropped and would receive nothing from list ${list}`,
    old: (list, member) => `${member} is an old address: list ${list} would send to where nobody is`,
    unknown: (list, member) => `nothing in this plan is called ${member}, a member of list ${list}`,
  },
  fr: {
    none: (list) => `la liste ${list} n’a aucun membre, et son courrier n’atteint personne`,
    itself: (list) => `la liste ${list} est membre d’elle-même`,
    dropped: (list, member) => `${member} est abandonnée et ne recevrait rien de la liste ${list}`,
    old: (list, member) =>
      `${member} est une ancienne adresse\u00A0: la liste ${list} enverrait là où il n’y a plus personne`,
    unknown: (list, member) => `rien dans ce plan ne s’appelle ${member}, membre de la liste ${list}`,
  },
};

const TAKE_OUT = { en: '; take it out', fr: '\u00A0; retirez-la' } as const;

const ENDINGS: Readonly<Record<'en' | 'fr', Readonly<Record<Fault, string>>>> = {
  en: {
    none: '; name its members, or drop it with a reason',
    itself: TAKE_OUT.en,
    dropped: TAKE_OUT.en,
    old: TAKE_OUT.en,
    unknown: '; declare it, or take it out',
  },
  fr: {
    none: '\u00A0; nommez ses membres, ou abandonnez-la avec une raison',
    itself: TAKE_OUT.fr,
    dropped: TAKE_OUT.fr,
    old: TAKE_OUT.fr,
    unknown: '\u00A0; déclarez cette adresse, ou retirez-la',
  },
};
