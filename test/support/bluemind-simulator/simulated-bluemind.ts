/**
 * One domain of a BlueMind in memory, with the rules by which its published source takes and changes what it is given: validators refuse,
 * sanitizers mend in silence. Knows no wire.
 */
import type {
  SimulatedAccess,
  SimulatedCard,
  SimulatedEmails,
  SimulatedForwarding,
  SimulatedMembers,
} from './bluemind-contract.ts';

export type Service = 'users' | 'mailshares' | 'groups' | 'resources';

export interface SimulatedEntry {
  readonly uid: string;
  readonly service: Service | 'externalusers';
  value: SimulatedValue;
  access: SimulatedAccess;
  calendarAccess: SimulatedAccess;
  forwarding: SimulatedForwarding;
  members: SimulatedMembers;
}

export interface SimulatedValue {
  emails?: SimulatedEmails | null | undefined;
  login?: string | null | undefined;
  name?: string | null | undefined;
  label?: string | null | undefined;
  password?: string | null | undefined;
  routing?: 'internal' | 'external' | 'none' | null | undefined;
  quota?: number | null | undefined;
  contactInfos?: SimulatedCard | null | undefined;
  card?: SimulatedCard | null | undefined;
  typeIdentifier?: string | null | undefined;
  reservationMode?: string | null | undefined;
  properties?: unknown;
}

/** net.bluemind.core.api.fault.ServerFault. */
export class ServerFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const KINDS = {
  users: 'USER',
  mailshares: 'MAILSHARE',
  groups: 'GROUP',
  resources: 'RESOURCE',
  externalusers: 'EXTERNALUSER',
} as const;

const LOGIN = /^[a-z0-9][a-z0-9\-._]{0,63}$/;
const MAILSHARE = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const EMAIL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9-]+\.)+[a-z]{2,}$/;

export class SimulatedBlueMind {
  /** Since version 5 a domain's uid is a name of its own, and people's domains are its aliases. */
  readonly uid = 'b7f3a9c1.internal';
  readonly aliases: readonly string[];
  readonly settings: Record<string, string> = {};
  readonly types: Record<string, { properties: { id: string; label: string; type: string }[] }> = {
    default: { properties: [] },
  };
  readonly entries = new Map<string, SimulatedEntry>();
  /** What this version has not: taken out of whatever is stored, by the property's name. */
  drops: readonly string[] = [];
  /** Verbs that another one of the same subject means too are not kept (Verb.compact). */
  isCompacting = false;

  constructor(aliases: readonly string[]) {
    this.aliases = aliases;
  }

  get names(): readonly string[] {
    return [this.uid, ...this.aliases];
  }

  add(service: SimulatedEntry['service'], uid: string, value: SimulatedValue): SimulatedEntry {
    const entry: SimulatedEntry = {
      ...{ uid, service, value, access: [], calendarAccess: [], members: [] },
      forwarding: { enabled: false, localCopy: false, emails: [] },
    };
    this.entries.set(uid, entry);
    return entry;
  }

