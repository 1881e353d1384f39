/** An editor that serves the files of a virtual folder, as the extension does. */
import type { ProtocolConnection } from 'vscode-languageserver/node';
import type { FileRequests } from '../../server/protocol.ts';

export interface ServedFiles {
  uriOf(path: string): string;
  /** The paths of what was read, in that order. */
  readonly read: readonly string[];
}

/** `files` by their paths below `folder`, which is a URI. */
export function serveFiles(
  connection: ProtocolConnection,
  folder: string,
  files: Readonly<Record<string, string>>,
): ServedFiles {
  const read: string[] = [];
  const uriOf = (path: string): string => `${folder}/${path.split('/').map(encodeURIComponent).join('/')}`;
  const uris = new Map(Object.keys(files).map((path) => [uriOf(path), path]));
  connection.onRequest('migplan/text', ({ uri }: FileRequests['migplan/text']['asks']) => {
    const path = uris.get(uri);
    if (path !== undefined) read.push(path);
    return files[path ?? ''] ?? null;
  });
  connection.onRequest('migplan/files', (asks: FileRequests['migplan/files']['asks']) =>
    [...uris.keys()].filter((uri) => {
      const inside = uri.startsWith(`${asks.folder}/`) ? uri.slice(asks.folder.length + 1) : undefined;
      return inside?.endsWith(`.${asks.ending}`) && (asks.isDeep || !inside.includes('/'));
    }),
  );
  return { uriOf, read };
}
