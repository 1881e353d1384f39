import { SYSTEMS } from '../facts/kinds.ts';
import { targetOf } from '../model/addresses/target.ts';
import { defineRule, type Locale, plan } from './rule.ts';

/** A right on a shared mailbox that the target does not know. Told once a shared mailbox, at the first of them. */
export const sendAsUnsupported = defineRule({
  code: 'MP605',
  name: 'send-as-unsupported',
  severity: 'warning',
  on: 'shared',
  why: {
    en: 'The target has no such right to give: it is handed over by hand, or people answer under their own name.',
    fr: 'La cible ne sait pas donner ce droit\u00A0: il se règle à la main, ou chacun répond sous son propre nom.',
  },
  bad: plan`
    plan "A" { target new }
    endpoint new dovecot {
      host imap.a.example
      login admin "migration" secret env TARGET_PASSWORD
    }
    domain a.example
    mailbox anna@a.example "Anna"
    shared contact@a.example "Contact" { access anna@a.example full, ⟦send-as⟧ }`,
  good: plan`
    plan "A" { target new }
    endpoint new dovecot {
      host imap.a.example
      login admin "migration" secret env TARGET_PASSWORD
    }
    domain a.example
    mailbox anna@a.example "Anna"
    shared contact@a.example "Contact" { access anna@a.example full }`,
  check(shared, { model }) {
    const { access } = shared.has;
    const known = model.narrowestFacts().rights;
    if (!known || access.every(({ value: { right } }) => !right || known.includes(right.value)))
      return undefined;
    const target = targetOf(shared, model);
    const has = target?.facts.rights;
    if (!target || !has) return undefined;
    const missing = access.flatMap(({ value: { right } }) =>
      right && !has.includes(right.value) ? right : [],
    );
    const [first] = missing;
    if (!first) return undefined;
    const rights = [...new Set(missing.map(({ value }) => value))];
    const { start, end } = first;
    const data = { address: shared.address.value, rights, count: missing.length, kind: target.kind };
    return { at: { start, end }, data };
  },
  message: {
    en: ({ address, rights, count, kind }) =>
      `${SYSTEMS[kind].en} does not know the right ${rights.join(' or ')}, given ${times('en', count)} for ${address}: set it up by hand, or take it away`,
    fr: ({ address, rights, count, kind }) =>
      `${SYSTEMS[kind].fr} ne connaît pas le droit ${rights.join(' ni ')}, donné ${times('fr', count)} pour ${address}\u00A0: réglez-le à la main, ou retirez-le`,
  },
});

function times(locale: Locale, count: number): string {
  if (locale === 'fr') return `${count} fois`;
  return count === 1 ? 'once' : `${count} times`;
}
