/** The small plans that come with the extension, to be made one's own: folders of examples/, which the tests keep free of errors. */
import { l10n } from 'vscode';

export interface Starter {
  readonly folder: string;
  readonly files: readonly string[];
  readonly title: () => string;
  readonly detail: () => string;
}

export const STARTERS: readonly Starter[] = [
  {
    folder: 'quickstart',
    files: ['plan.migplan', 'inventory/atelier.example.yaml'],
    title: () => l10n.t('A workshop changes its mail host'),
    detail: () => l10n.t('Two IMAP servers, two lots, six people: the shortest whole plan'),
  },
  {
    folder: 'association',
    files: ['plan.migplan'],
    title: () => l10n.t('An association goes to Microsoft 365'),
    detail: () => l10n.t('Regions in waves, shares of licences, sheets for each region, approvals'),
  },
  {
    folder: 'town-hall',
    files: ['plan.migplan'],
    title: () => l10n.t('A town hall leaves Microsoft 365 for BlueMind'),
    detail: () => l10n.t('Pilot services first, both systems on one domain meanwhile, rooms'),
  },
];
