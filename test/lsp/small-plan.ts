/** A small plan in two files and a server that has it open, as most tests of the wire begin. */
import assert from 'node:assert/strict';
import { afterEach } from 'vitest';
import type { Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver';
import { Editor, type EditorOptions } from './editor.ts';

export const PLAN = `plan "P" {
  source old
  target new
  include "more/*.migplan"
}
endpoint old imap { host old.example port 993 tls; login master "m" secret env OLD }
endpoint new imap { host new.example port 993 tls; login master "m" secret env NEW }
licence E1 "Web" { price 2.76 EUR/month; quota 50 GB }
domain a.example
lot first { date 2030-01-07; domain a.example }
`;
export const ANNA = 'mailbox anna@a.example E1 "Anna"\n';
export const BAD = 'mailbox anna@a.example E2 "Anna"\n';
export const FILES = { 'plan.migplan': PLAN, 'more/anna.migplan': ANNA };

/** Starts editors on the plan; each is ended with its test. */
export function editorsOnPlan(): (options?: EditorOptions) => Promise<Editor> {
  let editors: Editor[] = [];
  afterEach(() => {
    for (const editor of editors) editor.kill();
    editors = [];
  });
  return async (options = {}) => {
    const editor = await Editor.start({ files: FILES, ...options });
    editors.push(editor);
    return editor;
  };
}

/** Asks for a file's diagnostics as an editor that pulls does. */
export async function pull(editor: Editor, path: string): Promise<Diagnostic[]> {
  const report = await wholeReport(editor, path);
  assert.equal(report.kind, 'full');
  return report.kind === 'full' ? report.items : [];
}

/** What is told before all is checked has no id: an editor asks again. */
export async function wholeReport(editor: Editor, path: string): Promise<DocumentDiagnosticReport> {
  for (;;) {
    const seen = editor.refreshes;
    const report = await editor.ask<DocumentDiagnosticReport>('textDocument/diagnostic', path);
    if (report.resultId !== undefined) return report;
    await editor.refreshed(seen);
  }
}
