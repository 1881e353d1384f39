/** The language server as the features know it: asked and heard, wherever it runs. Restarts by itself after a crash, as the library does. */
import { type Disposable, EventEmitter } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type {
  ClientNotifications,
  PlanNotifications,
  PlanRequests,
  SecretRequests,
} from '../../server/protocol.ts';

export class LanguageServer implements Disposable {
  private readonly client: BaseLanguageClient;
  private readonly told = new Map<keyof PlanNotifications, EventEmitter<never>>();

  constructor(client: BaseLanguageClient) {
    this.client = client;
  }

  async start(): Promise<void> {
    await this.client.start();
  }

  async restart(): Promise<void> {
    await this.client.stop();
    await this.client.start();
  }

  /** Asks the server what the protocol does not have; rejects where it is not running. */
  ask<Method extends keyof PlanRequests>(
    method: Method,
    asks: PlanRequests[Method]['asks'],
  ): Promise<PlanRequests[Method]['answers']> {
    return this.client.sendRequest(method, asks);
  }

  /** Hears what the server tells unasked, also after it was started anew. */
  on<Method extends keyof PlanNotifications>(
    method: Method,
    hear: (told: PlanNotifications[Method]) => void,
  ): Disposable {
    return this.teller(method).event(hear);
  }

  /** Tells the server what it asked nobody for; one that is not running asks by itself once it is. */
  tell<Method extends keyof ClientNotifications>(method: Method, told: ClientNotifications[Method]): void {
    this.client.sendNotification(method, told).catch(() => undefined);
  }

  /** Answers what the server asks of the secrets that are kept. */
  answer<Method extends keyof SecretRequests>(
    method: Method,
    answer: (asks: SecretRequests[Method]['asks']) => Promise<SecretRequests[Method]['answers']>,
  ): Disposable {
    return this.client.onRequest(method, answer);
  }

  /** The library has one listener a method, and a second takes the place of the first. */
  private teller<Method extends keyof PlanNotifications>(
    method: Method,
  ): EventEmitter<PlanNotifications[Method]> {
    const known = this.told.get(method);
    if (known) return known as EventEmitter<PlanNotifications[Method]>;
    const made = new EventEmitter<PlanNotifications[Method]>();
    this.told.set(method, made as EventEmitter<never>);
    this.client.onNotification(method, (told: PlanNotifications[Method]) => made.fire(told));
    return made;
  }

  dispose(): Promise<void> {
    return this.client.dispose();
  }
}

/** What features need of it. */
export type PlanServer = Pick<LanguageServer, 'ask' | 'on'>;
