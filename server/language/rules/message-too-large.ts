import { SYSTEMS } from '../facts/kinds.ts';
import { targetOf } from '../model/addresses/target.ts';
import { humanExcess, humanSize } from '../model/words/quantities.ts';
import { defineRule, plan } from './rule.ts';

/** The source's largest message is over what the target takes. Both are counted as messages travel, base64's third included. */
export const messageTooLarge = defineRule({
  code: 'MP305',
  name: 'message-too-large',
  severity: 'warning',
  on: ['mailbox', 'shared'],
  why: {
    en: 'The target refuses it, so that it stays behind and is missing on the day. Whoever owns it can save its attachments before.',
    fr: 'La cible le refuse\u00A0: il reste à la source et manque le jour dit. Son propriétaire peut enregistrer ses pièces jointes avant.',
  },
  bad: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
    }
    domain a.example
    mailbox ⟦anna@a.example⟧ "Anna"
    # inventory: anna@a.example 2 GB, largest 52 MB`,
  good: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
    }
    domain a.example
    mailbox anna@a.example "Anna"
    # inventory: anna@a.example 2 GB, largest 32 MB`,
  check(mailbox, { model }) {
    const least = model.narrowestFacts()['message-bytes'];
    // With either of these nobody knows whether it is copied at all.
    if (least === undefined || mailbox.has.keep || mailbox.has.exclude.length > 0) return undefined;
    const largest = model.heldBy(mailbox)?.largest ?? 0;
    if (largest <= least) return undefined;
    const target = targetOf(mailbox, model);
    const most = target?.facts['message-bytes'];
    if (!target || most === undefined) return undefined;
    const { address } = mailbox;
    return largest > most
      ? { at: address, data: { address: address.value, largest, most, kind: target.kind } }
      : undefined;
  },
  message: {
    en: ({ address, largest, most, kind }) =>
      `the largest message of ${address} is ${humanSize(largest, 'en')}, ${SYSTEMS[kind].en} takes ${humanSize(most, 'en')}${humanExcess(largest, most, 'en')}, attachments of ${humanSize(attached(most), 'en')}; it would stay behind: have its attachments saved, or the limit raised`,
    fr: ({ address, largest, most, kind }) =>
      `${address}\u00A0: le plus gros message fait ${humanSize(largest, 'fr')}, ${SYSTEMS[kind].fr} accepte ${humanSize(most, 'fr')}${humanExcess(largest, most, 'fr')}, soit ${humanSize(attached(most), 'fr')} de pièces jointes\u00A0; il resterait à la source\u00A0: faites enregistrer ses pièces jointes, ou relever la limite`,
  },
});

/** What files may weigh in a message of this size: base64 makes four octets of three, in lines of 76 and their ends (RFC 2045 §6.8). */
const attached = (bytes: number): number => (bytes * 3 * 76) / (4 * 78);
