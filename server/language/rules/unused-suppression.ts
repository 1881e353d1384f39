import { removeText } from '../model/editing/edits.ts';
import { defineRule, type Locale, plan } from './rule.ts';

/** A `# migplan-ignore` comment that suppresses nothing, names no rule or gives no reason. */
export const unusedSuppression = defineRule({
  code: 'MP006',
  name: 'unused-suppression',
  severity: 'warning',
  on: 'suppression',
  why: {
    en: 'A suppression is a decision: it needs its reason for whoever reads the plan next, and it must go when what it allowed has gone, or it hides the next mistake.',
    fr: 'Une exception est une décision\u00A0: il lui faut sa raison pour qui lira le plan ensuite, et elle doit partir avec ce qu’elle permettait, sinon elle cachera la prochaine faute.',
  },
  bad: plan`
    policy { alias-scope domain }
    domain a.example
    ⟦# migplan-ignore alias-outside-domain: agreed with the provider⟧
    mailbox anna@a.example "Anna" { alias a.nna@a.example }`,
  good: plan`
    policy { alias-scope domain }
    domain a.example
    domain b.example
    # migplan-ignore alias-outside-domain: agreed with the provider
    mailbox anna@a.example "Anna" { alias anna@b.example }`,
  check({ rule, reason, used, isKnownRule, start, end }) {
    const fault = faultOf({ rule, reason, used, isKnownRule });
    return fault && { at: { start, end }, data: { fault, rule } };
  },
  message: {
    en: ({ fault, rule }) => MESSAGES[fault].en(rule),
    fr: ({ fault, rule }) => MESSAGES[fault].fr(rule),
  },
  fixes: [
    {
      title: { en: () => 'Remove the suppression', fr: () => 'Retirer l’exception' },
      isSafe: ({ fault }) => fault === 'unused',
      edits: ({ fault }, place) => (fault === 'no-reason' ? undefined : [removeText(place)]),
    },
  ],
});

type Fault = 'no-rule' | 'unknown-rule' | 'unused' | 'no-reason';

function faultOf(found: {
  rule: string;
  reason: string;
  used: boolean;
  isKnownRule: boolean;
}): Fault | undefined {
  if (found.rule === '') return 'no-rule';
  if (!found.isKnownRule) return 'unknown-rule';
  if (!found.used) return 'unused';
  return found.reason === '' ? 'no-reason' : undefined;
}

const MESSAGES: Readonly<Record<Fault, Readonly<Record<Locale, (rule: string) => string>>>> = {
  'no-rule': {
    en: () => 'this suppression names no rule; write: migplan-ignore rule: reason',
    fr: () => 'cette exception ne nomme aucune règle\u00A0; écrivez\u00A0: migplan-ignore règle: raison',
  },
  'unknown-rule': {
    en: (rule) => `no rule is called ${rule}; correct the name or remove the suppression`,
    fr: (rule) => `aucune règle ne s’appelle ${rule}\u00A0; corrigez le nom ou retirez l’exception`,
  },
  unused: {
    en: (rule) => `the statement below does not break the rule ${rule}; remove the suppression`,
    fr: (rule) => `ce qui suit n’enfreint pas la règle ${rule}\u00A0; retirez l’exception`,
  },
  'no-reason': {
    en: (rule) => `this suppression of ${rule} gives no reason; write one after a colon`,
    fr: (rule) => `cette exception à ${rule} ne donne pas de raison\u00A0; écrivez-la après deux-points`,
  },
};
