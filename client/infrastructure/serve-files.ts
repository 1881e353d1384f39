/**
 * Files for a server that cannot reach them itself: those of virtual folders, and all of them where it runs in a browser.
 * Reads only, and answers with nothing where there is nothing to be read.
 */
import { CancellationTokenSource, type Disposable, FileType, RelativePattern, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { FileRequests } from '../../server/protocol.ts';

export function serveFiles(client: BaseLanguageClient): Disposable[] {
  const serve = <Method extends keyof FileRequests>(
    method: Method,
    answer: (asks: FileRequests[Method]['asks']) => Promise<FileRequests[Method]['answers']>,
  ): Disposable => client.onRequest(method, answer);
  return [
    serve('migplan/text', ({ uri }) => textOf(Uri.parse(uri))),
    serve('migplan/files', async ({ folder, ending, isDeep }) => {
      const uris = await filesIn(Uri.parse(folder), ENDINGS[ending], isDeep);
      return uris.map((uri) => uri.toString()).sort();
    }),
  ];
}

const ENDINGS = {
  migplan: { pattern: '*.migplan', name: /\.migplan$/ },
  yaml: { pattern: '*.{yaml,yml}', name: /\.ya?ml$/ },
} as const;

type Ending = (typeof ENDINGS)[keyof typeof ENDINGS];

async function textOf(uri: Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}

/** By the folder's own index, which is one question; where it has none, by looking into each. */
async function filesIn(folder: Uri, ending: Ending, isDeep: boolean): Promise<readonly Uri[]> {
  if (!isDeep) return walked(folder, ending, 1);
  const found = await indexed(folder, ending);
  return found.length > 0 ? found : walked(folder, ending, MOST_FOLDERS);
}

/** Milliseconds after which a folder is taken to have no index: where there is none, the editor waits for one for ever. */
const PATIENCE = 3000;

/** The schemes of folders that have none. */
const unindexed = new Set<string>();

async function indexed(folder: Uri, { pattern }: Ending): Promise<readonly Uri[]> {
  if (unindexed.has(folder.scheme)) return [];
  const ending = new CancellationTokenSource();
  const files = new RelativePattern(folder, `**/${pattern}`);
  const found = workspace.findFiles(files, SKIPPED_PATTERN, undefined, ending.token);
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), PATIENCE);
  try {
    const answer = await Promise.race([found, late]);
    if (!answer) unindexed.add(folder.scheme);
    return answer ?? [];
  } finally {
    clearTimeout(timer);
    ending.cancel();
  }
}

/** Each folder is a question to a server far away. */
const MOST_FOLDERS = 500;

/** Folders that hold no plan of anybody's, or far too much else. */
const SKIPPED = /^\.|^(node_modules|dist)$/;
const SKIPPED_PATTERN = '**/{.*,node_modules,dist}/**';

async function walked(top: Uri, { name: isWanted }: Ending, most: number): Promise<Uri[]> {
  const found: Uri[] = [];
  const folders = [top];
  for (let looked = 0; looked < most; looked++) {
    const folder = folders.shift();
    if (!folder) break;
    for (const [name, type] of await entriesOf(folder)) {
      const uri = Uri.joinPath(folder, name);
      if (type & FileType.Directory && !SKIPPED.test(name)) folders.push(uri);
      else if (type & FileType.File && isWanted.test(name)) found.push(uri);
    }
  }
  return found;
}

async function entriesOf(folder: Uri): Promise<[string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}
