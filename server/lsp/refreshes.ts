/**
 * Asks the editor to ask again for lenses and hints, where what they say may have changed without an edit of the file that it
 * shows: at once, and then no more often than people can read.
 */
import { CodeLensRefreshRequest, type Connection, InlayHintRefreshRequest } from 'vscode-languageserver';
import type { ClientFeatures } from './client-features.ts';

/** Between two askings, in milliseconds. */
const PAUSE = 500;

export class Refreshes {
  private readonly connection: Connection;
  private readonly client: ClientFeatures;
  private readonly onFailure: (error: unknown) => void;
  private isPausing = false;
  private isWanted = false;

  constructor(connection: Connection, client: ClientFeatures, onFailure: (error: unknown) => void) {
    this.connection = connection;
    this.client = client;
    this.onFailure = onFailure;
  }

  want(): void {
    this.isWanted = true;
    if (!this.isPausing) this.ask();
  }

  private ask(): void {
    this.isWanted = false;
    this.isPausing = true;
    setTimeout(() => this.goOn(), PAUSE);
    if (this.client.refreshesLenses) this.request(CodeLensRefreshRequest.method);
    if (this.client.refreshesHints) this.request(InlayHintRefreshRequest.method);
  }

  private goOn(): void {
    this.isPausing = false;
    if (this.isWanted) this.ask();
  }

  private request(method: string): void {
    this.connection.sendRequest(method).catch(this.onFailure);
  }
}
