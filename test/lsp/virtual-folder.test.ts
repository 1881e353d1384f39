/** The server with a disk, told of a file that is on none: what lies beside it is asked of the editor, if that can answer. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { DocumentDiagnosticReport } from 'vscode-languageserver';
import { PULLS } from './editor.ts';
import { serveFiles } from './served-files.ts';
import { ANNA, editorsOnPlan, FILES } from './small-plan.ts';

const FOLDER = 'vscode-vfs://github/admins/plans';
const FACTS = 'imap: { colour: red }\n';

const start = editorsOnPlan();

test.each([
  { servesFiles: true, codes: [], read: ['plan.migplan', 'facts.yaml'] },
  { servesFiles: false, codes: ['MP103', 'MP203', 'MP101'], read: [] },
])('an editor that serves files ($servesFiles) has plans whole', async ({ servesFiles, codes, read }) => {
  const editor = await start({ capabilities: PULLS, initializationOptions: { servesFiles } });
  const served = serveFiles(editor.connection, FOLDER, { ...FILES, 'facts.yaml': FACTS });
  const uri = served.uriOf('more/anna.migplan');
  const textDocument = { uri, languageId: 'migplan', version: 1, text: ANNA };
  await editor.connection.sendNotification('textDocument/didOpen', { textDocument });
  const found = await report();
  assert.deepEqual(
    found.map(({ code }) => code),
    codes,
  );
  assert.deepEqual(served.read, read);

  async function report() {
    for (;;) {
      const answer = (await editor.connection.sendRequest('textDocument/diagnostic', {
        textDocument: { uri },
      })) as DocumentDiagnosticReport;
      if (answer.kind === 'full' && answer.resultId !== undefined) return answer.items;
    }
  }
});
