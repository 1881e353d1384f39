/** A row of the view of runs, as the editor draws it. A press opens the mailbox's line, or the run's log. */
import { type Command, l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from 'vscode';
import type { Incident, LiveRun, RunRecord } from '../../../server/protocol.ts';
import { shortMoment } from '../../infrastructure/days.ts';
import { editorLanguage } from '../../infrastructure/language.ts';
import { rangeOf } from '../../infrastructure/open-place.ts';
import { number, percent, roughly, size } from '../../infrastructure/quantities.ts';
import { partDone, phaseWord } from '../../infrastructure/run-words.ts';
import { type Shown, standingIcon } from '../../infrastructure/standing-icon.ts';
import type { MailboxRow, RunRow } from './run-row.ts';

export function runItem(row: RunRow, now: Date): TreeItem {
  switch (row.kind) {
    case 'plan':
      return drawn(row.info.title, { id: row.plan, icon: new ThemeIcon('checklist'), opens: 'open' });
    case 'live':
      return liveItem(row.plan, row.run);
    case 'run':
      return endedItem(row.plan, row.run, now);
    case 'open':
      return openItem(row.plan, row.incidents);
    case 'span':
      return spanItem(row.plan, row.mailboxes);
    case 'mailbox':
      return mailboxItem(row);
    case 'incident':
      return incidentItem(row.incident, now);
  }
}

interface Drawn {
  /** Absent where nothing below it could be open. */
  readonly id?: string;
  readonly icon: ThemeIcon;
  readonly description?: string;
  readonly tooltip?: string;
  readonly context?: string;
  readonly opens?: 'open' | 'closed';
  readonly command?: Command | undefined;
}

function drawn(
  label: string,
  { id, icon, description = '', tooltip, context, opens, command }: Drawn,
): TreeItem {
  const item = new TreeItem(label, opens ? OPENS[opens] : TreeItemCollapsibleState.None);
  if (id !== undefined) item.id = id;
  item.iconPath = icon;
  item.description = description;
  item.tooltip = tooltip ?? [label, description].filter(Boolean).join('\n');
  item.accessibilityInformation = { label: [label, description].filter(Boolean).join(', ') };
  if (context !== undefined) item.contextValue = context;
  if (command) item.command = command;
  return item;
}

const OPENS = { open: TreeItemCollapsibleState.Expanded, closed: TreeItemCollapsibleState.Collapsed };

function liveItem(plan: string, run: LiveRun): TreeItem {
  const language = editorLanguage();
  const isGoing = run.state === 'running';
  const told = [
    isGoing ? percent(partDone(run), language) : LIVE[run.state](),
    ...(run.rate ? [`${size(run.rate.bytes, language)}/s`] : []),
    ...(isGoing && run.secondsLeft ? [l10n.t('about {0} left', roughly(run.secondsLeft, language))] : []),
  ];
  return drawn(`${run.lot} · ${phaseWord(run.phase)}`, {
    id: `${plan} live`,
    icon: standingIcon(isGoing ? 'running' : 'paused'),
    description: told.join(' · '),
    context: `live ${run.state}`,
    command: { command: 'migplan.showDashboard', title: l10n.t('Dashboard'), arguments: [{ plan }] },
  });
}

const LIVE = {
  running: () => l10n.t('running'),
  pausing: () => l10n.t('pausing'),
  paused: () => l10n.t('paused'),
  stopping: () => l10n.t('stopping'),
} as const;

function endedItem(plan: string, run: RunRecord, now: Date): TreeItem {
  const language = editorLanguage();
  const { shown, word } = HOW[run.how];
  const counted = l10n.t('{0} of {1}', number(run.complete, language), number(run.mailboxes, language));
  const description = [word(), counted, shortMoment(run.at, now, language)].join(' · ');
  const label = `${run.lot} · ${phaseWord(run.phase)}`;
  return drawn(label, {
    id: `${plan} ${run.id}`,
    icon: standingIcon(shown),
    description,
    tooltip: [label, description, l10n.t('messages copied: {0}', number(run.copied, language)), run.words]
      .filter(Boolean)
      .join('\n'),
    context: `run ${run.how}`,
    command: { command: 'vscode.open', title: l10n.t('Open its log'), arguments: [Uri.parse(run.log)] },
  });
}

const HOW: Readonly<Record<RunRecord['how'], { readonly shown: Shown; readonly word: () => string }>> = {
  running: { shown: 'running', word: () => l10n.t('running') },
  complete: { shown: 'done', word: () => l10n.t('complete') },
  incomplete: { shown: 'failed', word: () => l10n.t('incomplete') },
  stopped: { shown: 'paused', word: () => l10n.t('stopped') },
  gone: { shown: 'gone', word: () => l10n.t('broken off') },
};

/** Few enough are seen at once. */
const FEW = 20;

function openItem(plan: string, incidents: readonly Incident[]): TreeItem {
  return drawn(l10n.t('To look at'), {
    id: `${plan} open`,
    icon: new ThemeIcon('warning', new ThemeColor('charts.red')),
    description: number(incidents.length, editorLanguage()),
    opens: incidents.length <= FEW ? 'open' : 'closed',
  });
}

function spanItem(plan: string, mailboxes: readonly MailboxRow[]): TreeItem {
  const first = mailboxes[0]?.address ?? '';
  return drawn(`${first} – ${mailboxes.at(-1)?.address ?? ''}`, {
    id: `${plan} from ${first}`,
    icon: new ThemeIcon('ellipsis'),
    description: number(mailboxes.length, editorLanguage()),
    opens: 'closed',
  });
}

function mailboxItem({ plan, address, incidents }: MailboxRow): TreeItem {
  const [first] = incidents;
  const isOne = incidents.length === 1;
  return drawn(address, {
    id: `${plan} at ${address}`,
    icon: standingIcon('failed'),
    description: isOne ? (first?.says ?? '') : number(incidents.length, editorLanguage()),
    command: opens(incidents.find(({ place }) => place)),
    ...(!isOne && { opens: 'closed' }),
  });
}

const incidentItem = (incident: Incident, now: Date): TreeItem =>
  drawn(incident.says, {
    icon: new ThemeIcon(WHAT[incident.what]),
    description: shortMoment(incident.at, now, editorLanguage()),
    command: opens(incident),
  });

const WHAT: Readonly<Record<Incident['what'], string>> = {
  message: 'mail',
  folder: 'folder',
  difference: 'diff',
  mailbox: 'error',
};

function opens(incident: Incident | undefined): Command | undefined {
  if (!incident?.place) return undefined;
  const { place } = incident;
  return {
    command: 'vscode.open',
    title: l10n.t('Open declaration'),
    arguments: [Uri.parse(place.uri), { selection: rangeOf(place) }],
  };
}
