import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { beginOf, calendarOf, isPast, stepFor } from '../model/calendar/lot-calendar.ts';
import { durationOf, secondsBetween } from '../model/calendar/lot-duration.ts';
import { pointerTo } from '../model/places.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { humanSize, humanTime } from '../model/words/quantities.ts';
import { defineRule, plan } from './rule.ts';

/** A lot to come whose copy does not fit between its timeline's stage and cutover, even at its endpoints' full rate. */
export const lotTooLong = defineRule({
  code: 'MP308',
  name: 'lot-too-long',
  severity: 'warning',
  on: 'lot',
  why: {
    en: 'At the cutover the first copy must be behind you. Otherwise people open mailboxes that fill up before their eyes for days.',
    fr: 'À la bascule, la première copie doit être finie. Sinon les gens ouvrent des boîtes qui se remplissent sous leurs yeux pendant des jours.',
  },
  bad: plan`
    plan "To the new servers" { source old; target new }
    endpoint old imap {
      host imap.a.example
      login master "migration" secret env OLD_PASSWORD
      rate 1 MB/s
      quiet 08:00..20:00
    }
    endpoint new imap {
      host imap.b.example
      login master "migration" secret env NEW_PASSWORD
    }
    timeline standard {
      D-2 stage
      D-1 18:00 cutover
    }
    domain a.example
    lot ⟦first⟧ { date 2025-01-20; domain a.example }
    mailbox anna@a.example "Anna"
    # inventory: anna@a.example 120 GB`,
  good: plan`
    plan "To the new servers" { source old; target new }
    endpoint old imap {
      host imap.a.example
      login master "migration" secret env OLD_PASSWORD
      rate 20 MB/s
      quiet 08:00..20:00
    }
    endpoint new imap {
      host imap.b.example
      login master "migration" secret env NEW_PASSWORD
    }
    timeline standard {
      D-2 stage
      D-1 18:00 cutover
    }
    domain a.example
    lot first { date 2025-01-20; domain a.example }
    mailbox anna@a.example "Anna"
    # inventory: anna@a.example 120 GB`,
  check(lot, { model }) {
    const room = roomOf(lot, model);
    if (room === undefined) return undefined;
    const needed = durationOf(model, lot);
    if (!needed || needed.span <= room || isPast(lot, model)) return undefined;
    const { bytes, rate, endpoint, seconds, span } = needed;
    const isPaused = span > seconds + 60;
    const slowest = model.declared('endpoint', endpoint)?.has.rate;
    return {
      at: lot.name,
      data: { lot: lot.name.value, bytes, rate, endpoint, span, room, isPaused },
      related: pointerTo(model, ['endpoint', endpoint], PACE, slowest),
    };
  },
  message: {
    en: ({ lot, bytes, rate, endpoint, span, room, isPaused }) =>
      Number.isFinite(span)
        ? `lot ${lot} holds ${humanSize(bytes, 'en')}: at the ${humanSize(rate, 'en')}/s of ${endpoint} its copy takes ${humanTime(span, 'en')} or more${isPaused ? ', quiet hours included' : ''}, and stage and cutover are ${humanTime(room, 'en')} apart; stage earlier, raise the rate or split the lot`
        : `the quiet hours of lot ${lot}’s endpoints leave no hour for its copy; shorten them`,
    fr: ({ lot, bytes, rate, endpoint, span, room, isPaused }) =>
      Number.isFinite(span)
        ? `le lot ${lot} contient ${humanSize(bytes, 'fr')}\u00A0: au débit de ${endpoint}, ${humanSize(rate, 'fr')}/s, sa copie prend au moins ${humanTime(span, 'fr')}${isPaused ? ', heures calmes comprises' : ''}, et il y a ${humanTime(room, 'fr')} entre «\u00A0stage\u00A0» et «\u00A0cutover\u00A0»\u00A0; commencez plus tôt, augmentez le débit ou partagez le lot`
        : `les heures calmes des points d’accès du lot ${lot} ne laissent aucune heure à sa copie\u00A0; réduisez-les`,
  },
});

const PACE = { en: 'its rate is set here', fr: 'son débit est fixé ici' } as const;

/** The seconds between a lot's stage and its cutover; nothing where its timeline lacks one of them. */
function roomOf(lot: DeclarationOf<'lot'>, model: PlanModel): number | undefined {
  const calendar = calendarOf(lot, model);
  const [stage, cutover] = [stepFor(calendar, 'stage'), stepFor(calendar, 'cutover')];
  return stage && cutover ? secondsBetween(beginOf(stage), beginOf(cutover)) : undefined;
}
