/**
 * URIs and the paths the workspace compares. A `file:` URI becomes a path with `/`, the same however it was encoded; any
 * other URI stands for itself. Uses nothing of Node, so that the server can run in a browser worker too.
 */

/**
 * The path of a URI: `/plans/plan.migplan`, `/c:/plan.migplan`, `//server/share/plan.migplan`; in virtual folders
 * `vscode-vfs://github/o/r/été.migplan`; or the URI itself.
 */
export function pathOf(uri: string): string {
  const [, authority = '', encoded] = /^file:\/\/([^/]*)(\/.*)$/.exec(uri) ?? [];
  if (encoded === undefined) return virtualPathOf(uri);
  const path = decoded(encoded).replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase());
  return authority === '' ? path : `//${authority}${path}`;
}

/** The URI of a path that `pathOf` gave, or of one as Windows writes it: `C:\plans`, `\\server\share`. */
export function uriOf(path: string): string {
  if (OF_WINDOWS.test(path)) return uriOf(path.replaceAll('\\', '/').replace(/^[A-Za-z]:/, '/$&'));
  const [, place = '', inside] = VIRTUAL.exec(path) ?? [];
  if (inside !== undefined) return `${place}${encoded(inside)}`;
  if (!path.startsWith('/')) return path;
  const [, authority = '', rest = path] = /^\/\/([^/]+)(\/.*)$/.exec(path) ?? [];
  return `file://${authority}${encoded(rest)}`;
}

/** Whether a path is one in folders, on a disk or in a virtual one: there may be files beside it. */
export const isInFolders = (path: string): boolean => path.startsWith('/') || VIRTUAL.test(path);

/** The folder a path lies in; the root's is the root. */
export function folderOf(path: string): string {
  const root = VIRTUAL.exec(path)?.[1] ?? '';
  const slash = path.lastIndexOf('/');
  return slash <= root.length ? `${root}/` : path.slice(0, slash);
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `path` from inside `folder`, or `undefined` when it does not lie below it. */
export function pathBelow(folder: string, path: string): string | undefined {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

export const joined = (folder: string, relative: string): string =>
  `${folder.endsWith('/') ? folder.slice(0, -1) : folder}/${relative}`;

const OF_WINDOWS = /^(?:[A-Za-z]:\\|\\\\)/;

/** Scheme and authority, and the path in it; a URI with more than that is no file's in a folder. */
const VIRTUAL = /^([a-z][\w+.-]+:(?:\/\/[^/?#]*)?)(\/[^?#]*)$/;

/** The same however it was encoded; one whose path would not be a path any more stands for itself. */
function virtualPathOf(uri: string): string {
  const [, place, inside] = VIRTUAL.exec(uri) ?? [];
  const path = inside === undefined ? uri : `${place}${decoded(inside)}`;
  return VIRTUAL.test(path) ? path : uri;
}

const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
