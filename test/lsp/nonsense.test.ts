/** How the server takes what no editor should send, and how it ends. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, test } from 'vitest';
import { PULLS, SERVER } from './editor.ts';
import { ANNA, editorsOnPlan, pull } from './small-plan.ts';

const start = editorsOnPlan();

describe('nonsense', () => {
  test('is refused or ignored, and the server goes on', async () => {
    const editor = await start();
    const send = (method: string, params: unknown) => editor.connection.sendRequest(method, params as object);
    const uri = editor.uri('plan.migplan');
    for (const params of [
      {},
      { textDocument: 5 },
      { textDocument: { uri: 3 } },
      [1, 2],
      { textDocument: { uri } },
      { textDocument: { uri }, position: { line: -1, character: 0.5 } },
    ]) {
      await assert.rejects(send('textDocument/hover', params), { code: -32602 });
    }
    await assert.rejects(send('textDocument/noSuchThing', {}), { code: -32601 });
    const huge = { position: { line: 2 ** 31 - 1, character: 2 ** 31 - 1 } };
    assert.equal(await editor.ask('textDocument/hover', 'plan.migplan', huge), null);
    for (const changed of [
      { textDocument: { uri }, contentChanges: [{ range: {}, text: '' }] },
      { textDocument: { uri }, contentChanges: 5 },
      {},
      [],
      { textDocument: null },
    ]) {
      await editor.connection.sendNotification('textDocument/didChange', changed);
      await editor.connection.sendNotification('textDocument/didOpen', changed);
      await editor.connection.sendNotification('textDocument/didClose', changed);
      await editor.connection.sendNotification('workspace/didChangeWatchedFiles', changed);
    }
    assert.notEqual(
      await editor.ask('textDocument/hover', 'more/anna.migplan', { position: { line: 0, character: 24 } }),
      null,
    );
    assert.equal(await editor.stop(), 0);
  });

  test('on the wire does not bring it down', async () => {
    const editor = await start();
    editor.process.stdin?.write('Content-Length: 9\r\n\r\n{"a": tru');
    assert.notEqual(
      await editor.ask('textDocument/hover', 'more/anna.migplan', { position: { line: 0, character: 24 } }),
      null,
    );
  });

  test('in a plan is told, never thrown', async () => {
    const editor = await start({ capabilities: PULLS });
    const texts = [
      '\0\uD800\u2028{{{{"',
      '}'.repeat(5000),
      'plan plan plan',
      '\r\r\n\n\r',
      `${'mailbox '.repeat(3000)}`,
    ];
    await editor.open('more/anna.migplan', ANNA);
    for (const text of texts) {
      await editor.change('more/anna.migplan', text);
      await pull(editor, 'more/anna.migplan');
    }
    assert.deepEqual(editor.messages, []);
  });
});

test('an editor that goes without a word takes the server with it', async () => {
  const editor = await start();
  editor.process.stdin?.end();
  assert.equal(await editor.end(), 1);
});

test('exit without shutdown is an error, as the protocol has it', async () => {
  const editor = await start();
  await editor.connection.sendNotification('exit');
  assert.equal(await editor.end(), 1);
});

test('a request before the greeting is refused', async () => {
  const server = spawn(process.execPath, [SERVER, '--stdio']);
  const body =
    '{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a"},"position":{"line":0,"character":0}}}';
  server.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
  let answer = '';
  for await (const data of server.stdout) {
    answer += data;
    if (answer.includes('}')) break;
  }
  server.kill();
  assert.match(answer, /-32002/);
});
