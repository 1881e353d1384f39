/** Does something again whenever it is asked for, once at a time and not more often than it may; the last asking is never lost. */
import type { Disposable } from 'vscode';

export class Refreshing implements Disposable {
  private readonly work: () => Promise<void>;
  private readonly pause: number;
  private isUnderWay = false;
  private isAskedAgain = false;
  private isDisposed = false;

  /** `pause`: the milliseconds between the end of one and the next. `work` tells of its own failures. */
  constructor(work: () => Promise<void>, pause: number) {
    this.work = work;
    this.pause = pause;
  }

  ask(): void {
    if (this.isUnderWay) this.isAskedAgain = true;
    else void this.run();
  }

  dispose(): void {
    this.isDisposed = true;
  }

  private async run(): Promise<void> {
    this.isUnderWay = true;
    do {
      this.isAskedAgain = false;
      // The server may be starting anew: whatever becomes of it, it tells then that plans have changed.
      await this.work().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, this.pause));
    } while (this.isAskedAgain && !this.isDisposed);
    this.isUnderWay = false;
  }
}
