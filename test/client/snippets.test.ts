/** Snippets for an empty file: what they leave, filled in as they come, is a plan in canonical form that has no error. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { formatText } from '../../grammar/print.ts';
import { analysisOf } from '../support/check.ts';

interface Snippet {
  readonly body: readonly string[];
  readonly isFileTemplate: boolean;
  readonly prefix?: string;
}

const file = fileURLToPath(new URL('../../client/snippets/plan.json', import.meta.url));
const snippets = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Snippet>);

/** With the first choice everywhere, as somebody leaves it who only presses Tab. */
const filled = (body: readonly string[]): string =>
  `${body
    .join('\n')
    .replace('$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE', '2027-03-08')
    .replace(/\$\{\d+:([^{}]*)\}/g, '$1')
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace('$0', '')}\n`;

test.each(snippets)('%s is a whole plan', (_, { body }) => {
  const text = filled(body);
  expect(text).not.toContain('$');
  assert.equal(formatText(text), text);
  const { diagnostics } = analysisOf(new Map([['plan.migplan', text]])).diagnostics('plan.migplan');
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
});

test('is offered for an empty file, and never beside what the language server offers', () => {
  for (const [name, { isFileTemplate, prefix }] of snippets) {
    assert(isFileTemplate && prefix === undefined, name);
  }
});
