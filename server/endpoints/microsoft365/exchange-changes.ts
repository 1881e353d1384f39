/**
 * What each change is as cmdlets of Exchange Online. Reads back before it writes, so that twice is `already`, and only what is named is
 * taken away. Does not know how cmdlets are run.
 */
import { compared } from '../../language/model/names.ts';
import type { Change } from '../../planning/provisioning/change.ts';
import { exchangeName, mailNickname } from '../../planning/provisioning/exchange-names.ts';
import type { ObjectKind } from '../../planning/provisioning/target-state.ts';
import { text } from '../../planning/text.ts';
import type { Applied } from '../../running/provisioning/provisioner.ts';
import type { ExchangeMailbox } from './exchange-answers.ts';
import { type ExchangeState, FOLDER_ROLES, forwardsOf, idOf } from './exchange-state.ts';
import type { Of } from './graph-changes.ts';
import { adding, type Parameters, removing } from './invoke-command.ts';
import { refused } from './service-failures.ts';

const done: Applied = { kind: 'done' };
const already: Applied = { kind: 'already' };

/** Throws MailFailure. */
export async function applyByExchange(
  exchange: ExchangeState,
  change: Change,
  signal: AbortSignal,
): Promise<Applied> {
  if (change.does === 'make') return make(exchange, change, signal);
  const recipient = await exchange.recipient(change.address, signal);
  if (!recipient) throw refused(exchange.cmdlets.where, notThere(change.address), '');
  switch (change.does) {
    case 'describe':
      return describe(exchange, change, recipient.DisplayName, signal);
    case 'add-alias':
    case 'remove-alias':
      return changeAlias(exchange, change, signal);
    case 'grant':
    case 'revoke':
      return changeRight(exchange, change, signal);
    case 'add-member':
    case 'add-owner':
      return join(exchange, change, signal);
    case 'set-booking':
      return setBooking(exchange, change, signal);
    case 'forward':
      return forward(exchange, change, signal);
    default:
      throw refused(
        exchange.cmdlets.where,
        text('has no cmdlet for it', 'n’a pas d’applet de commande pour cela'),
        change.does,
      );
  }
}

const notThere = (address: string) => text(`has no ${address}`, `n’a pas de ${address}`);

const SWITCHES = { shared: 'Shared', room: 'Room', equipment: 'Equipment' } as const;

async function make(
  exchange: ExchangeState,
  { kind, address, profile }: Of<'make'>,
  signal: AbortSignal,
): Promise<Applied> {
  const there = await exchange.recipient(address, signal);
  if (there) return { kind: 'already', id: idOf(there) };
  const named = {
    Name: exchangeName(address),
    Alias: mailNickname(address),
    DisplayName: profile.name ?? address,
    PrimarySmtpAddress: address,
  };
  if (kind === 'list')
    // A list takes mail from nobody outside unless it is told to, and what it took before would bounce.
    await exchange.cmdlets.run(
      'New-DistributionGroup',
      { ...named, Type: 'Distribution', RequireSenderAuthenticationEnabled: false },
      signal,
    );
  else
    await exchange.cmdlets.run(
      'New-Mailbox',
      { ...named, [SWITCHES[kind === 'mailbox' ? 'shared' : kind]]: true },
      signal,
    );
  const made = await exchange.recipient(address, signal);
  return made ? { kind: 'done', id: idOf(made) } : { kind: 'waiting', why: onItsWay };
}

const onItsWay = text(
  'Exchange Online took it and does not show it yet',
  'Exchange Online l’a accepté et ne le montre pas encore',
);

async function describe(
  exchange: ExchangeState,
  { address, profile }: Of<'describe'>,
  name: string,
  signal: AbortSignal,
): Promise<Applied> {
  if (profile.name === undefined || profile.name === name) return already;
  await exchange.cmdlets.run(
    'Set-DistributionGroup',
    { ...ofList(address), DisplayName: profile.name },
    signal,
  );
  return done;
}

/** Whoever runs the plan need not be one of a list's managers. */
const ofList = (Identity: string): Parameters => ({ Identity, BypassSecurityGroupManagerCheck: true });

const setterOf = (kind: ObjectKind, address: string): readonly [string, Parameters] =>
  kind === 'list' ? ['Set-DistributionGroup', ofList(address)] : ['Set-Mailbox', { Identity: address }];

async function changeAlias(
  exchange: ExchangeState,
  change: Of<'add-alias' | 'remove-alias'>,
  signal: AbortSignal,
): Promise<Applied> {
  const { kind, address, alias, does } = change;
  const held =
    kind === 'list'
      ? (await exchange.list(address, signal)).aliases
      : await aliasesAt(exchange, address, signal);
  if (held.includes(compared(alias)) === (does === 'add-alias')) return already;
  const value = `smtp:${alias}`;
  const [cmdlet, identity] = setterOf(kind, address);
  const EmailAddresses = does === 'add-alias' ? adding(value) : removing(value);
  await exchange.cmdlets.run(cmdlet, { ...identity, EmailAddresses }, signal);
  return done;
}

async function aliasesAt(
  exchange: ExchangeState,
  address: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { EmailAddresses } = await mailboxAt(exchange, address, signal);
  return EmailAddresses.filter((one) => one.startsWith('smtp:')).map((one) =>
    compared(one.slice('smtp:'.length)),
  );
}

async function mailboxAt(
  exchange: ExchangeState,
  address: string,
  signal: AbortSignal,
): Promise<ExchangeMailbox> {
  const mailbox = await exchange.mailbox(address, signal);
  if (!mailbox) throw refused(exchange.cmdlets.where, notThere(address), '');
  return mailbox;
}

