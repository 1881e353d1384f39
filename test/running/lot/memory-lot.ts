/** A lot of mailboxes in memory, run as the command runs one, with every connection counted. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endpoint, Expected, MigrationPlan, Step } from '../../../server/planning/migration-plan.ts';
import { text } from '../../../server/planning/text.ts';
import type { Ends, TargetOptions } from '../../../server/running/ends.ts';
import { type ExecuteOptions, execute } from '../../../server/running/executor.ts';
import type { Failure } from '../../../server/running/failures.ts';
import { openLedger } from '../../../server/running/ledger/ledger.ts';
import type { MailReading } from '../../../server/running/ports.ts';
import type { RunEvent } from '../../../server/running/run-event.ts';
import type { RunResult } from '../../../server/running/run-result.ts';
import { MemoryMailbox } from '../../support/memory-mail.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const endpoint = (name: string, connections: number): Endpoint => ({
  ...{ name, kind: 'imap', host: `${name}.example`, port: 993, security: 'tls', connections },
  login: { method: 'master', user: 'm', secret: { kind: 'prompt' } },
});

export interface MemoryLotOptions {
  readonly connections?: { readonly old: number; readonly new: number };
  /** The same server holds both. */
  readonly isOneServer?: boolean;
  readonly expects?: Readonly<Record<string, Expected>>;
  /** What is done with each mailbox: both where it is not given. */
  readonly kinds?: readonly ('mail' | 'verify')[];
}

export const failureOfKind = (kind: 'transient' | 'throttled' | 'unreachable', more: Partial<Failure> = {}) =>
  ({
    ...{ kind, reach: kind === 'throttled' ? 'lot' : 'plan', words: 'NO not today' },
    ...{ where: text('endpoint new', 'point d’accès new'), what: text('says no', 'dit non') },
    ...more,
  }) as Failure;

export class MemoryLot {
  readonly clock = new VirtualClock();
  readonly events: RunEvent[] = [];
  /** Open connections by endpoint, and the most there ever were. */
  readonly open = new Map<string, number>();
  readonly most = new Map<string, number>();
  /** Mailboxes as they were opened at the target, and with how many lanes. */
  readonly opened: { readonly mailbox: string; readonly lanes: number }[] = [];
  /** Asked before a mailbox is opened; may throw. */
  beforeOpen: (side: 'source' | 'target', mailbox: string) => unknown = () => undefined;
  /** Asked before a mailbox is listed, or a folder opened; may throw. */
  beforeCall: (endpoint: string) => unknown = () => undefined;
  readonly #names: readonly string[];
  readonly #options: MemoryLotOptions;
  readonly #mail = new Map<string, MemoryMailbox>();
  readonly #folder = mkdtempSync(join(tmpdir(), 'migplan-lot-'));

  constructor(names: readonly string[], options: MemoryLotOptions = {}) {
    this.#names = names;
    this.#options = options;
  }

  end(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  mailbox(side: 'source' | 'target', name: string): MemoryMailbox {
    const key = `${side} ${name}`;
    const known = this.#mail.get(key) ?? new MemoryMailbox();
    this.#mail.set(key, known);
    return known;
  }

  /** So many messages in each mailbox of the source. */
  fill(count: number, ...names: readonly string[]): this {
    for (const name of names.length > 0 ? names : this.#names)
      for (let at = 0; at < count; at++)
        this.mailbox('source', name).put(
          'INBOX',
          `Message-ID: <${name}${at}@x>\r\nSubject: ${at}\r\n\r\nx\r\n`,
        );
    return this;
  }

  run(more: Partial<ExecuteOptions> = {}): Promise<RunResult> {
    return execute(this.#plan(), {
      ...{ ends: this.#ends(), clock: this.clock, signal: new AbortController().signal },
      ...{ locale: 'en', content: 'all', onEvent: (event) => this.events.push(event) },
      openLedger: () => openLedger(join(this.#folder, 'ledger.sqlite'), this.clock),
      provisioner: async () => undefined,
      ...more,
    });
  }

  /** What was told, without progress: `away new`, `mailbox-ended anna`. */
  told(...kinds: readonly RunEvent['event'][]): string[] {
    return this.events
      .filter(({ event }) => kinds.includes(event))
      .map((told) => {
        const about = 'endpoint' in told ? told.endpoint : 'address' in told ? told.address : undefined;
        const of = told.event === 'mailbox-ended' ? told.result.address : about;
        return of === undefined ? told.event : `${told.event} ${of}`;
      });
  }

  subjectsAt(name: string): string[] {
    return this.mailbox('target', name)
      .folder('INBOX')
      .messages.map(({ content }) => /Subject: (.*)\r/.exec(content.toString())?.[1] ?? '');
  }

  #plan(): MigrationPlan {
    const { connections = { old: 4, new: 4 }, isOneServer = false, expects = {} } = this.#options;
    const { kinds = ['mail', 'verify'] } = this.#options;
    const endpoints = isOneServer
      ? [endpoint('old', connections.old)]
      : [endpoint('old', connections.old), endpoint('new', connections.new)];
    const target = isOneServer ? 'old' : 'new';
    const steps = this.#names.flatMap((name) =>
      kinds.map((kind): Step => {
        const copy = {
          source: { endpoint: 'old', mailbox: name },
          target: { endpoint: target, mailbox: isOneServer ? `${name}-new` : name },
          exclude: [],
          folders: [],
        };
        const known = expects[name];
        return {
          ...{ key: `${kind} ${name}`, kind, subject: name, action: kind === 'mail' ? 'copy' : 'none', copy },
          ...{ before: '', after: '', reason: '', needs: [], reach: 'mailbox' },
          ...(known && { expects: known }),
        };
      }),
    );
    return {
      ...{ schema: 'migplan/dry-run/v1', plan: 'p', lot: 'l', date: '2026-01-01', phase: 'all' },
      ...{ fingerprint: '', verdict: { errors: [], applicable: true, complete: true }, endpoints, steps },
      totals: { mailboxes: this.#names.length, messages: 0, bytes: 0, actions: {} },
    };
  }

  #ends(): Ends {
    return {
      source: async ({ name }, mailbox) => {
        const side = name === 'new' || mailbox.endsWith('-new') ? 'target' : 'source';
        this.beforeOpen(side, mailbox);
        return this.#counted(name, 1, this.mailbox(side, mailbox).asSource());
      },
      target: async ({ name }, mailbox, _, { lanes = 1 }: TargetOptions = {}) => {
        this.beforeOpen('target', mailbox);
        this.opened.push({ mailbox, lanes });
        return this.#counted(name, lanes > 1 ? 1 + lanes : 1, this.mailbox('target', mailbox).asTarget());
      },
    };
  }

  #counted<R extends MailReading>(name: string, connections: number, store: R): R {
    const now = (this.open.get(name) ?? 0) + connections;
    this.open.set(name, now);
    this.most.set(name, Math.max(now, this.most.get(name) ?? 0));
    let isOpen = true;
    return {
      ...store,
      folders: async (signal) => {
        this.beforeCall(name);
        return store.folders(signal);
      },
      openForReading: async (folder, signal) => {
        this.beforeCall(name);
        return store.openForReading(folder, signal);
      },
      close: async () => {
        if (isOpen) this.open.set(name, (this.open.get(name) ?? 0) - connections);
        isOpen = false;
        await store.close();
      },
    };
  }
}
