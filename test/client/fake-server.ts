/** A language server for the client's features: it answers as a test says, remembers what it was asked, and tells what it is told to. */
import type { Disposable } from 'vscode';
import type { PlanServer } from '../../client/infrastructure/language-client.ts';
import type { PlanNotifications, PlanRequests } from '../../server/protocol.ts';

export type Answers = {
  readonly [Method in keyof PlanRequests]?: (
    asks: PlanRequests[Method]['asks'],
  ) => PlanRequests[Method]['answers'];
};

export class FakeServer implements PlanServer {
  /** The method, and what came with it. */
  readonly asked: string[] = [];
  private readonly answers: Answers;
  private readonly heard = new Map<string, ((told: never) => void)[]>();

  constructor(answers: Answers) {
    this.answers = answers;
  }

  async ask<Method extends keyof PlanRequests>(
    method: Method,
    asks: PlanRequests[Method]['asks'],
  ): Promise<PlanRequests[Method]['answers']> {
    this.asked.push(asks === undefined ? method : `${method} ${JSON.stringify(asks)}`);
    const answer = this.answers[method];
    if (!answer) throw new Error(`${method} was not expected to be asked`);
    return answer(asks);
  }

  on<Method extends keyof PlanNotifications>(
    method: Method,
    hear: (told: PlanNotifications[Method]) => void,
  ): Disposable {
    const all = this.heard.get(method) ?? [];
    this.heard.set(method, [...all, hear]);
    return { dispose: () => this.heard.set(method, all) };
  }

  tell<Method extends keyof PlanNotifications>(method: Method, told: PlanNotifications[Method]): void {
    for (const hear of this.heard.get(method) ?? []) hear(told as never);
  }
}
