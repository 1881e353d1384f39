/**
 * The steps that one mailbox takes, each with how things are, how they shall be, and why, in the reader's language.
 * What IMAP has no call for is handed over to people and said so.
 */
import type { Analysis } from '../language/analysis.ts';
import { accessOf } from '../language/model/addresses/access.ts';
import { compared, keyOf } from '../language/model/names.ts';
import type { Locale } from '../language/rules/rule.ts';
import type { Expected, MailboxCopy, RunPhase, Step, StepAction, StepKind } from './migration-plan.ts';
import type { SeenPair } from './observation.ts';
import { momentOf, type Opening } from './opening.ts';
import type { Recipient } from './recipients.ts';
import { type Text, text } from './text.ts';

export interface StepContext {
  readonly analysis: Analysis;
  readonly phase: RunPhase | 'all';
  readonly locale: Locale;
  /** Where deletions at the source are to be mirrored: until when. */
  readonly opening?: Opening;
}

/** The steps of a mailbox, a new one's without its mail; `copy` is absent where the plan names no source or target for it. */
export function stepsOf(
  context: StepContext,
  recipient: Recipient,
  copy: MailboxCopy | undefined,
  seen: SeenPair | undefined,
): Step[] {
  const { phase } = context;
  const held = context.analysis.model.heldBy(recipient);
  const expects = held && { messages: held.messages, bytes: held.bytes };
  const own = recipient.has.new
    ? newSteps(context, recipient)
    : copy && mailSteps(context, copy, seen, expects);
  if (!own) return [];
  return phase === 'stage' || phase === 'all' ? [...own, ...handovers(context, recipient)] : own;
}

function mailSteps(
  context: StepContext,
  copy: MailboxCopy,
  seen: SeenPair | undefined,
  expects: Expected | undefined,
): Step[] {
  const { phase } = context;
  const known = expects && { expects };
  const verify = phase === 'verify' || phase === 'all' ? [{ ...verifyStep(context, copy), ...known }] : [];
  if (phase === 'verify') return verify;
  return [accountStep(context, copy, seen), { ...mailStep(context, copy, seen), ...known }, ...verify];
}

const say = ({ locale }: StepContext, told: Text): string => told[locale];

const NOT_CHECKED = text('not checked', 'non vérifié');
const ACCOUNT_THERE = text('the account is there', 'le compte existe');

function accountStep(context: StepContext, copy: MailboxCopy, seen: SeenPair | undefined): Step {
  const address = copy.target.mailbox;
  const { action, before, reason } = accountState(context, seen?.target);
  const after = say(context, ACCOUNT_THERE);
  return { ...step('account', '', address), action, before, after, reason, needs: [] };
}

/** A mailbox that begins empty has nothing at the source, so that neither of its ends is looked at. */
function newSteps(context: StepContext, { address }: Recipient): Step[] {
  if (context.phase === 'verify') return [];
  const account: Step = {
    ...step('account', '', address.value),
    action: 'handover',
    before: say(context, NOT_CHECKED),
    after: say(context, ACCOUNT_THERE),
    reason: say(
      context,
      text(
        'it is new and begins empty: make its account on the target',
        'elle est nouvelle et commence vide : créez son compte sur la cible',
      ),
    ),
    needs: [],
  };
  return [account];
}

type AccountState = Pick<Step, 'action' | 'before' | 'reason'>;

function accountState(context: StepContext, target: SeenPair['target']): AccountState {
  const state = (action: StepAction, before: string, reason: Text): AccountState => ({
    action,
    before,
    reason: say(context, reason),
  });
  if (!target)
    return state(
      'none',
      say(context, NOT_CHECKED),
      text('the target was not read', 'la cible n’a pas été lue'),
    );
  if (target.failure === undefined)
    return state('none', say(context, ACCOUNT_THERE), text('it opens', 'il s’ouvre'));
  return state(
    'handover',
    target.failure,
    text(
      'IMAP makes no accounts: make it on the target, then run again',
      'IMAP ne crée pas de compte : créez-le sur la cible, puis relancez',
    ),
  );
}

function mailStep(context: StepContext, copy: MailboxCopy, seen: SeenPair | undefined): Step {
  const inSource = seen?.source?.messages;
  const expected = inSource ?? context.analysis.model.inventoryOf(copy.source.mailbox)?.messages;
  const after =
    expected === undefined
      ? text('all messages of the source', 'tous les messages de la source')
      : text(`${expected} messages`, `${expected} messages`);
  return {
    ...step('mail', '', copy.target.mailbox),
    action: inSource === 0 ? 'none' : 'copy',
    before: mailBefore(context, seen),
    after: say(context, after),
    reason: mailReason(context, copy, seen),
    needs: [`account ${copy.target.mailbox}`],
    copy,
  };
}

