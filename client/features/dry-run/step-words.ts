/** What people are shown for the words of steps in a dry run's JSON. */
import { l10n } from 'vscode';
import type { Action } from '../../infrastructure/dry-run.ts';

/** A kind that this version does not know is shown by its own word. */
export const kindWord = (kind: string): string => KINDS[kind]?.() ?? kind;

export const actionWord = (action: Action): string => ACTIONS[action]();

const KINDS: Readonly<Record<string, () => string>> = {
  domain: () => l10n.t('domain'),
  account: () => l10n.t('account'),
  shared: () => l10n.t('shared mailbox'),
  resource: () => l10n.t('resource'),
  list: () => l10n.t('list'),
  profile: () => l10n.t('names'),
  licence: () => l10n.t('licence'),
  ready: () => l10n.t('mailbox'),
  quota: () => l10n.t('quota'),
  routing: () => l10n.t('routing'),
  alias: () => l10n.t('alias'),
  access: () => l10n.t('access'),
  member: () => l10n.t('member'),
  booking: () => l10n.t('booking'),
  lock: () => l10n.t('lock'),
  mail: () => l10n.t('mail'),
  verify: () => l10n.t('comparison'),
  forward: () => l10n.t('forward'),
  redirect: () => l10n.t('old address'),
};

const ACTIONS: Readonly<Record<Action, () => string>> = {
  create: () => l10n.t('to create'),
  update: () => l10n.t('to change'),
  copy: () => l10n.t('to copy'),
  grant: () => l10n.t('to grant'),
  revoke: () => l10n.t('to take away'),
  wait: () => l10n.t('to wait for'),
  handover: () => l10n.t('by hand'),
  none: () => l10n.t('nothing'),
};
