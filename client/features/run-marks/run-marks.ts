/** Marks beside the mailboxes of the files in sight: done, running, failed, by the last run. */
import {
  type Disposable,
  type ExtensionContext,
  OverviewRulerLane,
  Range,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  Uri,
  window,
} from 'vscode';
import type { Mark } from '../../../server/protocol.ts';
import type { PlanServer } from '../../infrastructure/language-client.ts';
import { Refreshing } from '../../infrastructure/refreshing.ts';

/** Milliseconds between two refreshes. */
const BETWEEN = 2000;

export function activateRunMarks(
  { subscriptions, extensionUri }: Pick<ExtensionContext, 'subscriptions' | 'extensionUri'>,
  server: PlanServer,
): void {
  const marks = new RunMarks(extensionUri);
  const refreshing = new Refreshing(async () => {
    for (const editor of window.visibleTextEditors) {
      const { uri, languageId } = editor.document;
      if (languageId === 'migplan')
        marks.show(editor, await server.ask('migplan/marks', { uri: uri.toString() }));
    }
  }, BETWEEN);
  subscriptions.push(
    marks,
    refreshing,
    window.onDidChangeVisibleTextEditors(() => refreshing.ask()),
    server.on('migplan/changed', () => refreshing.ask()),
    server.on('migplan/live', () => refreshing.ask()),
  );
  refreshing.ask();
}

type Marked = Mark['standing'];

class RunMarks implements Disposable {
  private readonly extension: Uri;
  /** Made when the first mark is to be shown: most plans are looked at long before they are run. */
  private types: Readonly<Record<Marked, TextEditorDecorationType>> | undefined;

  constructor(extension: Uri) {
    this.extension = extension;
  }

  show(editor: TextEditor, marks: readonly Mark[]): void {
    if (marks.length === 0 && !this.types) return;
    this.types ??= {
      done: this.type('done', 'charts.green'),
      running: this.type('running', 'charts.blue'),
      failed: this.type('failed', 'charts.red'),
    };
    for (const [standing, type] of Object.entries(this.types)) {
      const lines = marks.filter((mark) => mark.standing === standing);
      editor.setDecorations(
        type,
        lines.map(({ line }) => new Range(line, 0, line, 0)),
      );
    }
  }

  dispose(): void {
    for (const type of Object.values(this.types ?? {})) type.dispose();
  }

  private type(marked: Marked, color: string): TextEditorDecorationType {
    const icon = (theme: string): Uri => Uri.joinPath(this.extension, `client/icons/${marked}-${theme}.svg`);
    return window.createTextEditorDecorationType({
      gutterIconSize: '70%',
      overviewRulerColor: new ThemeColor(color),
      overviewRulerLane: OverviewRulerLane.Left,
      light: { gutterIconPath: icon('light') },
      dark: { gutterIconPath: icon('dark') },
    });
  }
}
