/** A row of the tree of plans, as the editor draws it. What is beside what is the server's to say. */
import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from 'vscode';
import type { Counts, NodeKind, PlanInfo, Standing, TreeNode } from '../../../server/protocol.ts';
import { editorLanguage } from '../../infrastructure/language.ts';
import { rangeOf } from '../../infrastructure/open-place.ts';
import { number } from '../../infrastructure/quantities.ts';
import { standingIcon } from '../../infrastructure/standing-icon.ts';

/** A node with where it is; commands on a lot find its plan and its name in it. */
export interface PlanRow {
  readonly plan: string;
  readonly node: TreeNode;
  readonly parent: PlanRow | undefined;
  readonly lot?: string;
}

export const rowOf = (plan: string, node: TreeNode, parent: PlanRow | undefined): PlanRow => ({
  plan,
  node,
  parent,
  ...(node.lot !== undefined && { lot: node.lot }),
});

/** A plan as the outermost node. */
export const planNode = ({ plan, title, errors, warnings }: PlanInfo): TreeNode => ({
  id: '',
  kind: 'plan',
  label: title,
  description: [
    ...(errors > 0 ? [l10n.t('errors: {0}', said(errors))] : []),
    ...(warnings > 0 ? [l10n.t('warnings: {0}', said(warnings))] : []),
  ].join(' · '),
  place: {
    uri: plan,
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  },
  hasChildren: true,
});

export function planItem({ plan, node }: PlanRow): TreeItem {
  const { id, kind, label, description, standing, counts, place, hasChildren } = node;
  const item = new TreeItem(label, collapsible(kind, hasChildren));
  // What is cut off where there is little room is what may be.
  const words = [standingWords(standing, counts), description].filter((part) => part !== '').join(' · ');
  item.id = `${plan} ${id}`;
  item.description = words;
  item.iconPath = iconOf(kind, standing);
  item.contextValue = [menuOf(node), ...(place ? ['placed'] : [])].join(' ');
  item.tooltip = words === '' ? label : `${label}\n${words}`;
  item.accessibilityInformation = { label: [label, KINDS[kind].word(), words].filter(Boolean).join(', ') };
  if (place && !hasChildren) {
    const command = [Uri.parse(place.uri), { selection: rangeOf(place) }];
    item.command = { command: 'vscode.open', title: l10n.t('Open declaration'), arguments: command };
  }
  return item;
}

/** What stands for the mailboxes of no lot looks like a lot and cannot be run. */
const menuOf = ({ kind, lot }: TreeNode): string => (kind === 'lot' && lot === undefined ? 'rest' : kind);

function collapsible(kind: NodeKind, hasChildren: boolean): TreeItemCollapsibleState {
  if (!hasChildren) return TreeItemCollapsibleState.None;
  return kind === 'plan' ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

/** How it stands, never by a colour alone. */
function standingWords(standing: Standing | undefined, counts: Counts | undefined): string {
  switch (standing) {
    case undefined:
    case 'planned':
      return counts && counts.done > 0 ? ofAll(counts) : '';
    case 'running':
      return counts ? `${l10n.t('running')}, ${ofAll(counts)}` : l10n.t('running');
    case 'done':
      return l10n.t('done');
    case 'failed':
      return counts ? l10n.t('{0} failed', said(counts.failed)) : l10n.t('failed');
    case 'gone':
      return counts ? `${l10n.t('broken off')}, ${ofAll(counts)}` : l10n.t('broken off');
  }
}

const ofAll = ({ done, mailboxes }: Counts): string =>
  l10n.t('done: {0} of {1}', said(done), said(mailboxes));

const said = (value: number): string => number(value, editorLanguage());

const iconOf = (kind: NodeKind, standing: Standing | undefined): ThemeIcon =>
  standing === undefined || standing === 'planned' ? new ThemeIcon(KINDS[kind].icon) : standingIcon(standing);

const KINDS: Readonly<Record<NodeKind, { readonly icon: string; readonly word: () => string }>> = {
  plan: { icon: 'checklist', word: () => l10n.t('plan') },
  lot: { icon: 'package', word: () => l10n.t('lot') },
  unit: { icon: 'organization', word: () => l10n.t('unit') },
  domain: { icon: 'globe', word: () => l10n.t('domain') },
  mailbox: { icon: 'mail', word: () => l10n.t('mailbox') },
  shared: { icon: 'inbox', word: () => l10n.t('shared mailbox') },
  resource: { icon: 'calendar', word: () => l10n.t('resource') },
  list: { icon: 'megaphone', word: () => l10n.t('list') },
  more: { icon: 'ellipsis', word: () => '' },
};
