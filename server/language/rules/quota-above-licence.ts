import { keyOf } from '../model/names.ts';
import { humanExcess, humanSize } from '../model/words/quantities.ts';
import { defineRule, plan, type Related } from './rule.ts';

/** A mailbox's own quota that is larger than its licence gives. */
export const quotaAboveLicence = defineRule({
  code: 'MP303',
  name: 'quota-above-licence',
  severity: 'error',
  on: ['mailbox', 'shared'],
  why: {
    en: 'The licence decides what a mailbox may hold; more cannot be set. The room that was counted on would not be there.',
    fr: 'C’est la licence qui décide de ce qu’une boîte peut contenir\u00A0; rien de plus n’est réglable. La place prévue manquerait.',
  },
  bad: plan`
    licence E1 { quota 50 GB }
    domain a.example
    mailbox anna@a.example E1 "Anna" { quota ⟦80 GB⟧ }`,
  good: plan`
    licence E1 { quota 50 GB }
    domain a.example
    mailbox anna@a.example E1 "Anna" { quota 20 GB }`,
  check({ address, has: { quota }, licence }, { model }) {
    if (!quota || !licence) return undefined;
    const declared = model.declared('licence', licence.value);
    const most = declared?.has.quota;
    if (!most || quota.value <= most.value) return undefined;
    const [place] = model.definitionsOf(keyOf('licence', licence.value));
    const related: Related[] = place ? [{ place: { block: place.block, span: most }, what: HERE }] : [];
    const data = { address: address.value, quota: quota.value, licence: licence.value, most: most.value };
    return { at: quota, data, related };
  },
  message: {
    en: ({ address, quota, licence, most }) =>
      `${address} is to hold ${humanSize(quota, 'en')}, licence ${licence} gives ${humanSize(most, 'en')}${humanExcess(quota, most, 'en')}; lower the quota or take a larger licence`,
    fr: ({ address, quota, licence, most }) =>
      `${address} devrait contenir ${humanSize(quota, 'fr')}, la licence ${licence} en donne ${humanSize(most, 'fr')}${humanExcess(quota, most, 'fr')}\u00A0; baissez le quota ou prenez une licence plus grande`,
  },
});

const HERE = { en: 'the licence’s quota is here', fr: 'le quota de la licence est ici' } as const;
