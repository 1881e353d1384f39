import { SYSTEMS } from '../facts/kinds.ts';
import { targetOf } from '../model/addresses/target.ts';
import { humanExcess, humanSize } from '../model/words/quantities.ts';
import { defineRule, plan } from './rule.ts';

/** A shared mailbox without a licence that holds, or is to hold, more than the target gives such a one. */
export const sharedOverLimit = defineRule({
  code: 'MP304',
  name: 'shared-over-limit',
  severity: 'warning',
  on: 'shared',
  why: {
    en: 'A shared mailbox costs nothing up to a size. Past it the target takes no more mail until somebody buys a licence for it.',
    fr: 'Une boîte partagée est gratuite jusqu’à une certaine taille. Au-delà, la cible n’accepte plus rien tant qu’elle n’a pas de licence.',
  },
  bad: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
    }
    domain a.example
    mailbox anna@a.example "Anna"
    shared ⟦contact@a.example⟧ "Contact" { access anna@a.example full }
    # inventory: anna@a.example 5 GB
    # inventory: contact@a.example 63.2 GB, largest 3 MB`,
  good: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
    }
    domain a.example
    mailbox anna@a.example "Anna"
    shared contact@a.example "Contact" { access anna@a.example full }
    # inventory: anna@a.example 5 GB, largest 3 MB
    # inventory: contact@a.example 43.2 GB, largest 3 MB`,
  check(shared, { model }) {
    if (shared.licence || model.narrowestFacts()['shared-bytes'] === undefined) return undefined;
    const target = targetOf(shared, model);
    const most = target?.facts['shared-bytes'];
    if (!target || most === undefined) return undefined;
    const { address, has } = shared;
    const about = { address: address.value, most, kind: target.kind };
    if (has.quota && has.quota.value > most)
      return { at: has.quota, data: { ...about, bytes: has.quota.value, isQuota: true } };
    if (has.keep) return undefined; // how much is newer, nobody knows
    const held = model.heldBy(shared)?.bytes ?? 0;
    return held > most ? { at: address, data: { ...about, bytes: held, isQuota: false } } : undefined;
  },
  message: {
    en: ({ address, bytes, most, kind, isQuota }) =>
      `${address} ${isQuota ? 'is to hold' : 'holds'} ${humanSize(bytes, 'en')}${isQuota ? '' : ' in the source'}, without a licence ${SYSTEMS[kind].en} gives a shared mailbox ${humanSize(most, 'en')}${humanExcess(bytes, most, 'en')}; give it a licence or keep less`,
    fr: ({ address, bytes, most, kind, isQuota }) =>
      `${address} ${isQuota ? 'devrait contenir' : 'contient'} ${humanSize(bytes, 'fr')}${isQuota ? '' : ' à la source'}\u00A0; sans licence, ${SYSTEMS[kind].fr} donne ${humanSize(most, 'fr')} à une boîte partagée${humanExcess(bytes, most, 'fr')}\u00A0: donnez-lui une licence ou gardez-en moins`,
  },
});
