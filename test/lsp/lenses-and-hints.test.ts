/** Code lenses, inlay hints, the settings that turn them off, and what a hover says of runs, over the wire. */
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, test } from 'vitest';
import type {
  ClientCapabilities,
  CodeLens,
  CompletionItem,
  CompletionList,
  Hover,
  InlayHint,
} from 'vscode-languageserver';
import type { Editor, EditorOptions } from './editor.ts';
import { record } from './recorded-plan.ts';
import { ANNA, editorsOnPlan, FILES, PLAN } from './small-plan.ts';

const INVENTORY =
  'schema: migplan/inventory/v1\ndomain: a.example\ntaken: 2029-12-01\naddresses:\n  anna@a.example: { messages: 9, bytes: 12300000000, largest: 1, folders: 1 }\n';

const CAPABILITIES: ClientCapabilities = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
  },
};

const startOnPlan = editorsOnPlan();
const start = (options: EditorOptions = {}): Promise<Editor> =>
  startOnPlan({
    files: { ...FILES, 'inventory/a.example.yaml': INVENTORY },
    capabilities: CAPABILITIES,
    initializationOptions: { commands: true },
    ...options,
  });

const lenses = (editor: Editor): Promise<CodeLens[]> => editor.ask('textDocument/codeLens', 'plan.migplan');
const resolved = (editor: Editor, lens: CodeLens): Promise<CodeLens> =>
  editor.connection.sendRequest('codeLens/resolve', lens);

/** What a lens of each line says, once it comes into view. */
async function titles(editor: Editor): Promise<string[]> {
  const found = await lenses(editor);
  const seen = await Promise.all(found.map((lens) => (lens.command ? lens : resolved(editor, lens))));
  return seen.map(({ command, range }) => `${range.start.line}: ${command?.title}`);
}

async function hints(editor: Editor): Promise<string[]> {
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const found = await editor.ask<InlayHint[]>('textDocument/inlayHint', 'more/anna.migplan', { range });
  return found.map(({ label }) =>
    typeof label === 'string' ? label : label.map(({ value }) => value).join(),
  );
}

/** Asks until it is so: what is set counts as soon as it has arrived. */
async function until<T>(ask: () => Promise<T>, expected: T, within = 5000): Promise<void> {
  const stop = Date.now() + within;
  for (;;) {
    const found = await ask();
    if (JSON.stringify(found) === JSON.stringify(expected)) return;
    if (Date.now() > stop) assert.deepEqual(found, expected);
    await wait(20);
  }
}

const SUMS = '9: 2030-01-07 · 1 mailbox · 12.3 GB · 2.76 EUR/month';

describe('lenses', () => {
  test('name the plan and the lot to the editor’s commands', async () => {
    const editor = await start();
    const lot = { plan: editor.uri('plan.migplan'), lot: 'first' };
    assert.deepEqual(
      (await lenses(editor)).flatMap(({ command }) => command ?? []),
      [
        { title: 'Run', command: 'migplan.run', arguments: [lot] },
        { title: 'Dry run', command: 'migplan.dryRun', arguments: [lot] },
        { title: 'Sheets', command: 'migplan.exportSheets', arguments: [lot] },
      ],
    );
  });

  test('say what a lot moves when they come into view', async () => {
    const editor = await start();
    await until(() => titles(editor), ['9: Run', '9: Dry run', '9: Sheets', SUMS]);
  });

  test('offer nothing to an editor that could not do it', async () => {
    const editor = await start({ initializationOptions: { locale: 'en', commands: 'yes' } });
    await until(() => titles(editor), [SUMS]);
  });

  test('that somebody made up come back as they were', async () => {
    const editor = await start();
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    for (const data of [undefined, 5, { uri: 'x' }, { uri: 'x', about: { of: 'mailbox', name: 'x' } }]) {
      assert.deepEqual(
        await resolved(editor, { range, data }),
        data === undefined ? { range } : { range, data },
      );
    }
    const about = { of: 'lot', name: 'first' };
    const gone = await resolved(editor, { range, data: { uri: 'file:///gone.migplan', about } });
    assert.deepEqual(gone.command, { title: '', command: '' });
  });
});

