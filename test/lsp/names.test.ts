/** What the server knows of names, asked over the wire as editors do: completion, references, highlights, rename, colours. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type {
  CompletionItem,
  CompletionList,
  DocumentHighlight,
  Location,
  SemanticTokens,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { Editor } from './editor.ts';
import { ANNA, PLAN } from './small-plan.ts';

const FILES = {
  'plan.migplan': PLAN,
  'more/anna.migplan': ANNA,
  'more/ben.migplan': 'mailbox ben@a.example E1\n',
};

const at = (line: number, character: number) => ({ position: { line, character } });
const range = (line: number, start: number, end: number) => ({
  start: { line, character: start },
  end: { line, character: end },
});

describe('an editor that can do all there is', () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await Editor.start({
      files: FILES,
      capabilities: {
        textDocument: {
          rename: { prepareSupport: true },
          completion: {
            completionItem: {
              snippetSupport: true,
              insertReplaceSupport: true,
              documentationFormat: ['markdown', 'plaintext'],
            },
            completionList: { itemDefaults: ['editRange'] },
          },
        },
        workspace: { workspaceEdit: { documentChanges: true }, semanticTokens: { refreshSupport: true } },
      },
    });
    await editor.open('more/anna.migplan', ANNA);
  });
  afterAll(() => editor.kill());

  test('is told what it can ask for', () => {
    const can = editor.greeting?.capabilities;
    assert.deepEqual(can?.completionProvider, {
      triggerCharacters: [' ', '@', '{', '.'],
      resolveProvider: true,
    });
    assert.equal(can?.referencesProvider, true);
    assert.equal(can?.documentHighlightProvider, true);
    assert.deepEqual(can?.renameProvider, { prepareProvider: true });
    assert.equal(can?.semanticTokensProvider?.range, true);
    assert.equal(can?.semanticTokensProvider?.full, undefined);
  });

  test('completes names, in one range for all, with more to say when it asks', async () => {
    const list = await editor.ask<CompletionList>('textDocument/completion', 'more/anna.migplan', at(0, 24));
    assert.deepEqual(list.itemDefaults, {
      editRange: { insert: range(0, 23, 24), replace: range(0, 23, 25) },
    });
    const [item, ...more] = list.items;
    assert.deepEqual(more, []);
    assert.deepEqual([item?.label, item?.detail], ['E1', '2.76 EUR/month · 50 GB']);
    const asked = await editor.connection.sendRequest<CompletionItem>('completionItem/resolve', item ?? {});
    assert.deepEqual(asked.documentation, {
      kind: 'markdown',
      value: '```migplan\nlicence E1 "Web" { price 2.76 EUR/month; quota 50 GB }\n```',
    });
  });

  test('completes declarations as snippets', async () => {
    const list = await editor.ask<CompletionList>('textDocument/completion', 'more/anna.migplan', at(1, 0));
    const item = list.items.find(({ label }) => label === 'domain');
    assert.deepEqual([item?.textEditText, item?.insertTextFormat], [`domain \${1:domain}$0`, 2]);
  });

  test('finds references over all files, and those in its own', async () => {
    const ask = (includeDeclaration: boolean) =>
      editor.ask<Location[]>('textDocument/references', 'more/anna.migplan', {
        ...at(0, 24),
        context: { includeDeclaration },
      });
    assert.deepEqual(await ask(false), [
      { uri: editor.uri('more/anna.migplan'), range: range(0, 23, 25) },
      { uri: editor.uri('more/ben.migplan'), range: range(0, 22, 24) },
    ]);
    assert.equal((await ask(true)).length, 3);
    const highlights = await editor.ask<DocumentHighlight[]>(
      'textDocument/documentHighlight',
      'plan.migplan',
      at(8, 10),
    );
    assert.deepEqual(highlights, [
      { range: range(8, 7, 16), kind: 3 },
      { range: range(9, 36, 45), kind: 2 },
    ]);
  });

  test('renames over all files, for the versions that are open', async () => {
    const edit = await editor.ask<WorkspaceEdit>('textDocument/rename', 'plan.migplan', {
      ...at(8, 10),
      newName: 'b.example',
    });
    const changed = edit.documentChanges?.map((change) =>
      'textDocument' in change
        ? [change.textDocument.uri, change.textDocument.version, change.edits.length]
        : [],
    );
    assert.deepEqual(changed, [
      [editor.uri('more/anna.migplan'), 1, 1],
      [editor.uri('more/ben.migplan'), null, 1],
      [editor.uri('plan.migplan'), null, 2],
    ]);
  });

  test('is told what would be renamed, and why something cannot be', async () => {
    assert.deepEqual(await editor.ask('textDocument/prepareRename', 'plan.migplan', at(7, 9)), {
      range: range(7, 8, 10),
      placeholder: 'E1',
    });
    assert.equal(await editor.ask('textDocument/prepareRename', 'plan.migplan', at(7, 2)), null);
    const params = { ...at(0, 10), newName: 'ben@a.example' };
    await assert.rejects(editor.ask('textDocument/rename', 'more/anna.migplan', params), {
      code: -32803,
      message:
        'ben@a.example is already a personal mailbox (more/ben.migplan, line 1); choose another address',
    });
    await assert.rejects(
      editor.ask('textDocument/rename', 'more/anna.migplan', { ...at(0, 10), newName: 5 }),
      {
        code: -32602,
      },
    );
    assert.deepEqual(editor.messages, []);
  });

  test('colours the names in a range', async () => {
    const { data } = await editor.ask<SemanticTokens>(
      'textDocument/semanticTokens/range',
      'more/anna.migplan',
      { range: range(0, 0, 99) },
    );
    const legend = editor.greeting?.capabilities.semanticTokensProvider?.legend.tokenTypes ?? [];
    assert.deepEqual(data, [
      0,
      8,
      14,
      legend.indexOf('variable'),
      1,
      0,
      15,
      2,
      legend.indexOf('enumMember'),
      0,
    ]);
  });

  test('is asked to colour anew when another file says what a name is', async () => {
    await editor.ask('textDocument/references', 'more/anna.migplan', at(0, 24));
    const { recolourings } = editor;
    editor.write('more/ben.migplan', 'mailbox ben@a.example E2\n');
    await editor.touched('more/ben.migplan');
    await editor.recoloured(recolourings);
  });
});

describe('an editor that can do little', () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await Editor.start({ files: FILES, capabilities: {}, locale: 'fr' });
    await editor.open('more/anna.migplan', ANNA);
  });
  afterAll(() => editor.kill());

  test('gets plain words and plain edits', async () => {
    assert.equal(editor.greeting?.capabilities.renameProvider, true);
    const list = await editor.ask<CompletionList>('textDocument/completion', 'more/anna.migplan', at(0, 24));
    assert.deepEqual(list.items[0]?.textEdit, { newText: 'E1', range: range(0, 23, 24) });
    const all = await editor.ask<CompletionList>('textDocument/completion', 'more/anna.migplan', at(1, 0));
    const item = all.items.find(({ label }) => label === 'domain');
    assert.deepEqual(item?.textEdit, { newText: 'domain ', range: range(1, 0, 0) });
    assert.equal(item?.insertTextFormat, undefined);
    const edit = await editor.ask<WorkspaceEdit>('textDocument/rename', 'more/anna.migplan', {
      ...at(0, 24),
      newName: 'E2',
    });
    assert.equal(edit.documentChanges, undefined);
    assert.equal(Object.keys(edit.changes ?? {}).length, 3);
  });

  test('gets null where there is nothing to offer', async () => {
    assert.equal(await editor.ask('textDocument/completion', 'more/anna.migplan', at(0, 30)), null);
    assert.equal(await editor.ask('textDocument/completion', 'no-such.migplan', at(0, 0)), null);
  });

  test('that sends nonsense is refused, or gets it back', async () => {
    const send = (item: unknown) => editor.connection.sendRequest('completionItem/resolve', item as object);
    for (const item of [
      { label: 'x' },
      { label: 'x', data: { uri: 5, about: {} } },
      {
        label: 'x',
        data: { uri: editor.uri('plan.migplan'), about: { kind: 'declaration', keyword: 'no' } },
      },
      { label: 'x', data: { uri: 'file:///gone', about: { kind: 'name', key: 'unit:x' } } },
    ]) {
      assert.deepEqual(await send(item), item);
    }
    await assert.rejects(editor.connection.sendRequest('completionItem/resolve'), { code: -32602 });
  });

  test('is refused in its own language', async () => {
    const params = { ...at(0, 10), newName: 'ben@a.example' };
    await assert.rejects(
      editor.ask('textDocument/rename', 'more/anna.migplan', params),
      /est déjà une boîte/,
    );
  });
});
