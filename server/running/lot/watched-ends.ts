/**
 * Puts a run's eye round its mail stores: before each call they wait while their endpoint rests or is away, and what they fail with
 * is told to the endpoint's health. What is put round looks the same from outside.
 */
import type { Ends } from '../ends.ts';
import type { AppendOutcome, MailReading, MailTarget } from '../ports.ts';
import type { EndpointHealth } from './endpoint-health.ts';
import { MailboxWatch, type WatchSetting } from './mailbox-watch.ts';

/** Ends that wait for their endpoints instead of failing mailbox after mailbox. */
export function watchedEnds(ends: Ends, health: EndpointHealth): Ends {
  const setting: WatchSetting = { ends, health, opened: new Map(), tries: new Map() };
  return {
    async source(endpoint, mailbox, signal, options) {
      const watch = new MailboxWatch(setting, endpoint, mailbox);
      const source = await watch.opened(() => ends.source(endpoint, mailbox, signal, options), signal);
      return { ...source, ...watchedReading(source, watch) };
    },
    async target(endpoint, mailbox, signal, options) {
      const watch = new MailboxWatch(setting, endpoint, mailbox);
      const target = await watch.opened(() => ends.target(endpoint, mailbox, signal, options), signal);
      return watchedTarget(target, watch);
    },
  };
}

function watchedReading(store: MailReading, watch: MailboxWatch): MailReading {
  return {
    folders: (signal) => watch.call(signal, () => store.folders(signal)),
    openForReading: (folder, signal) => watch.call(signal, () => store.openForReading(folder, signal)),
    uids: (folder, signal) => watch.call(signal, () => store.uids(folder, signal)),
    entries: (folder, which, signal) => watch.iterate(signal, () => store.entries(folder, which, signal)),
    changes: (folder, since, signal) => watch.call(signal, () => store.changes(folder, since, signal)),
    looks: (folder, which, signal) => watch.iterate(signal, () => store.looks(folder, which, signal)),
    messages: (folder, wanted, signal) =>
      watch.iterate(
        signal,
        () => store.messages(folder, wanted, signal),
        () => watch.passed(),
      ),
    close: () => store.close(),
  };
}

function watchedTarget(target: MailTarget, watch: MailboxWatch): MailTarget {
  // An append may be asked for before the last one was answered, and stays behind it however long that one has to wait.
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...target,
    ...watchedReading(target, watch),
    get way() {
      return target.way;
    },
    createFolder: (folder, signal, use) => watch.call(signal, () => target.createFolder(folder, signal, use)),
    subscribe: (folder, signal) => watch.call(signal, () => target.subscribe(folder, signal)),
    openForWriting: (folder, signal) => watch.call(signal, () => target.openForWriting(folder, signal)),
    append(folder, messages, signal) {
      const before = last;
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      last = begun;
      const send = (): Promise<readonly AppendOutcome[]> => {
        const sent = target.append(folder, messages, signal);
        begin();
        return sent;
      };
      return before.then(() => watch.append(signal, send, messages.length)).finally(begin);
    },
    changeFlags: (folder, uids, change, signal) =>
      watch.call(signal, () => target.changeFlags(folder, uids, change, signal)),
    move: (folder, uids, to, signal) => watch.call(signal, () => target.move(folder, uids, to, signal)),
    remove: (folder, uids, signal) => watch.call(signal, () => target.remove(folder, uids, signal)),
  };
}
