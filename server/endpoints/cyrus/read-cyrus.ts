/** What a Cyrus tells of mailboxes to its administrator. A kind of mailbox it does not tell: a person's and a shared one are alike there. */
import { compared } from '../../language/model/names.ts';
import type { SeenObject, TargetState } from '../../planning/provisioning/target-state.ts';
import { text } from '../../planning/text.ts';
import { failureOf } from '../../running/failures.ts';
import type { Scope, WantedKind } from '../../running/provisioning/provisioner.ts';
import { accessIn } from '../own-server/mailbox-access.ts';
import { whyUnknown } from '../own-server/why-unknown.ts';
import type { Forwards } from '../sieve/sieve-forwards.ts';
import type { CyrusAdmin } from './cyrus-admin.ts';
import { isLocked } from './owner-lock.ts';

export interface Cyrus {
  readonly admin: CyrusAdmin;
  /** Absent where nobody's Sieve scripts are reached. */
  readonly forwards: Forwards | undefined;
}

/** Mailboxes whose commands are under way at once on the one connection. */
const SIDE_BY_SIDE = 8;

/** Throws MailFailure where the administrator cannot sign in. */
export async function readCyrus(cyrus: Cyrus, { objects }: Scope, signal: AbortSignal): Promise<TargetState> {
  await cyrus.admin.connection(signal);
  const seen = new Map<string, SeenObject>(objects.map(({ address }) => [compared(address), NOT_LOOKED]));
  const waiting = objects.values();
  const worker = async (): Promise<void> => {
    for (const wanted of waiting) seen.set(compared(wanted.address), await look(cyrus, wanted, signal));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return { objects: seen };
}

async function look(cyrus: Cyrus, wanted: WantedKind, signal: AbortSignal): Promise<SeenObject> {
  if (wanted.kind === 'list') return { state: 'unknown', why: NO_LISTS };
  try {
    return await held(cyrus, wanted, signal);
  } catch (error) {
    const failure = failureOf(error);
    if (!failure || failure.kind === 'interrupted') throw error;
    return { state: 'unknown', why: whyUnknown(failure) };
  }
}

async function held(
  { admin, forwards }: Cyrus,
  { address, kind, id: known }: WantedKind,
  signal: AbortSignal,
): Promise<SeenObject> {
  const connection = await admin.connection(signal);
  const home = await admin.names.homeOf(connection, address);
  if (!home) return { state: 'absent' };
  const id = await admin.names.idOf(connection, home.inbox);
  if (id === undefined) return { state: 'unknown', why: NO_ID };
  if (known !== undefined && known !== id) return { state: 'blocked', why: ANOTHER };
  const limit = (await admin.limitsOf(connection, home.inbox)).get('STORAGE');
  const { all } = await admin.listsOf(connection, home.folders);
  const sentOn = await forwards?.read(address, signal);
  return {
    ...{ state: 'held', kind, id, isReady: true },
    quota: limit === undefined ? 'none' : limit * 1024,
    access: accessIn(all, address),
    isLocked: isLocked(all, address),
    ...(sentOn && { forwards: sentOn }),
  };
}

const NOT_LOOKED: SeenObject = { state: 'unknown', why: text('not looked at', 'pas regardé') };
const NO_LISTS = text('Cyrus knows no lists', 'Cyrus ne connaît pas de listes');
const NO_ID = text('Cyrus tells no id of it', 'Cyrus n’en donne pas d’identifiant');
const ANOTHER = text(
  'another mailbox has the address now: it is not the one of before',
  'une autre boîte a maintenant l’adresse\u00A0: ce n’est plus celle d’avant',
);
