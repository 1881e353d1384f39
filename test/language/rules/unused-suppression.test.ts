/** MP006: a suppression that suppresses nothing, names no rule or gives no reason. */
import { test } from 'vitest';
import { formatText } from '../../../grammar/print.ts';
import { checkDiagnostics } from '../../support/check.ts';

test('each fault in its words', () => {
  checkDiagnostics(`
domain a.example
# migplan-ignore alias-target: agreed
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning MP006: the statement below does not break the rule alias-target; remove the suppression
mailbox anna@a.example "Anna"
# migplan-ignore undeclared-domain
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning MP006: this suppression of undeclared-domain gives no reason; write one after a colon
mailbox jean@b.example "Jean"
# migplan-ignore no-such-rule: agreed
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning MP006: no rule is called no-such-rule; correct the name or remove the suppression
mailbox omar@a.example "Omar"
# migplan-ignore
#^^^^^^^^^^^^^^^ warning MP006: this suppression names no rule; write: migplan-ignore rule: reason
mailbox lea@a.example "Léa"
`);
});

test('by code, by name, by the name of a part, and several above one line', () => {
  checkDiagnostics(`
lot first { date 2025-01-20 }
licence E1 { quota 50 GB }
domain a.example
# migplan-ignore mailbox-in-no-lot: goes by hand
# migplan-ignore MP401: no account needed
mailbox anna@a.example "Anna"
# migplan-ignore one-lot: goes by hand
# migplan-ignore licence-missing: no account needed
mailbox jean@a.example "Jean"
`);
});

test('inside a declaration it reaches the statement below and no further', () => {
  checkDiagnostics(`
policy { alias-scope domain }
domain a.example
domain b.example
mailbox anna@a.example "Anna" {
  # migplan-ignore alias-outside-domain: agreed with the provider
  alias anna@b.example
  alias a.nna@b.example
#       ^^^^^^^^^^^^^^^ error MP501: an alias stays in its mailbox's domain (a.example), this one is in b.example; drop it or make it a forward
}
`);
});

test('in French', () => {
  checkDiagnostics(
    `
domain a.example
# migplan-ignore alias-target: convenu
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning MP006: ce qui suit n’enfreint pas la règle alias-target\u00A0; retirez l’exception
mailbox anna@a.example "Anna"
`,
    { locale: 'fr' },
  );
});

test('what it covers stays covered when formatting moves it to other lines', () => {
  const plan = `
policy { alias-scope domain }
domain a.example
domain b.example
# migplan-ignore alias-outside-domain: agreed with the provider
mailbox anna@a.example "Anna" { given "Anna"; family "Lindqvist-Beaumont"; title "Secretary"; alias anna@b.example }
`;
  checkDiagnostics(plan);
  checkDiagnostics(formatText(plan));
});
