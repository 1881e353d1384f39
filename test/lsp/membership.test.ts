import assert from 'node:assert/strict';
import { test } from 'vitest';
import { membership } from '../../server/lsp/membership.ts';

const plan = (path: string, ...includes: string[]) => ({ path, includes });
const file = (path: string) => ({ path });

test.each([
  ['a plan is its own root', [plan('/a.migplan')], { '/a.migplan': '/a.migplan' }],
  ['a file in no plan has none', [file('/a.migplan')], {}],
  [
    'a plan takes what its patterns match, below its folder',
    [
      plan('/p/plan.migplan', 'x.migplan', './more/*.migplan'),
      file('/p/x.migplan'),
      file('/p/more/y.migplan'),
      file('/p/other/y.migplan'),
      file('/x.migplan'),
    ],
    {
      '/p/plan.migplan': '/p/plan.migplan',
      '/p/x.migplan': '/p/plan.migplan',
      '/p/more/y.migplan': '/p/plan.migplan',
    },
  ],
  [
    'of two that include a file the first by path takes it',
    [plan('/b.migplan', '*.x.migplan'), plan('/a.migplan', '*.x.migplan'), file('/1.x.migplan')],
    { '/a.migplan': '/a.migplan', '/b.migplan': '/b.migplan', '/1.x.migplan': '/a.migplan' },
  ],
  [
    'a plan that another takes in is no root',
    [plan('/a.migplan', 'sub/*.migplan'), plan('/sub/b.migplan', 'c.migplan'), file('/sub/c.migplan')],
    { '/a.migplan': '/a.migplan', '/sub/b.migplan': '/a.migplan', '/sub/c.migplan': '/a.migplan' },
  ],
  [
    'a plan that includes itself is still its root',
    [plan('/a.migplan', '*.migplan')],
    { '/a.migplan': '/a.migplan' },
  ],
])('%s', (_, candidates, expected) => {
  assert.deepEqual(Object.fromEntries(membership(candidates)), expected);
  assert.deepEqual(Object.fromEntries(membership(candidates.toReversed())), expected);
});
