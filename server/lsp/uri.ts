/**
 * URIs and the paths the workspace compares. A `file:` URI becomes a path with `/`, the same however it was encoded; any
 * other URI stands for itself. Uses nothing of Node, so that the server can run in a browser worker too.
 */

/** The path of a URI: `/plans/plan.migplan`, `/c:/plan.migplan`, `//server/share/plan.migplan`, or the URI itself. */
export function pathOf(uri: string): string {
  const [, authority = '', encoded] = /^file:\/\/([^/]*)(\/.*)$/.exec(uri) ?? [];
  if (encoded === undefined) return uri;
  const path = decoded(encoded).replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase());
  return authority === '' ? path : `//${authority}${path}`;
}

/** The URI of a path that `pathOf` gave. */
export function uriOf(path: string): string {
  if (!path.startsWith('/')) return path;
  const [, authority = '', rest = path] = /^\/\/([^/]+)(\/.*)$/.exec(path) ?? [];
  return `file://${authority}${rest.split('/').map(encodeURIComponent).join('/')}`;
}

/** The folder a path lies in; the root's is the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `path` from inside `folder`, or `undefined` when it does not lie below it. */
export function pathBelow(folder: string, path: string): string | undefined {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

export const joined = (folder: string, relative: string): string =>
  `${folder.endsWith('/') ? folder.slice(0, -1) : folder}/${relative}`;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
