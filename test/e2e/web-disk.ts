/**
 * An extension of the tests' own that runs in a browser: folders of this machine under the scheme `web-disk`, over HTTP, as an editor
 * without a disk has those of a code host. Without an index to search: files are found by looking into each folder.
 */
import {
  Disposable,
  EventEmitter,
  type ExtensionContext,
  type FileChangeEvent,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  Uri,
  workspace,
} from 'vscode';
import type { OnDisk } from './serve-web.ts';

export function activate(context: ExtensionContext): void {
  const disk = new WebDisk(Uri.joinPath(context.extensionUri, '..', 'disk').toString(true));
  context.subscriptions.push(workspace.registerFileSystemProvider('web-disk', disk));
}

class WebDisk implements FileSystemProvider {
  private readonly home: string;
  /** Nobody else changes what is there. */
  readonly onDidChangeFile = new EventEmitter<FileChangeEvent[]>().event;

  constructor(home: string) {
    this.home = home;
  }

  watch(): Disposable {
    return new Disposable(() => {});
  }

  async stat(uri: Uri): Promise<FileStat> {
    const found = await this.found(uri);
    if ('entries' in found) return { type: FileType.Directory, ctime: 0, mtime: found.changed, size: 0 };
    const size = new TextEncoder().encode(found.text).length;
    return { type: FileType.File, ctime: 0, mtime: found.changed, size };
  }

  async readDirectory(uri: Uri): Promise<[string, FileType][]> {
    const found = await this.found(uri);
    if (!('entries' in found)) throw FileSystemError.FileNotADirectory(uri);
    return found.entries.map(({ name, isFolder }) => [name, isFolder ? FileType.Directory : FileType.File]);
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    const found = await this.found(uri);
    if ('entries' in found) throw FileSystemError.FileIsADirectory(uri);
    return new TextEncoder().encode(found.text);
  }

  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    const body = new TextDecoder().decode(content);
    const { ok } = await fetch(this.home + encodeURI(uri.path), { method: 'PUT', body });
    if (!ok) throw FileSystemError.NoPermissions(uri);
  }

  createDirectory(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  private async found(uri: Uri): Promise<OnDisk> {
    const answer = await fetch(this.home + encodeURI(uri.path));
    if (!answer.ok) throw FileSystemError.FileNotFound(uri);
    return (await answer.json()) as OnDisk;
  }
}
