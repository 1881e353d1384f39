/**
 * A Cyrus as a provisioner, through its administrator: mailboxes and rooms, quotas, who may open them, owners kept out; and forwards by
 * Sieve where the plan says where. It has no call for aliases and lists. The only door to this folder.
 */
import type { OwnServer } from '../../planning/migration-plan.ts';
import type { Change } from '../../planning/provisioning/change.ts';
import type { Ways } from '../../planning/provisioning/operations.ts';
import { waysOf } from '../../planning/provisioning/ways.ts';
import { type Text, text } from '../../planning/text.ts';
import { systemClock } from '../../running/clock.ts';
import { failureOf, MailFailure } from '../../running/failures.ts';
import type { Applied, Provisioner } from '../../running/provisioning/provisioner.ts';
import { lettersOf } from '../imap/acl-rights.ts';
import type { ImapConnection, ImapOptions } from '../imap/imap-session.ts';
import { logins, type NamedSecrets } from '../logins.ts';
import { grant, type Lists, NO_SUCH_RIGHT, revoke } from '../own-server/mailbox-access.ts';
import { notByRun } from '../own-server/not-by-run.ts';
import { placeOf } from '../own-server/server-place.ts';
import { sieveForwards } from '../sieve/sieve-forwards.ts';
import { CyrusAdmin } from './cyrus-admin.ts';
import { makeMailbox } from './make-mailbox.ts';
import { foreignTaking, lock, TAKEN_BY_OTHERS, unlock } from './owner-lock.ts';
import { type Cyrus, readCyrus } from './read-cyrus.ts';

/** Signed in as the administrator before it returns. Throws MailFailure. */
export async function connectCyrusProvisioner(
  endpoint: OwnServer,
  secrets: NamedSecrets,
  signal: AbortSignal,
  options: ImapOptions = {},
): Promise<Provisioner> {
  const { directory: _, ...alone } = endpoint;
  const own = logins(secrets, { now: () => systemClock.now() });
  const admin = new CyrusAdmin(endpoint, own(endpoint, endpoint.login.user ?? ''), options);
  await admin.connection(signal);
  const changing = new Changing(
    endpoint,
    { admin, forwards: sieveForwards(endpoint, own, options) },
    waysOf(alone),
  );
  return {
    ways: waysOf(alone),
    read: (scope, under) => readCyrus(changing.cyrus, scope, under),
    apply: (change, under) => changing.apply(change, under),
    close: () => admin.close(),
  };
}

class Changing {
  readonly #endpoint: OwnServer;
  readonly #ways: Ways;
  readonly cyrus: Cyrus;

  constructor(endpoint: OwnServer, cyrus: Cyrus, ways: Ways) {
    this.#endpoint = endpoint;
    this.cyrus = cyrus;
    this.#ways = ways;
  }

  async apply(change: Change, signal: AbortSignal): Promise<Applied> {
    const byPeople = notByRun(this.#ways, placeOf(this.#endpoint), change);
    if (byPeople) return byPeople;
    try {
      const connection = await this.cyrus.admin.connection(signal);
      return change.does === 'make'
        ? await makeMailbox(this.cyrus.admin, connection, change)
        : await this.#changed(connection, change, signal);
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      return { kind: 'failed', failure };
    }
  }

  async #changed(
    connection: ImapConnection,
    change: Exclude<Change, { does: 'make' }>,
    signal: AbortSignal,
  ): Promise<Applied> {
    const { admin, forwards } = this.cyrus;
    const { address } = change;
    const home = await admin.names.homeOf(connection, address);
    if (!home) throw this.#refused(address, NOT_THERE, MAKE_IT);
    const lists = () => admin.listsOf(connection, home.folders);
    switch (change.does) {
      case 'await':
        return { kind: 'already' };
      case 'set-quota':
        return this.#setQuota(connection, home.inbox, change);
      case 'grant':
      case 'revoke':
        if (lettersOf(change.right) === undefined) throw this.#refused(address, NO_SUCH_RIGHT, UNCHANGED);
        return change.does === 'grant' ? grant(await lists(), change) : revoke(await lists(), change);
      case 'lock':
      case 'unlock':
        return this.#locked(change, await lists());
      case 'forward':
        if (forwards) return forwards.add(address, change, signal);
    }
    throw new Error(`${change.does} is a way of this endpoint, and nothing does it`);
  }

  async #setQuota(
    connection: ImapConnection,
    inbox: string,
    { bytes }: Extract<Change, { does: 'set-quota' }>,
  ): Promise<Applied> {
    const { admin } = this.cyrus;
    const limits = await admin.limitsOf(connection, inbox);
    const wanted = Math.floor(bytes / 1024);
    if (limits.get('STORAGE') === wanted) return { kind: 'already' };
    await admin.setLimits(connection, inbox, new Map(limits).set('STORAGE', wanted));
    return { kind: 'done' };
  }

  async #locked(
    { does, address }: Extract<Change, { does: 'lock' | 'unlock' }>,
    lists: Lists,
  ): Promise<Applied> {
    if (foreignTaking(lists.all, address) !== undefined)
      throw this.#refused(address, TAKEN_BY_OTHERS, UNCHANGED);
    return does === 'lock' ? lock(lists, address) : unlock(lists, address);
  }

  #refused(address: string, words: Text, advice: Text): MailFailure {
    return new MailFailure({
      ...{ kind: 'refused', reach: 'mailbox', where: placeOf(this.#endpoint), words, advice },
      what: text(`changed nothing in ${address}`, `n’a rien modifié dans ${address}`),
    });
  }
}

const NOT_THERE = text('there is no such mailbox', 'cette boîte n’existe pas');
const MAKE_IT = text('Make it first, then run again.', 'Créez-la d’abord, puis relancez.');
const UNCHANGED = text('Nothing was changed.', 'Rien n’a été modifié.');
