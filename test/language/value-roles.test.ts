import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { DeclarationKeyword } from '../../grammar/patterns.ts';
import { roleOf } from '../../server/language/model/editing/value-roles.ts';

test.each<[DeclarationKeyword, string | undefined, string, string | undefined]>([
  ['mailbox', undefined, 'address', 'new address'],
  ['mailbox', undefined, 'licence', 'licence'],
  ['mailbox', undefined, 'label', undefined],
  ['mailbox', 'unit', '', 'unit'],
  ['mailbox', 'was', '', 'new address'],
  ['mailbox', 'forward', 'to', 'address'],
  ['mailbox', 'site', '', undefined],
  ['shared', 'access', 'who', 'address'],
  ['unit', undefined, 'name', 'new unit'],
  ['unit', 'kind', '', undefined],
  ['unit', 'parent', '', 'unit'],
  ['policy', 'licence-share', 'licence', 'licence'],
  ['policy', 'severity', 'rule', 'rule'],
  ['lot', 'domain', '', 'domain'],
  ['lot', 'mailbox', '', 'address'],
  ['domain', 'subdomain', '', 'new domain'],
  ['domain', 'use', '', 'template'],
  ['plan', 'source', '', 'endpoint'],
  ['alias', undefined, 'to', 'address'],
  ['lot', 'no-such', '', undefined],
])('%s %s %s: %s', (keyword, property, path, expected) => {
  const role = roleOf(keyword, property, path);
  assert.equal(role && `${role.isNew ? 'new ' : ''}${role.namespace}`, expected);
});
