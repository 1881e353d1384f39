/** Code actions over the wire: kinds, edits that are made once they are chosen, new files. */
import assert from 'node:assert/strict';
import { expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { type Editor, PULLS } from './editor.ts';
import { editorsOnPlan } from './small-plan.ts';

const start = editorsOnPlan();

const CHOOSES = {
  ...PULLS,
  textDocument: {
    ...PULLS.textDocument,
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
  },
  workspace: {
    ...PULLS.workspace,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const] },
  },
};

const WHOLE = `plan "P" { source old }
domain a.example
mailbox anna@a.example
domain b.example
mailbox ben@b.example
`;

const asked = (editor: Editor, only?: string[]): Promise<CodeAction[]> =>
  editor.ask<CodeAction[]>('textDocument/codeAction', 'whole/plan.migplan', {
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    context: { diagnostics: [], ...(only ? { only } : {}) },
  });

test('the kinds are told, and only those asked for are answered', async () => {
  const editor = await start({ capabilities: CHOOSES });
  expect(editor.greeting?.capabilities.codeActionProvider).toEqual({
    codeActionKinds: [
      'quickfix',
      'refactor.move',
      'refactor.rewrite',
      'refactor.extract',
      'source.fixAll.migplan',
    ],
    resolveProvider: true,
  });
  await editor.open('whole/plan.migplan', WHOLE);
  expect((await asked(editor, ['refactor'])).map(({ kind }) => kind)).toEqual(['refactor.rewrite']);
  expect((await asked(editor, ['refactor.extract'])).map(({ kind }) => kind)).toEqual([]);
  expect((await asked(editor, ['source.fixAll'])).map(({ kind }) => kind)).toEqual(['source.fixAll.migplan']);
  expect((await asked(editor)).map(({ kind }) => kind)).not.toContain('source.fixAll.migplan');
});

test('files are made once the split is chosen, and none takes another’s place', async () => {
  const editor = await start({ capabilities: CHOOSES });
  await editor.open('whole/plan.migplan', WHOLE);
  const [split] = await asked(editor, ['refactor']);
  assert.equal(split?.edit, undefined);
  const { edit } = await editor.connection.sendRequest<CodeAction>('codeAction/resolve', split);
  const made = editor.uri('whole/domains/a.example.migplan');
  expect(edit?.documentChanges?.slice(0, 2)).toEqual([
    { kind: 'create', uri: made, options: { overwrite: false, ignoreIfExists: false } },
    {
      textDocument: { uri: made, version: null },
      edits: [
        {
          range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
          newText: 'domain a.example\nmailbox anna@a.example\n',
        },
      ],
    },
  ]);
  expect(edit?.documentChanges).toHaveLength(5);
  const gone = { ...split, data: { ...(split?.data as object), id: 'split-by-domain nothing' } };
  expect(await editor.connection.sendRequest<CodeAction>('codeAction/resolve', gone)).toMatchObject({
    edit: {},
  });
  const strange = { title: 'x', data: { uri: 1 } };
  expect(await editor.connection.sendRequest<CodeAction>('codeAction/resolve', strange)).toEqual(strange);
});

test('an editor that makes no files is offered none; one that asks for no edits has them at once', async () => {
  const editor = await start({ capabilities: PULLS });
  await editor.open(
    'whole/plan.migplan',
    `${WHOLE}lot one { date 2027-03-08 }\nlot two { date 2027-03-22 }\n`,
  );
  expect(await asked(editor, ['refactor'])).toEqual([]);
  const found = await editor.ask<CodeAction[]>('textDocument/codeAction', 'whole/plan.migplan', {
    range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } },
    context: { diagnostics: [], only: ['refactor.move'] },
  });
  expect(found.map(({ title, edit }) => [title, edit !== undefined])).toEqual([
    ['Move to lot one (2027-03-08)', true],
    ['Move to lot two (2027-03-22)', true],
  ]);
});