  create(service: Service, uid: string, given: SimulatedValue): void {
    if (this.entries.has(uid)) throw new ServerFault('ALREADY_EXISTS', `entry ${uid} already exists`);
    this.add(service, uid, this.#taken(service, uid, given));
  }

  update(service: Service, uid: string, given: SimulatedValue): void {
    const entry = this.get(uid, service);
    const isOfType = service !== 'resources' || given.typeIdentifier === entry.value.typeIdentifier;
    if (!isOfType) throw new ServerFault('INVALID_PARAMETER', "type of resource can't be modified");
    entry.value = { ...this.#taken(service, uid, given), password: entry.value.password };
  }

  updateCard(uid: string, card: SimulatedCard): void {
    const entry = this.get(uid, 'users');
    this.update('users', uid, { ...entry.value, contactInfos: card });
  }

  get(uid: string, service?: SimulatedEntry['service']): SimulatedEntry {
    const entry = this.entries.get(uid);
    if (!entry || (service && entry.service !== service))
      throw new ServerFault('NOT_FOUND', `${uid} not found in ${this.uid}`);
    return entry;
  }

  find(uid: string, service: Service): SimulatedEntry | undefined {
    const entry = this.entries.get(uid);
    return entry?.service === service ? entry : undefined;
  }

  byEmail(address: string): SimulatedEntry | undefined {
    return [...this.entries.values()].find(({ value }) => this.#leadingTo(value.emails).includes(address));
  }

  /** Users and mailshares share one set of names: those of mailboxes. */
  byMailboxName(name: string): SimulatedEntry | undefined {
    return [...this.entries.values()].find(
      ({ service, value }) =>
        (service === 'users' && value.login === name) || (service === 'mailshares' && value.name === name),
    );
  }

  /** net.bluemind.directory.api.DirEntry. */
  dirEntry({ uid, service, value }: SimulatedEntry): unknown {
    const email = value.emails?.find(({ isDefault }) => isDefault)?.address ?? null;
    return {
      ...{
        entryUid: uid,
        kind: KINDS[service],
        email,
        displayName: value.label ?? value.name ?? value.login,
      },
      ...{ path: `${this.uid}/${service}/${uid}`, hidden: false, system: false, archived: false },
      ...{ orgUnitUid: null, dataLocation: 'bm-master' },
    };
  }

  setAccess(entry: SimulatedEntry, where: 'access' | 'calendarAccess', access: SimulatedAccess): void {
    if (where === 'access' && access.some(({ subject }) => subject === this.uid))
      throw new ServerFault('FORBIDDEN', 'Public sharing for user mailbox is forbidden');
    entry[where] = this.isCompacting ? compacted(access) : access;
  }

  setForwarding(entry: SimulatedEntry, forwarding: SimulatedForwarding): void {
    const { enabled, emails } = forwarding;
    if (enabled && emails.length === 0)
      throw new ServerFault('INVALID_PARAMETER', 'Try to activate forward but email lists is empty');
    for (const email of emails) checkEmail(email);
    // A set in Java: in whatever order.
    entry.forwarding = { ...forwarding, emails: [...new Set(emails)].toReversed() };
  }

  addMembers(group: SimulatedEntry, members: SimulatedMembers): void {
    const held = new Set(group.members.map(({ uid }) => uid));
    for (const { type, uid } of members) {
      const service = ({ user: 'users', group: 'groups', external_user: 'externalusers' } as const)[type];
      if (this.entries.get(uid)?.service !== service)
        throw new ServerFault('INVALID_PARAMETER', `No ${type} with uid ${uid} found`);
    }
    const fresh = members.filter(({ uid }) => !held.has(uid));
    if (fresh.length === 0)
      throw new ServerFault(
        'INVALID_PARAMETER',
        `Group uid: ${group.uid} all users are already in the group.`,
      );
    group.members = [...group.members, ...fresh];
  }

  /** What is stored of what was given: mended, or refused. */
  #taken(service: Service, uid: string, given: SimulatedValue): SimulatedValue {
    const emails = this.#emails(service, uid, given);
    const taken: SimulatedValue = { dataLocation: 'bm-master', ...given, emails } as SimulatedValue;
    this.#check(service, uid, taken);
    return without({ ...taken, ...composed(service, taken) }, this.drops) as SimulatedValue;
  }

  /** EmailHelper.sanitize, and UserEmailSanitizer, which gives everybody the address of his login inside. */
  #emails(service: Service, uid: string, { emails, login }: SimulatedValue): SimulatedEmails {
    const given = (emails ?? []).map((email) => ({
      ...{ address: email.address.trim().toLowerCase() },
      ...{ allAliases: email.allAliases ?? false, isDefault: email.isDefault ?? false },
    }));
    for (const { address } of given) {
      checkEmail(address);
      const holder = this.byEmail(address);
      if (holder && holder.uid !== uid)
        throw new ServerFault(
          'ALREADY_EXISTS',
          `Following email of mailbox ${uid} already in use: ${address}`,
        );
    }
    const inside = `${login}@${this.uid}`;
    if (service !== 'users' || given.some(({ address }) => address === inside)) return given;
    return [...given, { address: inside, allAliases: false, isDefault: false }];
  }

  #check(service: Service, uid: string, value: SimulatedValue): void {
    if (service === 'users') {
      if (!value.login || !LOGIN.test(value.login))
        throw new ServerFault('INVALID_PARAMETER', 'Login is invalid');
      if (!value.contactInfos?.identification?.name?.familyNames)
        throw new ServerFault('EMPTY_LASTNAME', 'A user should have a last name');
      this.#checkMailbox(uid, value.login, value, 'mailbox_max_user_quota');
    } else if (service === 'mailshares') {
      if (!value.name || !MAILSHARE.test(value.name))
        throw new ServerFault(
          'INVALID_PARAMETER',
          `Mailshare.name (${value.name}) is not mailbox compatible`,
        );
      this.#checkMailbox(uid, value.name, value, 'mailbox_max_publicfolder_quota');
    } else if (service === 'groups') this.#checkGroup(uid, value);
    else this.#checkResource(value);
  }

