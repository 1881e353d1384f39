/**
 * What a Dovecot tells of mailboxes, by opening each. It has no list of its accounts, and refuses the login to one that is not there with
 * the words for a wrong password: that is taken for its absence only where the same login opens another mailbox.
 */
import { compared } from '../../language/model/names.ts';
import type { HeldObject, SeenObject, TargetState } from '../../planning/provisioning/target-state.ts';
import { text } from '../../planning/text.ts';
import { type Failure, failureOf } from '../../running/failures.ts';
import type { Scope, WantedKind } from '../../running/provisioning/provisioner.ts';
import { accessIn } from '../own-server/mailbox-access.ts';
import { whyUnknown } from '../own-server/why-unknown.ts';
import { type Dovecot, DovecotMailbox, isRefusedLogin } from './dovecot-mailbox.ts';

/** Connections for looking: a login is short, and people use the server meanwhile. */
const SIDE_BY_SIDE = 4;

type Looked = SeenObject | { readonly state: 'refused'; readonly failure: Failure };

/** Throws MailFailure where nothing can be read at all. */
export async function readDovecot(
  dovecot: Dovecot,
  { objects }: Scope,
  signal: AbortSignal,
): Promise<TargetState> {
  const looked = new Map<string, Looked>();
  const waiting = objects.values();
  const worker = async (): Promise<void> => {
    for (const wanted of waiting) looked.set(compared(wanted.address), await look(dovecot, wanted, signal));
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, dovecot.endpoint.connections) }, worker));
  const isProven = dovecot.options.proven.has(dovecot.endpoint.name);
  const inOrder = objects.map(
    ({ address }) => [compared(address), judged(looked.get(compared(address)), isProven)] as const,
  );
  return { objects: new Map(inOrder) };
}

/** One mailbox. Whether a refused login means that there is none is judged when all were tried. */
async function look(dovecot: Dovecot, wanted: WantedKind, signal: AbortSignal): Promise<Looked> {
  if (wanted.kind === 'list') return { state: 'unknown', why: NO_LISTS };
  try {
    return await DovecotMailbox.within(dovecot, wanted.address, signal, (mailbox) =>
      held(dovecot, mailbox, wanted, signal),
    );
  } catch (error) {
    const failure = failureOf(error);
    if (!failure || SAYS_NOTHING.has(failure.kind)) throw error;
    return isRefusedLogin(error)
      ? { state: 'refused', failure }
      : { state: 'unknown', why: whyUnknown(failure) };
  }
}

/** After these no other mailbox can be read either. */
const SAYS_NOTHING = new Set<Failure['kind']>(['unreachable', 'certificate', 'interrupted']);

/** A password of somebody's own that is wrong says nothing of whether they are there. */
function judged(looked: Looked | undefined, isProven: boolean): SeenObject {
  if (!looked) throw new Error('a mailbox was asked for and not looked at');
  if (looked.state !== 'refused') return looked;
  const { failure } = looked;
  const isOwn = failure.kind === 'credentials' && failure.isOwn;
  if (isProven && !isOwn) return { state: 'absent' };
  return { state: 'unknown', why: whyUnknown(failure) };
}

async function held(
  dovecot: Dovecot,
  mailbox: DovecotMailbox,
  { address, kind, id: known }: WantedKind,
  signal: AbortSignal,
): Promise<SeenObject> {
  const id = await mailbox.id();
  if (id === undefined) return { state: 'unknown', why: NO_ID };
  if (known !== undefined && known !== id) return { state: 'blocked', why: ANOTHER };
  const quota = await mailbox.quota();
  const access = mailbox.hasLists ? accessIn(await mailbox.lists(), address) : undefined;
  const forwards = await dovecot.forwards?.read(address, signal);
  return {
    ...({ state: 'held', kind, id, isReady: true } satisfies HeldObject),
    ...(quota !== undefined && { quota }),
    ...(access && { access }),
    ...(forwards && { forwards }),
  };
}

const NO_LISTS = text('Dovecot knows no lists', 'Dovecot ne connaît pas de listes');
const NO_ID = text('Dovecot tells no GUID of its INBOX', 'Dovecot ne donne pas de GUID pour son INBOX');
const ANOTHER = text(
  'another mailbox has the address now: its INBOX is not the one of before',
  'une autre boîte a maintenant l’adresse\u00A0: son INBOX n’est plus celui d’avant',
);
