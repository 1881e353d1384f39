/** The language server in a web worker, where there are no processes: vscode.dev, github.dev. */
import type { ExtensionContext } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import type { WorkerGreeting } from '../../server/protocol.ts';
import { CLIENT_ID, CLIENT_NAME, clientOptions } from './client-options.ts';
import { LanguageServer } from './language-client.ts';
import { serveFiles } from './serve-files.ts';

/** The part of a browser's `Worker` that is used: Node's types have no such thing. */
declare class Worker {
  constructor(url: string);
  postMessage(message: unknown): void;
  terminate(): void;
}

export function serverInWorker(context: ExtensionContext): LanguageServer {
  const home = `${context.extensionUri.toString(true).replace(/\/$/, '')}/`;
  let worker: Worker | undefined;
  // Called at each start: a worker that was told goodbye does not go by itself.
  const start = async () => {
    worker?.terminate();
    worker = startedWorker(home);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  const client = new LanguageClient(CLIENT_ID, CLIENT_NAME, start, clientOptions(false));
  context.subscriptions.push({ dispose: () => worker?.terminate() }, client, ...serveFiles(client));
  return new LanguageServer(client);
}

function startedWorker(home: string): Worker {
  const greeting: WorkerGreeting = { home };
  const worker = new Worker(`${home}dist/web/server.js`);
  worker.postMessage(greeting);
  return worker;
}
