/**
 * An editor that asks as Visual Studio Code does, by what it was given before and again when it is told to, shows after each
 * of many edits what one that asks for the first time is given.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Diagnostic, DocumentDiagnosticReport, WorkspaceDiagnosticReport } from 'vscode-languageserver';
import { Random } from '../language/random-plan.ts';
import { type Editor, PULLS } from './editor.ts';
import { editorsOnPlan, PLAN } from './small-plan.ts';

const EDITS = 150;
const FILES = ['plan.migplan', 'more/a.migplan', 'more/b.migplan'] as const;

/** Lines without a problem and with one of their own, each of another address; now and then one that another file mends. */
const line = (random: Random, number: number): string =>
  random.chance(0.05)
    ? random.pick([`unit north${number}`, `mailbox zoe${number}@a.example E1 { unit nort${number} }`])
    : random.pick([`drop old${number}@a.example "gone"`, `list all${number}@a.example`, `# ${number}`]);

const OWN = PLAN.trimEnd().split('\n');

const start = editorsOnPlan();

/** What an editor shows of each file, with the ids that it was given. */
class Shown {
  private readonly shown = new Map<string, { id: string | undefined; items: readonly Diagnostic[] }>();
  private readonly editor: Editor;

  constructor(editor: Editor) {
    this.editor = editor;
  }

  async askForAll(): Promise<void> {
    for (const path of FILES) {
      const known = this.shown.get(path);
      const report = await this.editor.ask<DocumentDiagnosticReport>('textDocument/diagnostic', path, {
        previousResultId: known?.id,
      });
      if (report.kind === 'full') this.shown.set(path, { id: report.resultId, items: report.items });
    }
  }

  of(path: string): readonly Diagnostic[] {
    return this.shown.get(path)?.items ?? [];
  }
}

test('an editor that asks by what it knows misses no edit', async () => {
  const random = new Random(20_250_102);
  const lines = new Map<string, string[]>(
    FILES.map((path, file) => [
      path,
      Array.from({ length: 6 }, (_, number) => line(random, 10 * file + number)),
    ]),
  );
  lines.set('plan.migplan', [...OWN]);
  const textOf = (path: string) =>
    lines
      .get(path)
      ?.map((each) => `${each}\n`)
      .join('') ?? '';
  const files = Object.fromEntries(FILES.map((path) => [path, textOf(path)]));
  const editor = await start({ capabilities: PULLS, files });
  for (const path of FILES) await editor.open(path, textOf(path));
  const shown = new Shown(editor);
  await shown.askForAll();
  for (let edit = 0; edit < EDITS; edit++) {
    await typeLine(editor, random, lines, 100 + edit);
    const seen = editor.refreshes;
    await shown.askForAll();
    const { items } = await editor.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      previousResultIds: [],
    });
    if (editor.refreshes > seen) await shown.askForAll();
    for (const path of FILES) {
      const fresh = items.find(({ uri }) => uri === editor.uri(path));
      assert(fresh?.kind === 'full');
      assert.deepEqual(shown.of(path), fresh.items, `edit ${edit}: ${path}\n${textOf(path)}`);
    }
  }
});

/** A line goes, or comes, behind the plan's own lines. */
async function typeLine(
  editor: Editor,
  random: Random,
  lines: Map<string, string[]>,
  number: number,
): Promise<void> {
  const path = random.pick(FILES);
  const text = lines.get(path) ?? [];
  const first = path === 'plan.migplan' ? OWN.length : 0;
  const at = first + random.below(text.length - first + 1);
  const goes = at < text.length && random.chance(0.5);
  const typed = goes ? [] : [line(random, number)];
  text.splice(at, goes ? 1 : 0, ...typed);
  const end = { line: goes ? at + 1 : at, character: 0 };
  await editor.change(path, typed.map((each) => `${each}\n`).join(''), {
    start: { line: at, character: 0 },
    end,
  });
}
