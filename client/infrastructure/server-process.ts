/** The language server in a process of its own, spoken to over IPC. */
import type { ExtensionContext } from 'vscode';
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { NODE_FLAGS } from '../../server/protocol.ts';
import { CLIENT_ID, CLIENT_NAME, clientOptions } from './client-options.ts';
import { LanguageServer } from './language-client.ts';
import { serveFiles } from './serve-files.ts';

export function serverInProcess(context: ExtensionContext): LanguageServer {
  const module = context.asAbsolutePath('dist/server.js');
  const options = { execArgv: [...NODE_FLAGS] };
  const server: ServerOptions = { module, transport: TransportKind.ipc, options };
  const client = new LanguageClient(CLIENT_ID, CLIENT_NAME, server, clientOptions(true));
  context.subscriptions.push(client, ...serveFiles(client));
  return new LanguageServer(client);
}
