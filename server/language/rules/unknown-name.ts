import { addDeclaration } from '../model/editing/edits.ts';
import { type Namespace, nameOf, namespaceOf } from '../model/names.ts';
import type { Stamp } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { PLACEHOLDERS } from '../model/stamping.ts';
import { defineRule, type FixEdit, type Found, plan } from './rule.ts';

/** A reference to a name that nothing in the plan declares. */
export const unknownName = defineRule({
  code: 'MP101',
  name: 'unknown-name',
  severity: 'error',
  on: ['reference', 'stamp'],
  why: {
    en: 'A name that nothing declares is a slip of the pen or a declaration that was lost. What depends on it would be planned without it.',
    fr: 'Un nom que rien ne déclare est une faute de frappe ou une déclaration perdue. Ce qui en dépend serait planifié sans lui.',
  },
  bad: plan`
    licence E1 { quota 50 GB }
    domain a.example
    mailbox anna@a.example ⟦E2⟧ "Anna"`,
  good: plan`
    licence E1 { quota 50 GB }
    domain a.example
    mailbox anna@a.example E1 "Anna"`,
  check(subject, { model, block }): Found<Unknown> | Found<Unknown>[] | undefined {
    if ('unfilled' in subject) return unfilled(subject);
    const { key, soft, start, end } = subject;
    if (soft || model.isDefined(key)) return undefined;
    const written = block.text.slice(start, end);
    return { at: { start, end }, data: { namespace: namespaceOf(key), name: nameOf(key), written } };
  },
  message: {
    en: ({ namespace, name, written }, model) => {
      if (namespace === 'placeholder') return PLACEHOLDER_SAYS.en(written);
      const near = nearestName(namespace, name, model);
      return `no ${NOUNS[namespace]?.en ?? namespace} is called ${written}${near ? `: did you mean ${near}?` : '; declare it or correct the name'}`;
    },
    fr: ({ namespace, name, written }, model) => {
      if (namespace === 'placeholder') return PLACEHOLDER_SAYS.fr(written);
      const near = nearestName(namespace, name, model);
      return `aucun${NOUNS[namespace]?.fr ?? ` ${namespace}`} ne s’appelle ${written}${near ? `\u00A0: vouliez-vous dire ${near}\u00A0?` : '\u00A0; déclarez ce nom ou corrigez-le'}`;
    },
  },
  fixes: [
    {
      title: {
        en: ({ namespace, name, written }, model) =>
          `Replace ${written} by ${nearestName(namespace, name, model)}`,
        fr: ({ namespace, name, written }, model) =>
          `Remplacer ${written} par ${nearestName(namespace, name, model)}`,
      },
      edits({ namespace, name }, place, model) {
        const near = nearestName(namespace, name, model);
        return near === undefined ? undefined : [{ place, text: near }];
      },
    },
    {
      title: {
        en: ({ written }) => `Declare ${written}`,
        fr: ({ written }) => `Déclarer ${written}`,
      },
      edits({ namespace, written }, { block }): FixEdit[] | undefined {
        const keyword = namespace === 'placeholder' ? undefined : DECLARED_ALONE[namespace];
        return keyword === undefined ? undefined : [addDeclaration(block, `${keyword} ${written}`)];
      },
    },
  ],
});

interface Unknown {
  readonly namespace: Namespace | 'placeholder';
  readonly name: string;
  /** As it stands in the text. */
  readonly written: string;
}

/** What a template leaves open and the domain that uses it has nothing for: told where the domain uses it. */
const unfilled = ({ unfilled, source }: Stamp): Found<Unknown>[] =>
  unfilled.map((name) => ({
    at: { start: 0, end: 0 },
    data: { namespace: 'placeholder', name, written: `{${name}}` },
    related: [{ place: source, what: { en: 'it stands here', fr: 'il est écrit ici' } }],
  }));

const PLACEHOLDER_SAYS = {
  en: (written: string): string =>
    isPlaceholder(written)
      ? `this domain has nothing for ${written} of the template: give it a unit that does`
      : `${written} of the template stands for nothing; it may say ${PLACEHOLDERS.map((name) => `{${name}}`).join(', ')}`,
  fr: (written: string): string =>
    isPlaceholder(written)
      ? `ce domaine n’a rien pour ${written} du modèle\u00A0: donnez-lui une unité qui l’a`
      : `${written} du modèle ne désigne rien\u00A0; il peut dire ${PLACEHOLDERS.map((name) => `{${name}}`).join(', ')}`,
};

const isPlaceholder = (written: string): boolean => PLACEHOLDERS.includes(written.slice(1, -1));

/** French with its article's ending: "aucun" + "e licence". */
const NOUNS: Readonly<Partial<Record<Namespace, { en: string; fr: string }>>> = {
  address: { en: 'address of this plan', fr: 'e adresse de ce plan' },
  endpoint: { en: 'endpoint', fr: ' point d’accès' },
  licence: { en: 'licence', fr: 'e licence' },
  unit: { en: 'unit', fr: 'e unité' },
  timeline: { en: 'timeline', fr: ' calendrier' },
  lot: { en: 'lot', fr: ' lot' },
  domain: { en: 'domain', fr: ' domaine' },
  template: { en: 'template', fr: ' modèle' },
  rule: { en: 'rule', fr: 'e règle' },
};

/** What can be declared by its name alone; an endpoint or a lot needs more than a fix can know. */
const DECLARED_ALONE: Readonly<Partial<Record<Namespace, string>>> = {
  address: 'mailbox',
  licence: 'licence',
  unit: 'unit',
  timeline: 'timeline',
  domain: 'domain',
  template: 'template',
};

const nearestName = (namespace: Unknown['namespace'], name: string, model: PlanModel): string | undefined =>
  namespace === 'placeholder' ? undefined : model.nearestTo(namespace, name);