async function changeRight(
  exchange: ExchangeState,
  change: Of<'grant' | 'revoke'>,
  signal: AbortSignal,
): Promise<Applied> {
  const { address, who, right, does } = change;
  if (right === 'read' || right === 'write')
    return changeFolders(exchange, change, FOLDER_ROLES[right], signal);
  const mailbox = await mailboxAt(exchange, address, signal);
  const held = await exchange.access(address, mailbox, signal);
  const isHeld = held.some((one) => one.who === compared(who) && one.right === right);
  if (isHeld === (does === 'grant')) return already;
  await exchange.cmdlets.run(...rightCall(change, right), signal);
  return done;
}

function rightCall(
  { address, who, does }: Of<'grant' | 'revoke'>,
  right: 'full' | 'send-as' | 'send-on-behalf',
): readonly [string, Parameters] {
  const verb = does === 'grant' ? 'Add' : 'Remove';
  switch (right) {
    case 'full':
      return [
        `${verb}-MailboxPermission`,
        { Identity: address, User: who, AccessRights: ['FullAccess'], Confirm: false },
      ];
    case 'send-as':
      return [
        `${verb}-RecipientPermission`,
        { Identity: address, Trustee: who, AccessRights: ['SendAs'], Confirm: false },
      ];
    case 'send-on-behalf':
      return [
        'Set-Mailbox',
        { Identity: address, GrantSendOnBehalfTo: does === 'grant' ? adding(who) : removing(who) },
      ];
  }
}

/** Every folder of mail, the root last: where the root has it, nothing was left undone. */
async function changeFolders(
  exchange: ExchangeState,
  { address, who, does }: Of<'grant' | 'revoke'>,
  role: string,
  signal: AbortSignal,
): Promise<Applied> {
  let isChanged = false;
  for (const folder of await exchange.mailFolders(address, signal)) {
    const roles = await exchange.folderRoles(folder, who, signal);
    const call = folderCall(does, roles, role);
    if (!call) continue;
    const rights = call === 'Remove' ? { Confirm: false } : { AccessRights: [role] };
    await exchange.cmdlets.run(
      `${call}-MailboxFolderPermission`,
      { Identity: folder, User: who, ...rights },
      signal,
    );
    isChanged = true;
  }
  return isChanged ? done : already;
}

/** Another role that somebody has on a folder is changed where one is given, and left where another one is taken away. */
function folderCall(
  does: 'grant' | 'revoke',
  roles: readonly string[],
  role: string,
): 'Add' | 'Set' | 'Remove' | undefined {
  if (does === 'revoke') return roles.includes(role) ? 'Remove' : undefined;
  if (roles.includes(role)) return undefined;
  return roles.length === 0 ? 'Add' : 'Set';
}

async function join(
  exchange: ExchangeState,
  { does, address, member }: Of<'add-member' | 'add-owner'>,
  signal: AbortSignal,
): Promise<Applied> {
  const isMember = does === 'add-member';
  const held = isMember
    ? await exchange.members(address, signal)
    : (await exchange.list(address, signal)).owners;
  if (held.includes(compared(member))) return already;
  if (isMember)
    await exchange.cmdlets.run('Add-DistributionGroupMember', { ...ofList(address), Member: member }, signal);
  else
    await exchange.cmdlets.run(
      'Set-DistributionGroup',
      { ...ofList(address), ManagedBy: adding(member) },
      signal,
    );
  return done;
}

async function setBooking(
  exchange: ExchangeState,
  { address, booking, capacity }: Of<'set-booking'>,
  signal: AbortSignal,
): Promise<Applied> {
  const { ResourceCapacity } = await mailboxAt(exchange, address, signal);
  const setsCapacity = capacity !== undefined && capacity !== ResourceCapacity;
  const setsBooking = booking !== undefined && booking !== (await exchange.booking(address, signal));
  if (setsCapacity)
    await exchange.cmdlets.run('Set-Mailbox', { Identity: address, ResourceCapacity: capacity }, signal);
  if (setsBooking) {
    const AutomateProcessing = booking === 'automatic' ? 'AutoAccept' : 'AutoUpdate';
    await exchange.cmdlets.run('Set-CalendarProcessing', { Identity: address, AutomateProcessing }, signal);
  }
  return setsCapacity || setsBooking ? done : already;
}

/** A mailbox forwards to one address: one that somebody else set stays, and is told. */
async function forward(
  exchange: ExchangeState,
  { address, to, keepCopy }: Of<'forward'>,
  signal: AbortSignal,
): Promise<Applied> {
  const mailbox = await mailboxAt(exchange, address, signal);
  const [held] = forwardsOf(mailbox);
  if (mailbox.ForwardingAddress !== '' || (held && held.to !== compared(to)))
    throw refused(exchange.cmdlets.where, forwardsElsewhere(address, held?.to ?? ''), '', decide);
  if (held && held.keepCopy === keepCopy) return already;
  const parameters = { ForwardingSmtpAddress: `smtp:${to}`, DeliverToMailboxAndForward: keepCopy };
  await exchange.cmdlets.run('Set-Mailbox', { Identity: address, ...parameters }, signal);
  return done;
}

const forwardsElsewhere = (address: string, to: string) =>
  text(
    `forwards ${address} to ${to} already, and has room for one`,
    `renvoie déjà ${address} vers ${to}, et n’en accepte qu’un`,
  );
const decide = text(
  'Nothing was changed. Take that forward away, or make the plan say it.',
  'Rien n’a été modifié. Retirez ce renvoi, ou faites-le dire au plan.',
);
