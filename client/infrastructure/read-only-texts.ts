/** Texts that a command came to, shown as documents that cannot be edited; each by its name, and replaced by the next of that name. */
import {
  type Disposable,
  EventEmitter,
  l10n,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
} from 'vscode';
import { columnFor } from './shown-in.ts';

const SCHEME = 'migplan-text';

export class ReadOnlyTexts implements TextDocumentContentProvider, Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  // Last: whoever it is registered with listens there and then, or never.
  private readonly registration = workspace.registerTextDocumentContentProvider(SCHEME, this);

  provideTextDocumentContent(uri: Uri): string {
    // The editor opens what was open, and the text was never kept.
    return this.texts.get(uri.path) ?? l10n.t('This text is gone. Run its command again.');
  }

  /** Beside what is being looked at, in the column of those that are there. */
  async show(name: string, text: string): Promise<void> {
    const uri = this.keep(name.replaceAll('/', '∕'), text);
    const viewColumn = columnFor(uri, window.tabGroups.all);
    const options = { viewColumn, preview: true, preserveFocus: false };
    await window.showTextDocument(await workspace.openTextDocument(uri), options);
  }

  /** To be shown by somebody else. */
  keep(path: string, text: string): Uri {
    const uri = Uri.from({ scheme: SCHEME, path: `/${path}` });
    this.texts.set(uri.path, text);
    this.changed.fire(uri);
    return uri;
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
