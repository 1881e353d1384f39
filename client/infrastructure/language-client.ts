/** The language server in a process of its own, spoken to over IPC. Restarts by itself after a crash, as the library does. */
import { type Disposable, type ExtensionContext, workspace } from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import { type InitializationOptions, NODE_FLAGS } from '../../server/protocol.ts';

export class LanguageServer implements Disposable {
  private readonly client: LanguageClient;

  constructor(context: ExtensionContext) {
    const module = context.asAbsolutePath('dist/server.js');
    const options = { execArgv: [...NODE_FLAGS] };
    const server: ServerOptions = { module, transport: TransportKind.ipc, options };
    // The first part of its settings' names: `migplan.trace.server` is read by the library.
    this.client = new LanguageClient('migplan', 'Migration Plan', server, clientOptions());
    context.subscriptions.push(this);
  }

  async start(): Promise<void> {
    await this.client.start();
  }

  async restart(): Promise<void> {
    await this.client.restart();
  }

  dispose(): Promise<void> {
    return this.client.dispose();
  }
}

function clientOptions(): LanguageClientOptions {
  return {
    documentSelector: [{ language: 'migplan' }],
    initializationOptions: () => initializationOptions(),
  };
}

/** Asked anew at each start. */
function initializationOptions(): InitializationOptions {
  const chosen = workspace.getConfiguration('migplan').get<string>('locale');
  return chosen === 'en' || chosen === 'fr' ? { locale: chosen } : {};
}
