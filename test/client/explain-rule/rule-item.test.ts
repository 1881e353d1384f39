/** A rule in the list from which one is chosen: its name is what is looked for, its sentence is read. */
import { expect, test } from 'vitest';
import { ruleItem } from '../../../client/features/explain-rule/explain-rule.ts';

test('a rule is told by its name and its code, with what it says below', () => {
  const rule = {
    ...{ code: 'MP501', name: 'alias-outside-domain', page: 'file:///MP501.md' },
    title: 'Targets deliver an alias in the domain of its mailbox.',
  };
  expect(ruleItem(rule)).toEqual({
    ...{ label: 'alias-outside-domain', description: 'MP501' },
    ...{ detail: 'Targets deliver an alias in the domain of its mailbox.', rule },
  });
});
