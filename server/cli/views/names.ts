/** What people are shown for the words of the JSON: states, severities and steps. */
import type { Severity } from '../../language/rules/rule.ts';
import type { StepAction, StepKind } from '../../planning/migration-plan.ts';
import { type Text, text } from '../../planning/text.ts';
import type { MailboxState } from '../../running/ports.ts';
import type { StepResult } from '../../running/run-result.ts';

/** Of a mailbox (« boîte »). */
export const STATES: Readonly<Record<MailboxState, Text>> = {
  Created: text('not begun', 'non commencée'),
  Validating: text('being validated', 'en validation'),
  Provisioning: text('being prepared', 'en préparation'),
  Queued: text('queued', 'en attente'),
  Syncing: text('being copied', 'en copie'),
  Synced: text('copied', 'copiée'),
  IncrementalSyncing: text('catching up', 'en rattrapage'),
  Completing: text('being completed', 'en achèvement'),
  Completed: text('completed', 'terminée'),
  CompletedWithWarnings: text('completed with warnings', 'terminée avec réserves'),
  Failed: text('failed', 'en échec'),
  Stopped: text('stopped', 'arrêtée'),
};

export const SEVERITIES: Readonly<Record<Severity, Text>> = {
  error: text('error', 'erreur'),
  warning: text('warning', 'avertissement'),
  information: text('information', 'information'),
  hint: text('hint', 'conseil'),
};

export const KINDS: Readonly<Record<StepKind, Text>> = {
  domain: text('domain', 'domaine'),
  account: text('account', 'compte'),
  shared: text('shared mailbox', 'boîte partagée'),
  resource: text('resource', 'ressource'),
  list: text('list', 'liste'),
  profile: text('names', 'noms'),
  licence: text('licence', 'licence'),
  ready: text('mailbox', 'boîte'),
  quota: text('quota', 'quota'),
  routing: text('routing', 'acheminement'),
  alias: text('alias', 'alias'),
  access: text('access', 'accès'),
  member: text('member', 'membre'),
  booking: text('booking', 'réservation'),
  lock: text('lock', 'verrou'),
  mail: text('mail', 'courrier'),
  verify: text('verify', 'vérification'),
  forward: text('forward', 'redirection'),
  redirect: text('old address', 'ancienne adresse'),
};

export const ACTIONS: Readonly<Record<StepAction, Text>> = {
  create: text('create', 'créer'),
  update: text('update', 'modifier'),
  copy: text('copy', 'copier'),
  grant: text('grant', 'donner accès'),
  revoke: text('revoke', 'retirer l’accès'),
  wait: text('wait', 'attendre'),
  handover: text('by hand', 'à la main'),
  none: text('nothing', 'rien'),
};

/** What became of a step (« étape »). */
export const OUTCOMES: Readonly<Record<StepResult['outcome'], Text>> = {
  done: text('done', 'faites'),
  already: text('so already', 'déjà ainsi'),
  waiting: text('waiting', 'en attente'),
  failed: text('failed', 'en échec'),
  'by-hand': text('left to people', 'laissées aux personnes'),
  unreached: text('not reached', 'non atteintes'),
};
