/** The copy of one mailbox and its comparison as steps: how things are, how they shall be, and why, in the reader's language. */
import type { Analysis } from '../language/analysis.ts';
import type { Locale } from '../language/rules/rule.ts';
import type { Expected, MailboxCopy, RunPhase, Step, StepKind } from './migration-plan.ts';
import type { SeenPair } from './observation.ts';
import { momentOf, type Opening } from './opening.ts';
import { type Text, text } from './text.ts';

export interface StepContext {
  readonly analysis: Analysis;
  readonly phase: RunPhase | 'all';
  readonly locale: Locale;
  /** Where deletions at the source are to be mirrored: until when. */
  readonly opening?: Opening;
  /** Keys of the steps that come before its mail. */
  readonly needs: readonly string[];
}

/** What a mailbox's mail comes to: its copy, where this phase has one, and its comparison. */
export function mailSteps(
  context: StepContext,
  copy: MailboxCopy,
  seen: SeenPair | undefined,
  expects: Expected | undefined,
): Step[] {
  const { phase } = context;
  const known = expects && { expects };
  const verify = phase === 'verify' || phase === 'all' ? [{ ...verifyStep(context, copy), ...known }] : [];
  if (phase === 'verify') return verify;
  return [{ ...mailStep(context, copy, seen), ...known }, ...verify];
}

const say = ({ locale }: StepContext, told: Text): string => told[locale];

const NOT_CHECKED = text('not checked', 'non vérifié');

function mailStep(context: StepContext, copy: MailboxCopy, seen: SeenPair | undefined): Step {
  const inSource = seen?.source?.messages;
  const expected = inSource ?? context.analysis.model.inventoryOf(copy.source.mailbox)?.messages;
  const after =
    expected === undefined
      ? text('all messages of the source', 'tous les messages de la source')
      : text(`${expected} messages`, `${expected} messages`);
  return {
    ...step('mail', '', copy.target.mailbox),
    action: inSource === 0 || isCopied(seen) ? 'none' : 'copy',
    before: mailBefore(context, seen),
    after: say(context, after),
    reason: mailReason(context, copy, seen),
    needs: context.needs,
    copy,
    ...holdsOf(seen),
  };
}
/** As far as counts tell: a run looks all the same for flags that changed, and for mail that moved. */
function isCopied(seen: SeenPair | undefined): boolean {
  const { source, target, recorded = 0 } = seen ?? {};
  if (source?.messages === undefined || target?.messages === undefined) return false;
  return recorded === source.messages && target.messages >= recorded;
}

function holdsOf(seen: SeenPair | undefined): Pick<Step, 'holds'> {
  const [source, target] = [seen?.source?.messages, seen?.target?.messages];
  if (source === undefined && target === undefined) return {};
  return { holds: { ...(source !== undefined && { source }), ...(target !== undefined && { target }) } };
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
  if (isCopied(seen))
    return say(
      context,
      text(
        'all of it is recorded as copied; a run looks for what changed',
        'tout est noté comme copié\u00A0; une exécution cherche ce qui a changé',
      ),
    );
  const isSame = source.mailbox === target.mailbox;
  const mirrored = deletionsMirrored(context);
  return say(
    context,
    text(
      `from ${isSame ? '' : `${source.mailbox} on `}${source.endpoint} to ${target.endpoint}; what is there already is recognised and not copied again${mirrored.en}`,
      `de ${isSame ? '' : `${source.mailbox} sur `}${source.endpoint} vers ${target.endpoint}\u00A0; ce qui y est déjà est reconnu et n’est pas recopié${mirrored.fr}`,
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
        `\u00A0; ouvert depuis le ${at}\u00A0: les suppressions à la source ne sont plus reproduites`,
      )
    : text(
        `; deletions at the source are mirrored until ${at}`,
        `\u00A0; les suppressions à la source sont reproduites jusqu’au ${at}`,
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
