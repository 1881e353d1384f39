/** What the server knows of places in a file, asked over the wire as editors do: what folds, what is selected, what is linked. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  LinkedEditingRanges,
  SelectionRange,
  SymbolInformation,
  TextEdit,
} from 'vscode-languageserver';
import { Editor, PULLS } from './editor.ts';
import { FILES, PLAN } from './small-plan.ts';

const DOMAIN = `# region a
domain b.example
# the first
# and the last
mailbox ben@b.example E1 {
  alias b@b.example
}
# endregion
`;

const SUPPRESSED = '# migplan-ignore alias-target: agreed\nalias x@a.example -> gone@a.example\n';
const INVENTORY = `schema: migplan/inventory/v1
domain: b.example
taken: 2025-01-01
addresses:
  ben@b.example: { messages: 1, bytes: 1, largest: 1, folders: 1 }
`;

const at = (line: number, character: number) => ({ line, character });
const range = (line: number, start: number, end: number) => ({
  start: at(line, start),
  end: at(line, end),
});

describe('an editor that asks about places', () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await Editor.start({
      files: {
        ...FILES,
        'more/b.migplan': DOMAIN,
        'more/x.migplan': SUPPRESSED,
        'inventory/Bé.yaml': INVENTORY,
        'more/shared.migplan': 'shared team@a.example { access anna@a.example full, send-as }\n',
        'second/plan.migplan': 'plan "Q" { include "only.migplan" }\nlot ben\n',
        'second/only.migplan': 'unit ben-and-others\n',
      },
      capabilities: { ...PULLS, textDocument: { ...PULLS.textDocument, foldingRange: { rangeLimit: 4 } } },
    });
    await editor.open('plan.migplan', PLAN);
  });
  afterAll(() => editor.kill());

  test('is told what it can ask for', () => {
    const can = editor.greeting?.capabilities;
    assert.equal(can?.foldingRangeProvider, true);
    assert.equal(can?.selectionRangeProvider, true);
    assert.equal(can?.workspaceSymbolProvider, true);
    assert.deepEqual(can?.documentLinkProvider, {});
    assert.equal(can?.documentRangeFormattingProvider, true);
    assert.deepEqual(can?.documentOnTypeFormattingProvider, {
      firstTriggerCharacter: '\n',
      moreTriggerCharacter: ['}'],
    });
    assert.equal(can?.linkedEditingRangeProvider, true);
    assert.equal(can?.callHierarchyProvider, true);
  });

  test('gets folds, as many as it takes', async () => {
    const found = await editor.ask<FoldingRange[]>('textDocument/foldingRange', 'more/b.migplan');
    assert.deepEqual(found, [
      { startLine: 0, endLine: 7, kind: 'region' },
      { startLine: 1, endLine: 6 },
      { startLine: 2, endLine: 3, kind: 'comment' },
      { startLine: 4, endLine: 5 },
    ]);
    assert.deepEqual(await editor.ask('textDocument/foldingRange', 'no-such.migplan'), []);
  });

  test('gets an outline in which addresses are under their domain', async () => {
    const [domain] = await editor.ask<DocumentSymbol[]>('textDocument/documentSymbol', 'more/b.migplan');
    assert.deepEqual(
      domain?.children?.map(({ name }) => name),
      ['ben@b.example'],
    );
  });

  test('gets a selection for each position', async () => {
    const positions = [at(7, 9), at(0, 2)];
    const [licence, plan] = await editor.ask<SelectionRange[]>(
      'textDocument/selectionRange',
      'plan.migplan',
      {
        positions,
      },
    );
    assert.deepEqual(licence?.range, range(7, 8, 10));
    assert.deepEqual(licence?.parent?.range, range(7, 8, 16));
    assert.deepEqual(plan?.range, range(0, 0, 4));
    const nonsense = { positions: [{ line: -1, character: 0 }] };
    await assert.rejects(editor.ask('textDocument/selectionRange', 'plan.migplan', nonsense), {
      code: -32602,
    });
  });

  test('finds symbols over all plans, the best first', async () => {
    const ask = (query: unknown) =>
      editor.connection.sendRequest<SymbolInformation[]>('workspace/symbol', { query });
    const found = await ask('ben');
    assert.deepEqual(
      found.map(({ name, containerName, location }) => [name, containerName, location.uri]),
      [
        ['ben', undefined, editor.uri('second/plan.migplan')],
        ['ben-and-others', undefined, editor.uri('second/only.migplan')],
        ['ben@b.example', 'E1', editor.uri('more/b.migplan')],
      ],
    );
    assert.deepEqual(found[2]?.location.range, range(4, 8, 21));
    await assert.rejects(ask(undefined), { code: -32602 });
    await assert.rejects(ask(5), { code: -32602 });
    assert.equal((await ask('')).length > 5, true);
  });

  test('follows links to files, inventories and pages', async () => {
    const links = async (path: string) =>
      (await editor.ask<DocumentLink[]>('textDocument/documentLink', path)).map(({ target }) => target);
    await editor.ask('textDocument/hover', 'plan.migplan', { position: at(0, 0) });
    assert.deepEqual(await links('second/plan.migplan'), [editor.uri('second/only.migplan')]);
    assert.deepEqual(await links('more/b.migplan'), [editor.uri('inventory/Bé.yaml')]);
    const [page] = await links('more/x.migplan');
    assert.match(page ?? '', /^file:.*\/docs\/rules\/MP502-alias-target\.md$/);
    assert.deepEqual(await links('no-such.migplan'), []);
  });

  test('gets the lines formatted that it asks for, and the one that is typed', async () => {
    await editor.open('more/new.migplan', 'unit   a\nunit   b {\n\n}\nunit   c\n');
    const options = { tabSize: 4, insertSpaces: false };
    const edits = await editor.ask<TextEdit[]>('textDocument/rangeFormatting', 'more/new.migplan', {
      range: { start: at(1, 0), end: at(2, 0) },
      options,
    });
    assert.deepEqual(edits, [{ range: range(1, 5, 7), newText: '' }]);
    const typed = await editor.ask<TextEdit[]>('textDocument/onTypeFormatting', 'more/new.migplan', {
      position: at(2, 0),
      ch: '\n',
      options,
    });
    assert.deepEqual(typed, [{ range: range(2, 0, 0), newText: '  ' }]);
    await editor.close('more/new.migplan');
  });

  test('gets the places of an address that can be typed in at once', async () => {
    const text = 'mailbox zoe@a.example E1\nlist l@a.example { member zoe@a.example }\n';
    await editor.open('more/zoe.migplan', text);
    const ask = (path: string, line: number, character: number) =>
      editor.ask<LinkedEditingRanges | null>('textDocument/linkedEditingRange', path, {
        position: at(line, character),
      });
    assert.deepEqual((await ask('more/zoe.migplan', 1, 30))?.ranges, [range(0, 8, 21), range(1, 26, 39)]);
    assert.equal(await ask('more/anna.migplan', 0, 10), null);
    await editor.close('more/zoe.migplan');
  });

  test('asks who opens a mailbox, and what they open', async () => {
    const prepared = await editor.ask<CallHierarchyItem[]>(
      'textDocument/prepareCallHierarchy',
      'more/shared.migplan',
      { position: at(0, 10) },
    );
    const [team] = prepared;
    assert.deepEqual([prepared.length, team?.name], [1, 'team@a.example']);
    const ask = <R>(direction: 'incoming' | 'outgoing', item: unknown) =>
      editor.connection.sendRequest<R>(`callHierarchy/${direction}Calls`, { item });
    const [anna, ...others] = await ask<CallHierarchyIncomingCall[]>('incoming', team);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [anna?.from.name, anna?.from.detail, anna?.from.uri, anna?.fromRanges],
      ['anna@a.example', 'Anna · full, send-as', editor.uri('more/anna.migplan'), [range(0, 8, 22)]],
    );
    const opened = await ask<CallHierarchyOutgoingCall[]>('outgoing', anna?.from);
    assert.deepEqual(
      opened.map(({ to }) => [to.name, to.uri]),
      [['team@a.example', editor.uri('more/shared.migplan')]],
    );
    assert.deepEqual(await ask('outgoing', { ...team, uri: 'file:///no/such.migplan' }), null);
    for (const item of [undefined, {}, { ...team, data: undefined }, { ...team, data: { key: 'lot:x' } }]) {
      await assert.rejects(ask('incoming', item), { code: -32602 });
    }
  });
});
