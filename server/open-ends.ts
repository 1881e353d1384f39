/**
 * Opens the two ends of a mailbox by what their endpoints are, over IMAP or in files, with their pace put round them. Part of the command
 * line's composition: it chooses implementations, and loads them when they are needed.
 */
import { resolve } from 'node:path';
import type { LabelsByMessage } from './endpoints/imap/gmail-labels.ts';
import type { ImapOptions } from './endpoints/imap/imap-session.ts';
import type { Logins, NamedSecrets } from './endpoints/logins.ts';
import type { OnQuiet, Pace } from './endpoints/paced.ts';
import { archives, imap, paced, signingIn } from './late-parts.ts';
import type { Endpoint } from './planning/migration-plan.ts';
import type { Text } from './planning/text.ts';
import type { Ends, SourceOptions, TargetOptions } from './running/ends.ts';
import type { Clock, MailSource, MailTarget } from './running/ports.ts';

export interface EndsSetting {
  /** The plan's: archives are named from there. */
  readonly folder: string;
  readonly secrets: NamedSecrets;
  readonly clock: Clock;
  readonly onQuiet: OnQuiet;
  /** What a person should know of what an archive leaves out. */
  readonly tell: (told: Text) => void;
  /** Keeps what Gmail's labels say of a source beyond the folders that its messages are in. */
  readonly keepLabels: (endpoint: string, mailbox: string, labels: LabelsByMessage) => Promise<void>;
}

export function openEnds(setting: EndsSetting): Ends {
  const doors = new Doors(setting);
  return {
    async source(endpoint, mailbox, signal, options) {
      const source = await doors.source(endpoint, mailbox, signal, options);
      const pace = await doors.pace(endpoint);
      return pace ? (await paced()).pacedSource(pace, source) : source;
    },
    async target(endpoint, mailbox, signal, options) {
      const target = await doors.target(endpoint, mailbox, signal, options);
      const pace = await doors.pace(endpoint);
      return pace ? (await paced()).pacedTarget(pace, target) : target;
    },
  };
}

/** What all mailboxes of a run share: logins that are proven, tokens, paces. */
class Doors {
  readonly #setting: EndsSetting;
  readonly #options: ImapOptions = { proven: new Set() };
  readonly #paces = new Map<string, Pace | undefined>();
  #logins: Promise<Logins> | undefined;

  constructor(setting: EndsSetting) {
    this.#setting = setting;
  }

  async source(
    endpoint: Endpoint,
    mailbox: string,
    signal: AbortSignal,
    options: SourceOptions = {},
  ): Promise<MailSource> {
    if (endpoint.kind !== 'archive') {
      const [{ connectImapSource }, login] = [await imap(), (await this.#login())(endpoint, mailbox)];
      const folding = { ...options, onFolded: this.#labelsOf(endpoint.name, mailbox, options) };
      return connectImapSource(endpoint, mailbox, login, signal, { ...this.#options, folding });
    }
    const { openArchiveSource } = await archives();
    const { tell } = this.#setting;
    return openArchiveSource(endpoint, this.#root(endpoint.path), mailbox, { ...options, tell });
  }

  async target(
    endpoint: Endpoint,
    mailbox: string,
    signal: AbortSignal,
    options: TargetOptions = {},
  ): Promise<MailTarget> {
    if (endpoint.kind !== 'archive') {
      const [{ connectImapTarget }, login] = [await imap(), (await this.#login())(endpoint, mailbox)];
      return connectImapTarget(endpoint, mailbox, login, signal, { ...this.#options, ...options });
    }
    const { openArchiveTarget } = await archives();
    return openArchiveTarget(endpoint, this.#root(endpoint.path), mailbox, { tell: this.#setting.tell });
  }

  async pace(endpoint: Endpoint): Promise<Pace | undefined> {
    const { paceOf } = await paced();
    const { clock, onQuiet } = this.#setting;
    if (!this.#paces.has(endpoint.name)) this.#paces.set(endpoint.name, paceOf(endpoint, clock, onQuiet));
    return this.#paces.get(endpoint.name);
  }

  /** Of whoever is copied; a target that is only compared has none to keep. */
  #labelsOf(endpoint: string, mailbox: string, { exclude }: SourceOptions) {
    const { keepLabels } = this.#setting;
    return async (labels: LabelsByMessage): Promise<void> => {
      if (exclude) await keepLabels(endpoint, mailbox, labels);
    };
  }

  #login(): Promise<Logins> {
    const { secrets, clock } = this.#setting;
    this.#logins ??= signingIn().then(({ logins }) => logins(secrets, { now: () => clock.now() }));
    return this.#logins;
  }

  #root(path: string): string {
    return resolve(this.#setting.folder, path);
  }
}