  #checkMailbox(uid: string, name: string, { routing, quota }: SimulatedValue, most: string): void {
    if (!routing) throw new ServerFault('INVALID_PARAMETER', 'Mailbox.routing must be set');
    const holder = this.byMailboxName(name);
    if (holder && holder.uid !== uid)
      throw new ServerFault('ALREADY_EXISTS', `Mail name "${name}" for mailbox ${uid} already used`);
    if (routing === 'external' && !this.settings['mail_routing_relay'])
      throw new ServerFault('INVALID_PARAMETER', 'external routing needs a split domain relay');
    const limit = Number(this.settings[most] ?? 0);
    if (quota && limit > 0 && quota > limit)
      throw new ServerFault('INVALID_PARAMETER', `Quota (${quota}) is greater than max quota (${limit})`);
  }

  #checkGroup(uid: string, { name }: SimulatedValue): void {
    if (!name?.trim()) throw new ServerFault('INVALID_PARAMETER', 'The group name must be filled in');
    const namesake = [...this.entries.values()].find(
      (entry) => entry.service === 'groups' && entry.value.name === name && entry.uid !== uid,
    );
    if (namesake) throw new ServerFault('ALREADY_EXISTS', `Group name: ${name} already used`);
  }

  #checkResource({ typeIdentifier, properties }: SimulatedValue): void {
    const type = this.types[typeIdentifier ?? ''];
    if (!type) throw new ServerFault('UNKNOWN', `type descriptor ${typeIdentifier} not found`);
    for (const { propertyId } of (properties ?? []) as { propertyId: string }[])
      if (!type.properties.some(({ id }) => id === propertyId))
        throw new ServerFault('INVALID_PARAMETER', `property ${propertyId} is not of type ${typeIdentifier}`);
  }

  #leadingTo(emails: SimulatedValue['emails']): readonly string[] {
    return (emails ?? []).flatMap(({ address, allAliases }) => {
      const local = address.slice(0, address.lastIndexOf('@'));
      return allAliases ? [address, ...this.names.map((name) => `${local}@${name}`)] : [address];
    });
  }
}

function checkEmail(address: string): void {
  if (!EMAIL.test(address)) throw new ServerFault('INVALID_PARAMETER', `Invalid email address: ${address}`);
}

/** VCardSanitizer: the name that is shown is made of the others, at each save. MailshareVCardAdapter: a mailshare is an individual. */
function composed(service: Service, value: SimulatedValue): SimulatedValue {
  if (service === 'users') return { contactInfos: cardWithName(value.contactInfos) };
  if (service !== 'mailshares' || !value.card) return {};
  return { card: { ...cardWithName(value.card), kind: 'individual' } };
}

function cardWithName(card: SimulatedCard | null | undefined): SimulatedCard {
  const { identification } = card ?? {};
  const { givenNames, additionalNames, familyNames } = identification?.name ?? {};
  const names = [givenNames, additionalNames, familyNames].flatMap((name) => name?.trim() || []);
  const value = names.length > 0 ? names.join(' ') : identification?.formatedName?.value;
  const formatedName = { parameters: identification?.formatedName?.parameters ?? [], value: value ?? null };
  return { kind: 'individual', ...card, identification: { ...identification, formatedName } };
}

/** Of every object in it, what has one of these names is gone. */
function without(value: unknown, names: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((one) => without(one, names));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !names.includes(name));
  return Object.fromEntries(kept.map(([name, one]) => [name, without(one, names)]));
}

const MEANS: Readonly<Record<string, readonly string[]>> = {
  All: ['Write', 'Manage', 'SendAs', 'SendOnBehalf', 'Read', 'Invitation', 'Freebusy'],
  Write: ['Read', 'Invitation', 'Freebusy'],
  Read: ['Invitation', 'Freebusy'],
};

const compacted = (access: SimulatedAccess): SimulatedAccess =>
  access.filter(
    ({ subject, verb }) => !access.some((one) => one.subject === subject && MEANS[one.verb]?.includes(verb)),
  );
