import assert from 'node:assert/strict';
import { test } from 'vitest';
import { diskPath } from '../../server/documents/disk-path.ts';
import { folderOf, isInFolders, pathBelow, pathOf, uriOf } from '../../server/lsp/uri.ts';

test.each([
  ['file:///plans/plan.migplan', '/plans/plan.migplan'],
  ['file:///c%3A/Users/x/plan.migplan', '/c:/Users/x/plan.migplan'],
  ['file:///C:/Users/x/plan.migplan', '/c:/Users/x/plan.migplan'],
  ['file://server/share/plan.migplan', '//server/share/plan.migplan'],
  ['file:///f%C3%A9d%C3%A9ration%20%231/a.migplan', '/fédération #1/a.migplan'],
  ['file:///100%/a.migplan', '/100%/a.migplan'],
  ['untitled:Untitled-1', 'untitled:Untitled-1'],
  ['vscode-vfs://github/o/r/plan.migplan', 'vscode-vfs://github/o/r/plan.migplan'],
  ['vscode-vfs://github/o/r/%C3%A9t%C3%A9%201.migplan', 'vscode-vfs://github/o/r/été 1.migplan'],
  ['memfs:/plans/a%28b%29.migplan', 'memfs:/plans/a(b).migplan'],
  ['memfs:/plans/why%3F.migplan', 'memfs:/plans/why%3F.migplan'],
  ['git:/plans/plan.migplan?%7B%22ref%22%3A%22~%22%7D', 'git:/plans/plan.migplan?%7B%22ref%22%3A%22~%22%7D'],
])('%s is %s, and back the same', (uri, path) => {
  assert.equal(pathOf(uri), path);
  assert.equal(pathOf(uriOf(path)), path);
});

test.each([
  ['C:\\Users\\été\\.migplan\\log\\1.jsonl', 'file:///C%3A/Users/%C3%A9t%C3%A9/.migplan/log/1.jsonl'],
  ['\\\\server\\share\\1.jsonl', 'file://server/share/1.jsonl'],
])('%s, as Windows writes paths, is %s', (path, uri) => assert.equal(uriOf(path), uri));

test.each([
  ['file:///c%3A/Users/x/plan.migplan', 'c:\\Users\\x\\plan.migplan'],
  ['file:///C:/Users/%C3%A9t%C3%A9/plan.migplan', 'c:\\Users\\été\\plan.migplan'],
  ['file://server/share/plan.migplan', '\\\\server\\share\\plan.migplan'],
])(
  'what the workspace makes of %s is found on a disk of Windows as %s, and named from there',
  (uri, path) => {
    assert.equal(diskPath(uriOf(pathOf(uri)), true), path);
    assert.equal(pathOf(uriOf(path)), pathOf(uri));
  },
);

test('paths below a folder', () => {
  assert.equal(pathBelow('/a', '/a/b/c'), 'b/c');
  assert.equal(pathBelow('/', '/a'), 'a');
  assert.equal(pathBelow('/a', '/ab/c'), undefined);
  assert.equal(folderOf('/a/b'), '/a');
  assert.equal(folderOf('/a'), '/');
});

test.each([
  ['memfs:/a/b', 'memfs:/a', 'memfs:/'],
  ['vscode-vfs://github/o/r', 'vscode-vfs://github/o', 'vscode-vfs://github/'],
])('folders above %s end where the virtual folder does', (path, above, top) => {
  assert.equal(folderOf(path), above);
  assert.equal(folderOf(above), top);
  assert.equal(folderOf(top), top);
});

test.each([
  ['/plans/plan.migplan', true],
  ['memfs:/plan.migplan', true],
  ['vscode-vfs://github/o/r/plan.migplan', true],
  ['untitled:Untitled-1', false],
  ['git:/plan.migplan?ref', false],
])('whether there are files beside %s: %s', (path, isSo) => assert.equal(isInFolders(path), isSo));
