/**
 * A web worker for tests: a script in a room of its own that holds what browsers give to workers, and nothing of Node. What
 * reaches for anything else fails as it would there.
 */
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';

type Hear = ((message: { readonly data: unknown }) => void) | null;

/** What a worker's script finds that is not the language's own. */
const GIVEN_BY_BROWSERS = {
  clearTimeout,
  console,
  MessageChannel,
  performance,
  queueMicrotask,
  setTimeout,
  TextDecoder,
  TextEncoder,
  URL,
};

export class TestWorker {
  /** What the worker says goes here. */
  onmessage: Hear = null;
  /** The scripts that it loaded besides its own. */
  readonly loaded: string[] = [];
  private readonly self: { onmessage: Hear };
  private readonly timers: NodeJS.Timeout[] = [];

  /** `fileOf` is where a script lies that the worker loads by its address. */
  constructor(script: string, fileOf: (url: string) => string) {
    const room: Record<string, unknown> = {
      ...GIVEN_BY_BROWSERS,
      onmessage: null,
      // Errors are thrown where they happen, and fail the test.
      addEventListener: () => {},
      postMessage: (data: unknown) => this.deliver(() => this.onmessage, data),
      importScripts: (...urls: string[]) => {
        this.loaded.push(...urls);
        for (const url of urls) run(fileOf(url));
      },
      setInterval: (call: () => void, time: number) => this.timers.push(setInterval(call, time)),
    };
    room['self'] = room;
    const context = createContext(room);
    const run = (file: string) => runInContext(readFileSync(file, 'utf8'), context, { filename: file });
    run(script);
    this.self = room as unknown as { onmessage: Hear };
  }

  postMessage(data: unknown): void {
    this.deliver(() => this.self.onmessage, data);
  }

  terminate(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.onmessage = null;
    this.self.onmessage = null;
  }

  /** In a later turn and as a copy, as between threads. */
  private deliver(to: () => Hear, data: unknown): void {
    const copy = structuredClone(data);
    setImmediate(() => to()?.({ data: copy }));
  }
}
