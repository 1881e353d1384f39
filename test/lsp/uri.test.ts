import assert from 'node:assert/strict';
import { test } from 'vitest';
import { folderOf, pathBelow, pathOf, uriOf } from '../../server/lsp/uri.ts';

test.each([
  ['file:///plans/plan.migplan', '/plans/plan.migplan'],
  ['file:///c%3A/Users/x/plan.migplan', '/c:/Users/x/plan.migplan'],
  ['file:///C:/Users/x/plan.migplan', '/c:/Users/x/plan.migplan'],
  ['file://server/share/plan.migplan', '//server/share/plan.migplan'],
  ['file:///f%C3%A9d%C3%A9ration%20%231/a.migplan', '/fédération #1/a.migplan'],
  ['file:///100%/a.migplan', '/100%/a.migplan'],
  ['untitled:Untitled-1', 'untitled:Untitled-1'],
  ['vscode-vfs://github/o/r/plan.migplan', 'vscode-vfs://github/o/r/plan.migplan'],
])('%s is %s, and back the same', (uri, path) => {
  assert.equal(pathOf(uri), path);
  assert.equal(pathOf(uriOf(path)), path);
});

test('paths below a folder', () => {
  assert.equal(pathBelow('/a', '/a/b/c'), 'b/c');
  assert.equal(pathBelow('/', '/a'), 'a');
  assert.equal(pathBelow('/a', '/ab/c'), undefined);
  assert.equal(folderOf('/a/b'), '/a');
  assert.equal(folderOf('/a'), '/');
});