describe('hints', () => {
  test('say what is written elsewhere, and lead there', async () => {
    const editor = await start();
    await until(() => hints(editor), ['lot first', '12.3 GB / 50 GB']);
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const [lot] = await editor.ask<InlayHint[]>('textDocument/inlayHint', 'more/anna.migplan', { range });
    assert.deepEqual(lot, {
      position: { line: 0, character: ANNA.length - 1 },
      label: [
        {
          value: 'lot first',
          tooltip: 'lot first (2030-01-07), by its domain a.example',
          location: {
            uri: editor.uri('plan.migplan'),
            range: { start: { line: 9, character: 4 }, end: { line: 9, character: 9 } },
          },
        },
      ],
      paddingLeft: true,
    });
  });
});

test('a property that is offered has the next offer shown, and says what it is for', async () => {
  const editor = await start();
  await editor.open('more/anna.migplan', `${ANNA.trimEnd()} {\n  l\n}\n`);
  const position = { line: 1, character: 3 };
  const { items } = await editor.ask<CompletionList>('textDocument/completion', 'more/anna.migplan', {
    position,
  });
  const lot = items.find(({ label }) => label === 'lot');
  assert.equal(lot?.command?.command, 'editor.action.triggerSuggest');
  const { documentation } = await editor.connection.sendRequest<CompletionItem>(
    'completionItem/resolve',
    lot,
  );
  assert.deepEqual(documentation, {
    kind: 'markdown',
    value:
      'The lot that moves it.\n\n- by default: the lot that lists it, its domain or its unit\n\n```migplan\nlot vague1\n```',
  });
});

describe('settings', () => {
  const OFF = { lenses: { lots: false }, hints: { quota: false, lot: 'nonsense' } };

  test('are asked for at the start and when they change; then everything is seen anew', async () => {
    const editor = await start({ settings: { migplan: OFF } });
    await until(() => titles(editor), []);
    await until(() => hints(editor), ['lot first']);
    assert(editor.registered.includes('workspace/didChangeConfiguration'));
    const { lensRefreshes, hintRefreshes } = editor;
    await editor.set({ migplan: { ...OFF, lenses: null } });
    await editor.seenAnew(lensRefreshes, hintRefreshes);
    assert.equal((await lenses(editor)).length, 4);
  });

  test('are taken as they are sent by an editor that is not asked', async () => {
    const editor = await start({ capabilities: {} });
    await until(() => hints(editor), ['lot first', '12.3 GB / 50 GB']);
    await editor.set({ migplan: { hints: { lot: false } } });
    await until(() => hints(editor), ['12.3 GB / 50 GB']);
    await editor.set({});
    await until(() => hints(editor), ['lot first', '12.3 GB / 50 GB']);
  });
});

test('what an edit in one file changes in another is seen anew there, twice a second at most', async () => {
  const editor = await start();
  await editor.open('plan.migplan', PLAN);
  await editor.open('more/anna.migplan', ANNA);
  await until(() => titles(editor), ['9: Run', '9: Dry run', '9: Sheets', SUMS]);
  const { lensRefreshes, hintRefreshes } = editor;
  const begun = Date.now();
  for (let count = 0; count < 40; count++) {
    await editor.change('more/anna.migplan', ANNA.repeat(1 + (count % 2)).replace('anna', `a${count}`));
    await titles(editor);
  }
  await editor.change('more/anna.migplan', '');
  await editor.seenAnew(lensRefreshes, hintRefreshes);
  await until(() => titles(editor), ['9: Run', '9: Dry run', '9: Sheets', '9: 2030-01-07 · 0 mailboxes']);
  const most = 2 + Math.ceil((Date.now() - begun) / 500);
  assert(editor.lensRefreshes - lensRefreshes <= most, `${editor.lensRefreshes - lensRefreshes} > ${most}`);
});

test('a hover says what the last run did, and what another one has done since', async () => {
  const editor = await start();
  const lastRun = async (): Promise<string | undefined> => {
    const position = { line: 0, character: 10 };
    const hover = await editor.ask<Hover>('textDocument/hover', 'more/anna.migplan', { position });
    return /last run: .*/
      .exec(JSON.stringify(hover.contents).replaceAll('\\n', '\n'))?.[0]
      .replace(/"}$/, '');
  };
  assert.equal(await lastRun(), undefined);
  await record(editor.folder, { 'anna@a.example': 'Synced' }, '2025-01-01T10:00Z');
  await until(lastRun, 'last run: copied on 2025-01-01', 15_000);
  await record(editor.folder, { 'anna@a.example': 'Completed' }, '2025-01-02T07:00Z');
  await until(lastRun, 'last run: verified on 2025-01-02', 15_000);
});
