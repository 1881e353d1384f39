/**
 * BlueMind as a provisioner, by its REST interface and an administrator's key. Put together here; the key is tried before it is handed
 * out. Mail is not its business: that is copied as each user, never as an administrator.
 */
import * as z from 'zod';
import type { BlueMindServer } from '../../planning/migration-plan.ts';
import type { Change } from '../../planning/provisioning/change.ts';
import type { Ways } from '../../planning/provisioning/operations.ts';
import type { TargetState } from '../../planning/provisioning/target-state.ts';
import { waysOf } from '../../planning/provisioning/ways.ts';
import { type SecretPurpose, secretPurpose } from '../../planning/secret-purpose.ts';
import { text } from '../../planning/text.ts';
import { systemClock } from '../../running/clock.ts';
import { failureOf, mayPass, stopIfAsked } from '../../running/failures.ts';
import type { Clock } from '../../running/ports.ts';
import type { Applied, Provisioner, Scope } from '../../running/provisioning/provisioner.ts';
import type { NamedSecrets } from '../logins.ts';
import { notByRun } from '../own-server/not-by-run.ts';
import { BlueMindClient, type BlueMindOptions } from './bluemind-client.ts';
import { BlueMindDirectory } from './bluemind-directory.ts';
import { keyRefused, refused } from './bluemind-faults.ts';
import { addOwner, changeRight } from './change-access.ts';
import { changeAlias, describeEntry, route, setQuota } from './change-entry.ts';
import { entryOf } from './entry-of-address.ts';
import { forwardMail } from './forward-mail.ts';
import { joinList } from './join-list.ts';
import { makeEntry } from './make-entry.ts';
import { readBlueMind } from './read-bluemind.ts';
import { originOf } from './rest-origin.ts';
import { setBooking } from './set-booking.ts';
import { TaskRunning } from './task-running.ts';

/** Undefined where the plan says nothing of its interface. Throws MailFailure where it cannot be reached, or will not have the key. */
export async function connectBlueMindProvisioner(
  endpoint: BlueMindServer,
  secrets: NamedSecrets,
  signal: AbortSignal,
  options: BlueMindOptions = {},
): Promise<Provisioner | undefined> {
  const { api, name } = endpoint;
  if (!api) return undefined;
  const { where, origin } = originOf(name, api.url);
  const key = (await secrets.secret(api.secret, purposeOf(name))).trim();
  // What no header can carry would be repeated by whoever refuses to send it (RFC 9110, 5.5).
  if (!/^[\x21-\x7e]+$/.test(key)) throw keyRefused(where, noKey);
  const client = new BlueMindClient({ where, origin, key }, options);
  // Whose key it is (net.bluemind.authentication.api.IAuthentication, `GET /auth`).
  const owner = await client.find('/auth', z.looseObject({}), signal);
  if (!owner) throw keyRefused(where, nobodysKey);
  const directory = new BlueMindDirectory(client);
  return new BlueMindProvisioner(waysOf(endpoint), directory, options.clock ?? systemClock);
}

const purposeOf = (name: string): SecretPurpose =>
  secretPurpose(name, `endpoint ${name} (API key)`, `point d’accès ${name} (clé d’API)`);
const noKey = text(
  'was not asked: the API key is empty, or has signs that no request can carry',
  'n’a pas été sollicité\u00A0: la clé d’API est vide, ou contient des signes qu’aucune requête ne peut porter',
);
const nobodysKey = text('knows nobody by this API key', 'ne connaît personne par cette clé d’API');

/** A change whose outcome is not known is looked at, and made again where it was not made. */
const TRIES = 4;
const FIRST_PAUSE = 500;

class BlueMindProvisioner implements Provisioner {
  readonly ways: Ways;
  readonly #directory: BlueMindDirectory;
  readonly #clock: Clock;
  /** Tasks that go on at BlueMind, by the change that began them. */
  readonly #tasks = new Map<string, string>();

  constructor(ways: Ways, directory: BlueMindDirectory, clock: Clock) {
    this.ways = ways;
    this.#directory = directory;
    this.#clock = clock;
  }

  read(scope: Scope, signal: AbortSignal): Promise<TargetState> {
    return readBlueMind(this.#directory, scope, signal);
  }

  async apply(change: Change, signal: AbortSignal): Promise<Applied> {
    const { where } = this.#directory.client;
    return notByRun(this.ways, where, change) ?? this.#untilKnown(change, signal);
  }

  async close(): Promise<void> {
    // Requests are single ones; the key is forgotten with it.
  }

  /** What a look finds made, after a request of ours that was not answered, was made by that. */
  async #untilKnown(change: Change, signal: AbortSignal): Promise<Applied> {
    let mayBeOurs = false;
    for (let tries = 1; ; tries++) {
      try {
        const applied = await this.#goOn(change, signal);
        return mayBeOurs ? asDone(applied) : applied;
      } catch (error) {
        if (error instanceof TaskRunning) return this.#waitFor(change, error);
        const failure = failureOf(error);
        if (!failure) throw error;
        if (!mayPass(failure) || tries === TRIES) return { kind: 'failed', failure };
        mayBeOurs ||= failure.kind === 'unknown-outcome';
        await this.#clock.wait(FIRST_PAUSE * 2 ** (tries - 1), signal);
      }
    }
  }

  /** What this change began at BlueMind is ended before anything else is sent. */
  async #goOn(change: Change, signal: AbortSignal): Promise<Applied> {
    stopIfAsked(signal);
    const key = JSON.stringify(change);
    const task = this.#tasks.get(key);
    if (task === undefined) return this.#make(change, signal);
    await this.#directory.client.follow(task, signal);
    this.#tasks.delete(key);
    return asDone(await this.#make(change, signal));
  }

  #waitFor(change: Change, { id }: TaskRunning): Applied {
    this.#tasks.set(JSON.stringify(change), id);
    return { kind: 'waiting', why: stillRunning };
  }

  #make(change: Change, signal: AbortSignal): Promise<Applied> {
    const directory = this.#directory;
    switch (change.does) {
      case 'make':
        return makeEntry(directory, change, signal);
      case 'describe':
        return describeEntry(directory, change, signal);
      case 'await':
        return awaitEntry(directory, change.address, signal);
      case 'set-quota':
        return setQuota(directory, change, signal);
      case 'add-alias':
      case 'remove-alias':
        return changeAlias(directory, change, signal);
      case 'grant':
      case 'revoke':
        return changeRight(directory, change, signal);
      case 'add-member':
        return joinList(directory, change, signal);
      case 'add-owner':
        return addOwner(directory, change, signal);
      case 'set-booking':
        return setBooking(directory, change, signal);
      case 'forward':
        return forwardMail(directory, change, signal);
      case 'route':
        return route(directory, change, signal);
      case 'add-domain':
      case 'license':
      case 'redirect':
      case 'lock':
      case 'unlock':
        throw refused(directory.client.where, noCall, undefined, change.does);
    }
  }
}

/** A mailbox is there as soon as its account is. */
async function awaitEntry(
  directory: BlueMindDirectory,
  address: string,
  signal: AbortSignal,
): Promise<Applied> {
  return { kind: 'already', id: (await entryOf(directory, address, signal)).uid };
}

const asDone = (applied: Applied): Applied =>
  applied.kind === 'already' ? { ...applied, kind: 'done' } : applied;

const stillRunning = text(
  'BlueMind took it and goes on with it in the background',
  'BlueMind l’a accepté et le poursuit en arrière-plan',
);
const noCall = text('has no call for it', 'n’a pas d’appel pour cela');
