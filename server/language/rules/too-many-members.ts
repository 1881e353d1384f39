import { SYSTEMS } from '../facts/kinds.ts';
import { targetOf } from '../model/addresses/target.ts';
import { compared } from '../model/names.ts';
import { humanNumber } from '../model/words/quantities.ts';
import { defineRule, plan } from './rule.ts';

/** More members of a list, or more people who open a shared mailbox, than the target takes. */
export const tooManyMembers = defineRule({
  code: 'MP606',
  name: 'too-many-members',
  severity: 'warning',
  on: ['shared', 'list'],
  why: {
    en: 'Past its limit the target refuses members, or lets people who open a mailbox together wait and lose connections.',
    fr: 'Au-delà de sa limite, la cible refuse des membres, ou fait attendre et déconnecte ceux qui ouvrent une même boîte.',
  },
  bad: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
    }
    domain a.example
    mailbox anna@a.example "Anna"
    mailbox jean@a.example "Jean"
    shared ⟦contact@a.example⟧ "Contact" { access anna@a.example full; access jean@a.example full }
    # facts: microsoft365: { shared-members: 1 }`,
  good: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
    }
    domain a.example
    mailbox anna@a.example "Anna"
    mailbox jean@a.example "Jean"
    shared contact@a.example "Contact" { access anna@a.example full; access jean@a.example full }`,
  check(subject, { model }) {
    const isList = subject.declares === 'list';
    const fact = isList ? 'list-members' : 'shared-members';
    const written = isList ? subject.has.member.length : subject.has.access.length;
    if (written <= (model.narrowestFacts()[fact] ?? Number.POSITIVE_INFINITY)) return undefined;
    const target = targetOf(subject, model);
    const most = target?.facts[fact] ?? Number.POSITIVE_INFINITY;
    const named = isList
      ? subject.has.member.map(({ value }) => value)
      : subject.has.access.flatMap(({ value: { who } }) => who?.value ?? []);
    const count = new Set(named.map(compared)).size;
    if (!target || count <= most) return undefined;
    const { address } = subject;
    return { at: address, data: { address: address.value, isList, count, most, kind: target.kind } };
  },
  message: {
    en: ({ address, isList, count, most, kind }) =>
      `${address} has ${humanNumber(count, 'en')} ${isList ? 'members' : 'people who open it'}, ${SYSTEMS[kind].en} takes ${humanNumber(most, 'en')}; ${isList ? 'split it into several lists' : 'make it a list, or split it'}`,
    fr: ({ address, isList, count, most, kind }) =>
      `${address} a ${humanNumber(count, 'fr')} ${isList ? 'membres' : 'personnes qui l’ouvrent'}, ${SYSTEMS[kind].fr} en accepte ${humanNumber(most, 'fr')}\u00A0; ${isList ? 'répartissez-les sur plusieurs listes' : 'faites-en une liste, ou plusieurs boîtes'}`,
  },
});
