import { SYSTEMS } from '../facts/kinds.ts';
import { type Sku, skusCalled } from '../facts/microsoft-skus.ts';
import { addProperty } from '../model/editing/edits.ts';
import { keyOf } from '../model/names.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { defineRule, type Fix, plan } from './rule.ts';

/** A licence without a `sku`, in a plan whose target is told licences by theirs. */
export const licenceUnknownToTarget = defineRule({
  code: 'MP405',
  name: 'licence-unknown-to-target',
  severity: 'warning',
  on: 'licence',
  why: {
    en: 'The target knows its licences by their own names. Without it nobody, and no program, can say which one to assign.',
    fr: 'La cible connaît ses licences sous leurs propres noms. Sans ce nom, ni personne ni programme ne sait laquelle attribuer.',
  },
  bad: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
    }
    licence ⟦E1⟧ { quota 50 GB }
    domain a.example
    mailbox anna@a.example E1 "Anna"`,
  good: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
    }
    licence E1 { quota 50 GB; sku STANDARDPACK }
    domain a.example
    mailbox anna@a.example E1 "Anna"`,
  check({ name, title, has }, { model }) {
    if (has.sku) return undefined;
    const kind = targetWithSkus(model);
    const called = skusCalled([name.value, title?.value ?? ''].join(' '));
    return kind && { at: name, data: { licence: name.value, kind, called } };
  },
  message: {
    en: ({ licence, kind, called }) =>
      `licence ${licence} has no sku, by which ${SYSTEMS[kind].en} knows it; ${called.length === 0 ? 'add the one that its administrators see' : `add one: ${said(called, 'or')}`}`,
    fr: ({ licence, kind, called }) =>
      `la licence ${licence} n’a pas de sku, le nom que lui donne ${SYSTEMS[kind].fr}\u00A0; ${called.length === 0 ? 'ajoutez celui que voient ses administrateurs' : `ajoutez-le\u00A0: ${said(called, 'ou')}`}`,
  },
  fixes: [skuOf(0), skuOf(1)],
});

const said = (called: readonly Sku[], or: string): string =>
  called.map(({ sku, product }) => `sku ${sku} (${product})`).join(` ${or} `);

/** Adds one of those that the licence's name may mean. */
function skuOf(index: number): Fix<{ readonly called: readonly Sku[] }> {
  const written = ({ called }: { readonly called: readonly Sku[] }) =>
    said(called.slice(index, index + 1), '');
  return {
    title: { en: (data) => `Add ${written(data)}`, fr: (data) => `Ajouter ${written(data)}` },
    edits({ called }, { block }) {
      const { declaration } = block.facts;
      const sku = called[index]?.sku;
      return declaration && sku !== undefined ? [addProperty(block, declaration, `sku ${sku}`)] : undefined;
    },
  };
}

/** The kind of the first endpoint that mail is moved to and that tells licences by their sku. */
function targetWithSkus(model: PlanModel) {
  const target = model.declared('plan', '')?.has.target?.value;
  for (const name of model.namesOf('endpoint')) {
    const kind = model.declared('endpoint', name)?.kind.value;
    if (!kind || !model.factsOf(kind)['licence-sku']) continue;
    if (name === target || model.isDefined(keyOf('domain-target', name))) return kind;
  }
  return undefined;
}
