/** BlueMind's REST operations over one domain in memory. Which requests there are is the contract's business, how they come the wire's. */
import type {
  Fitting,
  SimulatedAccess,
  SimulatedCard,
  SimulatedForwarding,
  SimulatedMembers,
} from './bluemind-contract.ts';
import {
  ServerFault,
  type Service,
  type SimulatedBlueMind,
  type SimulatedEntry,
  type SimulatedValue,
} from './simulated-bluemind.ts';

/** What an operation gives back; `null` is nothing there, undefined nothing to say. */
export function answer(
  bluemind: SimulatedBlueMind,
  { operation, subjects, body }: Fitting,
  query: string,
): unknown {
  const [first = '', second = ''] = subjects;
  const [does = '', service = ''] = operation.name.split(' ');
  switch (operation.name) {
    case 'current user':
      return { uid: 'the-administrator', domainUid: bluemind.uid, displayName: 'Administrator' };
    case 'find domain':
      return bluemind.names.includes(query) ? domainOf(bluemind) : null;
    case 'mailbox by name':
      return mailboxOf(bluemind.byMailboxName(query));
    case 'domain settings':
      return inDomain(bluemind, first) && bluemind.settings;
    case 'get calendar access':
      return bluemind.get(first, 'resources').calendarAccess;
    case 'set calendar access':
      return bluemind.setAccess(bluemind.get(first, 'resources'), 'calendarAccess', body as SimulatedAccess);
  }
  inDomain(bluemind, first);
  switch (operation.name) {
    case 'entry by email':
      return dirEntryOf(bluemind, bluemind.byEmail(second));
    case 'search entries':
      return search(bluemind, (body as { entryUidFilter?: string[] | null }).entryUidFilter ?? []);
    case 'update card':
      return bluemind.updateCard(second, body as SimulatedCard);
    case 'get members':
      return bluemind.get(second, 'groups').members;
    case 'add members':
      return bluemind.addMembers(bluemind.get(second, 'groups'), body as SimulatedMembers);
    case 'get resource type':
      return bluemind.types[second] ?? null;
    case 'get access':
      return bluemind.get(second).access;
    case 'set access':
      return bluemind.setAccess(bluemind.get(second), 'access', body as SimulatedAccess);
    case 'get forwarding':
      return bluemind.get(second).forwarding;
    case 'set forwarding':
      return bluemind.setForwarding(bluemind.get(second), body as SimulatedForwarding);
  }
  if (does === 'create') return bluemind.create(service as Service, second, body as SimulatedValue);
  if (does === 'update') return bluemind.update(service as Service, second, body as SimulatedValue);
  return itemOf(bluemind.find(second, service as Service), service === 'resources');
}

function inDomain({ uid }: SimulatedBlueMind, asked: string): true {
  if (asked !== uid) throw new ServerFault('NOT_FOUND', `domain ${asked} doesnt exists`);
  return true;
}

const domainOf = ({ uid, aliases }: SimulatedBlueMind) => ({
  ...{ uid, version: 1, displayName: uid },
  value: { name: uid, label: uid, aliases, global: false, properties: {} },
});

const mailboxOf = (entry: SimulatedEntry | undefined) =>
  entry ? { uid: entry.uid, value: { name: entry.value.login ?? entry.value.name, type: 'user' } } : null;

const dirEntryOf = (bluemind: SimulatedBlueMind, entry: SimulatedEntry | undefined) =>
  entry ? bluemind.dirEntry(entry) : null;

function search(bluemind: SimulatedBlueMind, uids: readonly string[]) {
  const found = uids.flatMap((uid) => bluemind.entries.get(uid) ?? []);
  const values = found.map((entry) => ({ uid: entry.uid, version: 1, value: bluemind.dirEntry(entry) }));
  return { total: values.length, values };
}

/** A password is never told (UserService.filterUser). */
function itemOf(entry: SimulatedEntry | undefined, isBare: boolean) {
  if (!entry) return null;
  const value = { ...entry.value, ...(entry.service === 'users' && { password: null }) };
  return isBare ? value : { uid: entry.uid, version: 1, externalId: null, value };
}
