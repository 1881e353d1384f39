import type { Located } from '../../../grammar/tree.ts';
import { SYSTEMS } from '../facts/kinds.ts';
import { targetOf } from '../model/addresses/target.ts';
import { defineRule, plan } from './rule.ts';

/** Mail sent on to an address outside the plan, by a target that refuses it unless it is told otherwise. */
export const externalForwardRefused = defineRule({
  code: 'MP504',
  name: 'external-forward-refused',
  severity: 'warning',
  on: ['mailbox', 'shared', 'forward'],
  why: {
    en: 'The target blocks automatic forwarding to the outside by default. The mail comes back to its sender, and whoever waits for it is not told.',
    fr: 'La cible bloque par défaut la redirection automatique vers l’extérieur. Le message revient à l’expéditeur, et qui l’attend n’en sait rien.',
  },
  bad: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
    }
    domain a.example
    mailbox anna@a.example "Anna" { forward ⟦anna@elsewhere.example⟧ keep-copy }`,
  good: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
    }
    domain a.example
    mailbox jean@a.example "Jean"
    mailbox anna@a.example "Anna" { forward jean@a.example keep-copy }`,
  check(subject, { model }) {
    const forwards = subject.declares === 'forward' ? [subject.to] : subject.has.forward;
    if (forwards.length === 0 || model.narrowestFacts()['external-forwarding'] !== 'refused')
      return undefined;
    const target = targetOf(subject, model);
    if (target?.facts['external-forwarding'] !== 'refused') return undefined;
    return forwards.flatMap((forward) => {
      const to = addressOf(forward);
      if (model.placementOf(to.value).domain !== undefined) return [];
      const data = { address: subject.address.value, to: to.value, kind: target.kind };
      return [{ at: { start: to.start, end: to.end }, data }];
    });
  },
  message: {
    en: ({ address, to, kind }) =>
      `${address}: ${SYSTEMS[kind].en} refuses to send mail on to ${to}, which is outside the plan; have its policy allow it before, or name an address of the plan`,
    fr: ({ address, to, kind }) =>
      `${address}\u00A0: ${SYSTEMS[kind].fr} refuse de renvoyer le courrier à ${to}, hors du plan\u00A0; faites-le d’abord autoriser, ou citez une adresse du plan`,
  },
});

type Forward = Located<string> | Located<{ readonly to: Located<string> }>;

const addressOf = (forward: Forward): Located<string> =>
  typeof forward.value === 'string' ? (forward as Located<string>) : forward.value.to;
