/** The status bar's item: the run that is under way, else the one that was cut off and has not been run again. Leads to the dashboard. */
import { type Disposable, l10n, StatusBarAlignment, ThemeColor, window } from 'vscode';
import { COMMANDS, type LiveRun, type RunRecord } from '../../../server/protocol.ts';
import { editorLanguage } from '../../infrastructure/language.ts';
import { goneText, progressText, statusText } from './live-words.ts';
import { outcomeOf } from './run-outcome.ts';

export class RunStatus implements Disposable {
  private readonly item = window.createStatusBarItem('migplan.run', StatusBarAlignment.Left, 10);
  private readonly live = new Map<string, LiveRun>();
  private readonly gone = new Map<string, RunRecord>();

  constructor() {
    this.item.name = l10n.t('Run of a migration plan');
  }

  goesOn(plan: string, run: LiveRun): void {
    this.live.set(plan, run);
    this.gone.delete(plan);
    this.show();
  }

  /** `last`: the newest run that is on record. */
  ended(plan: string, last: RunRecord | undefined): void {
    this.live.delete(plan);
    if (last?.how === 'gone') this.gone.set(plan, last);
    else this.gone.delete(plan);
    this.show();
  }

  dispose(): void {
    this.item.dispose();
  }

  private show(): void {
    const [live] = this.live;
    const [gone] = this.gone;
    if (live) this.showLive(...live);
    else if (gone) this.showGone(...gone);
    else this.item.hide();
  }

  private showLive(plan: string, run: LiveRun): void {
    const language = editorLanguage();
    const more = this.live.size > 1 ? ` +${this.live.size - 1}` : '';
    this.fill(plan, `${statusText(run, language)}${more}`, progressText(run, language), false);
  }

  private showGone(plan: string, run: RunRecord): void {
    this.fill(plan, goneText(run), outcomeOf(run, editorLanguage())?.says ?? '', true);
  }

  private fill(plan: string, text: string, tooltip: string, isWarning: boolean): void {
    const { item } = this;
    item.text = text;
    // As it is: a mail server's own words may be in it, and no mark of theirs is one of ours.
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: `${text.replace(/\$\([^)]*\) /, '')} · ${tooltip}` };
    item.backgroundColor = isWarning ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    item.command = { title: '', command: COMMANDS.showDashboard, arguments: [{ plan }] };
    item.show();
  }
}