function mailBefore(context: StepContext, seen: SeenPair | undefined): string {
  const { messages, folders = 0, failure } = seen?.target ?? {};
  if (messages === undefined) return failure ?? say(context, NOT_CHECKED);
  const held = text(
    `${messages} ${messages === 1 ? 'message' : 'messages'} in ${folders} ${folders === 1 ? 'folder' : 'folders'}`,
    `${messages} ${messages > 1 ? 'messages' : 'message'} dans ${folders} ${folders > 1 ? 'dossiers' : 'dossier'}`,
  );
  const recorded = seen?.recorded ?? 0;
  if (recorded === 0) return say(context, held);
  return `${say(context, held)}, ${say(context, text(`${recorded} recorded as copied`, `${recorded} notés comme copiés`))}`;
}

function mailReason(
  context: StepContext,
  { source, target }: MailboxCopy,
  seen: SeenPair | undefined,
): string {
  if (seen?.source?.failure) return seen.source.failure;
  if (seen?.source?.messages === 0)
    return say(context, text('the source holds no message', 'la source ne contient aucun message'));
  const isSame = source.mailbox === target.mailbox;
  const mirrored = deletionsMirrored(context);
  return say(
    context,
    text(
      `from ${isSame ? '' : `${source.mailbox} on `}${source.endpoint} to ${target.endpoint}; what is there already is recognised and not copied again${mirrored.en}`,
      `de ${isSame ? '' : `${source.mailbox} sur `}${source.endpoint} vers ${target.endpoint} ; ce qui y est déjà est reconnu et n’est pas recopié${mirrored.fr}`,
    ),
  );
}

/** What becomes of messages that are deleted at the source, where the policy says so. */
function deletionsMirrored({ opening }: StepContext): Text {
  if (!opening) return text('', '');
  const at = momentOf(opening.at);
  return opening.isPast
    ? text(
        `; open since ${at}: deletions at the source are mirrored no more`,
        ` ; ouvert depuis le ${at} : les suppressions à la source ne sont plus reproduites`,
      )
    : text(
        `; deletions at the source are mirrored until ${at}`,
        ` ; les suppressions à la source sont reproduites jusqu’au ${at}`,
      );
}

function verifyStep(context: StepContext, copy: MailboxCopy): Step {
  return {
    ...step('verify', '', copy.target.mailbox),
    action: 'none',
    before: say(context, NOT_CHECKED),
    after: say(context, text('source and target compared from nothing', 'source et cible comparées de zéro')),
    reason: say(
      context,
      text('nothing is believed that was not compared', 'rien n’est cru sans être comparé'),
    ),
    needs: [`mail ${copy.target.mailbox}`],
    copy,
  };
}

/** What the plan says of a mailbox besides its mail. */
function handovers(context: StepContext, recipient: Recipient): Step[] {
  const { address, has, declares } = recipient;
  const aliases = [...has.alias, ...pointingAt(context, 'alias', address.value)];
  const forwards = [...has.was, ...pointingAt(context, 'forward', address.value)];
  const access = declares === 'shared' ? accessOf(recipient) : [];
  const byHand = (kind: StepKind, what: string, after: Text): Step => ({
    ...step(kind, what, address.value),
    action: 'handover',
    before: say(context, NOT_CHECKED),
    after: say(context, after),
    reason: say(
      context,
      text(
        'to be set on the target by hand: IMAP has no call for it',
        'à régler à la main sur la cible : IMAP ne sait pas le faire',
      ),
    ),
    needs: [`account ${address.value}`],
  });
  return [
    ...aliases.map(({ value }) =>
      byHand('alias', value, text(`mail to ${value} arrives here`, `le courrier de ${value} arrive ici`)),
    ),
    ...forwards.map(({ value }) =>
      byHand(
        'forward',
        value,
        text(`mail to ${value} is forwarded here`, `le courrier de ${value} est renvoyé ici`),
      ),
    ),
    ...access.map(({ who, right }) =>
      byHand('access', `${who} ${right}`, text(`${who} has ${right} access`, `${who} a l’accès ${right}`)),
    ),
  ];
}

/** The addresses that declarations of their own send to this one. */
function pointingAt(
  { analysis }: StepContext,
  declares: 'alias' | 'forward',
  address: string,
): { value: string }[] {
  return analysis.model.referencesTo(keyOf('address', address)).flatMap(({ facts: { declaration } }) => {
    const points = declaration?.declares === declares && compared(declaration.to.value) === compared(address);
    return points ? [declaration.address] : [];
  });
}

const step = (
  kind: StepKind,
  what: string,
  subject: string,
): Pick<Step, 'key' | 'kind' | 'subject' | 'reach'> => ({
  key: [kind, what, subject].filter((part) => part !== '').join(' '),
  kind,
  subject,
  reach: 'mailbox',
});
