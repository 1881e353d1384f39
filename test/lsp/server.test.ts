/** The real server in its own process, driven over stdio and IPC as editors do. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type {
  CodeAction,
  DefinitionLink,
  Diagnostic,
  DocumentDiagnosticReport,
  DocumentSymbol,
  Hover,
  Location,
  TextEdit,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { Editor, PULLS } from './editor.ts';
import { ANNA, BAD, editorsOnPlan, FILES, PLAN, pull, wholeReport } from './small-plan.ts';

const E2 = { start: { line: 0, character: 23 }, end: { line: 0, character: 25 } };

const codes = (found: readonly Diagnostic[]): unknown[] => found.map(({ code }) => code);
const has = (code: string) => (found: readonly Diagnostic[]) => codes(found).includes(code);
const lacks = (code: string) => (found: readonly Diagnostic[]) => !codes(found).includes(code);

const start = editorsOnPlan();

describe.each(['stdio', 'ipc'] as const)('over %s', (transport) => {
  test('from greeting to goodbye', async () => {
    const editor = await start({ transport });
    assert.equal(editor.greeting?.serverInfo?.name, 'migplan');
    assert.equal(editor.greeting?.capabilities.positionEncoding, 'utf-16');
    await editor.open('more/anna.migplan', BAD);
    const [found] = await editor.diagnostics('more/anna.migplan', has('MP101'));
    assert.deepEqual(found?.range, E2);
    assert.equal(found?.source, 'migplan');
    assert.match(found?.codeDescription?.href ?? '', /^file:.*\/docs\/rules\/MP101-unknown-name\.md$/);
    await editor.change('more/anna.migplan', '1', { start: { line: 0, character: 24 }, end: E2.end });
    await editor.diagnostics('more/anna.migplan', lacks('MP101'));
    assert.equal(await editor.stop(), 0);
    assert.deepEqual(editor.messages, []);
  });
});

describe('diagnostics', () => {
  test('are asked for by an editor that can, and then not sent too', async () => {
    const editor = await start({ capabilities: PULLS });
    await editor.open('more/anna.migplan', BAD);
    assert(has('MP101')(await pull(editor, 'more/anna.migplan')));
    await editor.change('more/anna.migplan', ANNA);
    assert(lacks('MP101')(await pull(editor, 'more/anna.migplan')));
    assert.equal(editor.lastPublished('more/anna.migplan'), undefined);
  });

  test('come at once, as far as they are known, where the rest takes longer', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `mailbox m${index}@a.example E1\n`).join('');
    const files = { ...FILES, 'more/many.migplan': many };
    const editor = await start({ capabilities: PULLS, files });
    await editor.open(
      'more/anna.migplan',
      'mailbox zoe@a.example E1 { colour red }\nmailbox ben@a.example E7\n',
    );
    const seen = editor.refreshes;
    const early = await editor.ask<DocumentDiagnosticReport>('textDocument/diagnostic', 'more/anna.migplan');
    assert(early.kind === 'full' && early.resultId === undefined);
    assert(has('MP002')(early.items) && lacks('MP101')(early.items));
    await editor.refreshed(seen);
    const whole = await pull(editor, 'more/anna.migplan');
    assert(has('MP002')(whole) && has('MP101')(whole));
  });

  test('that did not change are not sent again', async () => {
    const editor = await start({ capabilities: PULLS });
    await editor.open('more/anna.migplan', BAD);
    const { resultId: previousResultId } = await wholeReport(editor, 'more/anna.migplan');
    const again = await editor.ask('textDocument/diagnostic', 'more/anna.migplan', { previousResultId });
    assert.deepEqual(again, { kind: 'unchanged', resultId: previousResultId });
  });

  test('of the whole workspace come once, then with each change', async () => {
    const editor = await start({ capabilities: PULLS, files: { ...FILES, 'more/anna.migplan': BAD } });
    const ask = (previousResultIds: object[]) =>
      editor.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds });
    const uri = editor.uri('more/anna.migplan');
    const held = new Map<string, WorkspaceDocumentDiagnosticReport>();
    // As an editor does: each answer is kept, and asked beyond. What else there is to tell may come before.
    const next = async () => {
      const known = [...held.values()].map((one) => ({ uri: one.uri, value: one.resultId }));
      for (const item of (await ask(known)).items) held.set(item.uri, item);
      const found = held.get(uri);
      return found?.kind === 'full' ? found.items : [];
    };
    assert(has('MP101')(await next()));
    const changed = next();
    editor.write('more/anna.migplan', ANNA);
    await editor.touched('more/anna.migplan');
    for (let found = await changed; !lacks('MP101')(found); ) found = await next();
  });

  test('reach files that nobody has open', async () => {
    const editor = await start({ files: { ...FILES, 'more/anna.migplan': BAD } });
    await editor.diagnostics('more/anna.migplan', has('MP101'));
    await editor.open('plan.migplan', PLAN);
    await editor.change('plan.migplan', PLAN.replace('licence E1', 'licence E2'));
    await editor.diagnostics('more/anna.migplan', lacks('MP101'));
  });

  test('point to the other place, and come in French', async () => {
    const editor = await start({ locale: 'fr-FR' });
    await editor.open('more/anna.migplan', BAD + ANNA);
    const found = await editor.diagnostics('more/anna.migplan', has('MP101'));
    assert(found.some(({ message }) => /licence ne s’appelle E2/.test(String(message))));
  });

  test('come in the language that the settings name before the editor’s own', async () => {
    const editor = await start({ locale: 'fr', initializationOptions: { locale: 'en' } });
    await editor.open('more/anna.migplan', BAD);
    const [found] = await editor.diagnostics('more/anna.migplan', has('MP101'));
    assert.match(String(found?.message), /no licence is called E2/);
  });

  test('follow the severity that the plan sets, in every file', async () => {
    const editor = await start({ files: { ...FILES, 'more/anna.migplan': BAD } });
    await editor.open('plan.migplan', PLAN);
    await editor.diagnostics('more/anna.migplan', has('MP101'));
    await editor.change('plan.migplan', `${PLAN}policy { severity unknown-name off }\n`);
    await editor.diagnostics('more/anna.migplan', lacks('MP101'));
    await editor.change('plan.migplan', `${PLAN}policy { severity unknown-name hint }\n`);
    await editor.diagnostics('more/anna.migplan', (found) => found.some(({ severity }) => severity === 4));
  });

  test('are a thousand a file at most, the rest counted', async () => {
    const editor = await start();
    await editor.open(
      'more/anna.migplan',
      Array.from({ length: 1100 }, (_, i) => `mailbox m${i}@a.example E2\n`).join(''),
    );
    const found = await editor.diagnostics('more/anna.migplan', ({ length }) => length > 1000);
    assert.equal(found.length, 1001);
    assert.match(String(found.at(-1)?.message), /^\d+ more problems in this file/);
    assert.equal(found.at(-1)?.range.start.line, 1100);
  });

  test('are told in the singular where one is not shown', async () => {
    const editor = await start();
    await editor.open(
      'more/anna.migplan',
      Array.from({ length: 1001 }, (_, i) => `mailbox m${i}@a.example E2\n`).join(''),
    );
    const found = await editor.diagnostics('more/anna.migplan', ({ length }) => length > 1000);
    assert.match(String(found.at(-1)?.message), /^1 more problem in this file is not shown/);
  });

  test('use the facts beside the plan, and follow them on the disk and in the editor', async () => {
    const refused = 'endpoint e microsoft365 { tenant a.example; client c secret env PATH }\n';
    const editor = await start({
      files: { 'plan.migplan': `plan "P" { target e }\n${refused}domain a.example\nmailbox a+b@a.example\n` },
    });
    await editor.diagnostics('plan.migplan', has('MP202'));
    editor.write('facts.yaml', 'microsoft365: { account-signs: none }\n');
    await editor.touched('facts.yaml');
    await editor.diagnostics('plan.migplan', lacks('MP202'));
    editor.write('facts.yaml', 'microsoft365:\n  account-sines: none\n');
    await editor.touched('facts.yaml');
    const [found, ...others] = await editor.diagnostics('facts.yaml', has('MP000'));
    assert.deepEqual(others, []);
    assert.equal(found?.range.start.line, 1);
    assert.equal(found?.range.start.character, 2);
    await editor.told(/facts\.yaml:2:3: no fact is called account-sines/);
    await editor.diagnostics('plan.migplan', has('MP202'));
    editor.write('facts.yaml', 'microsoft365:\n  "[x](command:y)": none\n');
    await editor.touched('facts.yaml');
    await editor.told(/no fact is called \[x\] \(command:y\)/);

    editor.messages.length = 0;
    await editor.open('facts.yaml', 'microsoft365:\n  account-sines: none\n');
    await editor.change('facts.yaml', 'gns', {
      start: { line: 1, character: 12 },
      end: { line: 1, character: 15 },
    });
    await editor.diagnostics('plan.migplan', lacks('MP202'));
    await editor.diagnostics('facts.yaml', ({ length }) => length === 0);
    await editor.change('facts.yaml', 'microsoft366: {}');
    await editor.diagnostics('facts.yaml', has('MP000'));
    editor.remove('facts.yaml');
    await editor.touched('facts.yaml');
    await editor.change('facts.yaml', 'microsoft365: { account-signs: none }');
    await editor.diagnostics('plan.migplan', lacks('MP202'));
    assert.deepEqual(editor.messages, []); // what is being typed is told in its place alone
    await editor.close('facts.yaml');
    await editor.diagnostics('plan.migplan', has('MP202'));
  });

  test('ask an editor that can be asked to tell of facts', async () => {
    const asked = await start({
      capabilities: { textDocument: { synchronization: { dynamicRegistration: true } } },
    });
    await asked.open('plan.migplan', 'plan "P"\n');
    await asked.diagnostics('plan.migplan', () => true);
    assert.deepEqual(asked.registered, [
      'textDocument/didOpen',
      'textDocument/didChange',
      'textDocument/didClose',
    ]);
  });

  test('use the inventory beside the plan, and follow it', async () => {
    const inventory = (bytes: number) =>
      `schema: migplan/inventory/v1\ndomain: a.example\ntaken: 2029-12-01\naddresses:\n  anna@a.example: { messages: 1, bytes: ${bytes}, largest: 1, folders: 1 }\n`;
    const editor = await start({ files: { ...FILES, 'inventory/a.example.yaml': inventory(63e9) } });
    await editor.diagnostics('more/anna.migplan', has('MP301'));
    editor.write('inventory/a.example.yaml', inventory(1e9));
    await editor.touched('inventory/a.example.yaml');
    await editor.diagnostics('more/anna.migplan', lacks('MP301'));
    editor.write('inventory/a.example.yaml', 'nonsense: [');
    await editor.touched('inventory/a.example.yaml');
    await editor.open('more/anna.migplan', BAD);
    await editor.diagnostics('more/anna.migplan', has('MP101'));
    await editor.told(/inventory.a\.example\.yaml:\d+:\d+: /);
  });
});

describe('the files of a plan', () => {
  test('are those that it includes; a file in no plan says so', async () => {
    const editor = await start({ files: { ...FILES, 'loose.migplan': BAD } });
    await editor.open('loose.migplan', BAD);
    await editor.diagnostics('loose.migplan', has('MP103'));
    await editor.open('plan.migplan', PLAN);
    await editor.change('plan.migplan', PLAN.replace('"more/*', '"loose.migplan", "more/*'));
    await editor.diagnostics('loose.migplan', lacks('MP103'));
    await editor.change('plan.migplan', PLAN);
    await editor.diagnostics('loose.migplan', has('MP103'));
  });

  test('stay while the head of the plan is being typed', async () => {
    const editor = await start();
    await editor.open('plan.migplan', PLAN);
    await editor.open('more/anna.migplan', BAD);
    await editor.diagnostics('more/anna.migplan', has('MP101'));
    await editor.change('plan.migplan', PLAN.replace('"P" ', ''));
    await editor.change('more/anna.migplan', ANNA);
    const found = await editor.diagnostics('more/anna.migplan', lacks('MP101'));
    assert(lacks('MP103')(found));
    await editor.change('plan.migplan', PLAN.replace('plan "P" ', ''));
    await editor.diagnostics('more/anna.migplan', has('MP103'));
  });

  test('of two plans that include one, the first by path takes it', async () => {
    const other = PLAN.replace('licence E1', 'licence E2');
    const editor = await start({ files: { ...FILES, 'more/anna.migplan': BAD, 'zzz.migplan': other } });
    await editor.diagnostics('more/anna.migplan', has('MP101'));
  });

  test('appear, change and go as the disk has them', async () => {
    const editor = await start({ files: { 'more/anna.migplan': BAD, 'other/b.migplan': '' } });
    await editor.open('more/anna.migplan', BAD);
    await editor.diagnostics('more/anna.migplan', has('MP103'));
    editor.write('plan.migplan', PLAN);
    await editor.touched('plan.migplan');
    await editor.diagnostics('more/anna.migplan', (found) => lacks('MP103')(found) && has('MP101')(found));
    editor.write('plan.migplan', PLAN.replace('licence E1', 'licence E2'));
    await editor.touched('plan.migplan');
    await editor.diagnostics('more/anna.migplan', lacks('MP101'));
    editor.remove('plan.migplan');
    await editor.touched('plan.migplan');
    await editor.diagnostics('more/anna.migplan', has('MP103'));
  });

  test('that an editor closes are again what the disk holds', async () => {
    const editor = await start();
    await editor.open('more/anna.migplan', BAD);
    await editor.diagnostics('more/anna.migplan', has('MP101'));
    await editor.close('more/anna.migplan');
    await editor.diagnostics('more/anna.migplan', lacks('MP101'));
  });

  test('are found for a file that is opened without its folder', async () => {
    const editor = await start({ opensFolder: false });
    await editor.open('more/anna.migplan', BAD);
    const found = await editor.diagnostics('more/anna.migplan', has('MP101'));
    assert(lacks('MP103')(found));
  });

  test('need no disk: a text that was never saved is checked by itself', async () => {
    const editor = await start();
    const uri = 'untitled:Untitled-1';
    const textDocument = { uri, languageId: 'migplan', version: 1, text: PLAN };
    await editor.connection.sendNotification('textDocument/didOpen', { textDocument });
    const symbols = await editor.connection.sendRequest<object[]>('textDocument/documentSymbol', {
      textDocument: { uri },
    });
    assert.equal(symbols.length, 6);
  });
});

describe('what is asked', () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await Editor.start({ files: FILES, capabilities: PULLS });
  });
  afterAll(() => editor.kill());

  const at = (line: number, character: number) => ({ position: { line, character } });

  test('hover', async () => {
    const hover = await editor.ask<Hover>('textDocument/hover', 'more/anna.migplan', at(0, 24));
    assert.deepEqual(hover.contents, {
      kind: 'markdown',
      value: '**licence** E1 · Web\n\n- 2.76 EUR/month\n- quota 50 GB\n- 1 mailbox',
    });
    const keyword = await editor.ask<Hover>('textDocument/hover', 'more/anna.migplan', at(0, 2));
    assert.match(JSON.stringify(keyword.contents), /One person’s mailbox\..*```migplan/);
    assert.equal(await editor.ask('textDocument/hover', 'more/anna.migplan', at(0, 29)), null);
    assert.equal(await editor.ask('textDocument/hover', 'no-such.migplan', at(0, 2)), null);
  });

  test('definition, over files', async () => {
    const editor = await start();
    const found = await editor.ask<Location[]>('textDocument/definition', 'more/anna.migplan', at(0, 24));
    assert.deepEqual(
      found.map(({ uri, range }) => [uri, range.start.line]),
      [[editor.uri('plan.migplan'), 7]],
    );
  });

  test('definition, as links where the editor follows them', async () => {
    const found = await editor.ask<DefinitionLink[]>('textDocument/definition', 'plan.migplan', at(3, 14));
    assert.deepEqual(
      found.map(({ targetUri }) => targetUri),
      [editor.uri('more/anna.migplan')],
    );
  });

  test('symbols', async () => {
    const found = await editor.ask<DocumentSymbol[]>('textDocument/documentSymbol', 'plan.migplan');
    assert.deepEqual(
      found.map(({ name }) => name),
      ['P', 'old', 'new', 'E1', 'a.example', 'first'],
    );
  });

  test('formatting', async () => {
    await editor.open('more/anna.migplan', 'mailbox   anna@a.example E1 "Anna"\n');
    const options = { tabSize: 8, insertSpaces: false };
    const edits = await editor.ask<TextEdit[]>('textDocument/formatting', 'more/anna.migplan', { options });
    const range = { start: { line: 0, character: 8 }, end: { line: 0, character: 10 } };
    assert.deepEqual(edits, [{ range, newText: '' }]);
  });

  test('quick fixes, with the version they are for', async () => {
    await editor.open('more/anna.migplan', BAD);
    const context = { diagnostics: [] };
    const actions = await editor.ask<CodeAction[]>('textDocument/codeAction', 'more/anna.migplan', {
      range: E2,
      context,
    });
    const action = actions.find(({ title }) => /^Replace E2/.test(title));
    assert.deepEqual(action?.edit?.documentChanges, [
      {
        textDocument: { uri: editor.uri('more/anna.migplan'), version: 1 },
        edits: [{ range: E2, newText: 'E1' }],
      },
    ]);
  });

  test('an answer is of the text as it is, however fast it changes', async () => {
    await editor.open('more/anna.migplan', ANNA);
    const answers = [];
    for (let i = 0; i < 20; i++) {
      await editor.change('more/anna.migplan', i % 2 ? ANNA : BAD);
      answers.push(pull(editor, 'more/anna.migplan'));
    }
    for (const [i, found] of (await Promise.all(answers)).entries()) {
      // An answer may come after later edits, but never before the edit it follows.
      if (i === 19) assert(lacks('MP101')(found));
    }
  });

  test('a request that is given up is answered so', async () => {
    const text = Array.from({ length: 5000 }, (_, i) => `mailbox m${i}@a.example E1\n`).join('');
    await editor.open('more/anna.migplan', text);
    const answer = editor.cancelled('textDocument/hover', 'more/anna.migplan', at(0, 24));
    await assert.rejects(answer, { code: -32800 });
    assert.notEqual(await editor.ask('textDocument/hover', 'more/anna.migplan', at(0, 24)), null);
  });
});
