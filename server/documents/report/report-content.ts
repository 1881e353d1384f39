/** A report's words in its language, as headings, figures and tables that every form of it shows. Knows no form. */
import { humanDay, type LocalTime } from '../../language/model/calendar/dates.ts';
import type { MonthlyCost } from '../../language/model/costs/costs.ts';
import type { RunIncident } from '../../language/model/runs/recorded-run.ts';
import { PlanWords } from '../../language/model/words/plan-words.ts';
import { humanNumber, humanSize, humanTime } from '../../language/model/words/quantities.ts';
import type { Locale } from '../../language/rules/rule.ts';
import type { LotReport, PlanReport, RunLine, Tally } from '../../planning/report/plan-report.ts';
import { type Text, text } from '../../planning/text.ts';

export interface ReportContent {
  readonly locale: Locale;
  readonly title: string;
  /** What it is of, and when it was made. */
  readonly lead: string;
  /** In a sentence, how it stands. */
  readonly verdict: { readonly tone: Tone; readonly says: string };
  readonly figures: readonly { readonly value: string; readonly label: string }[];
  readonly sections: readonly Section[];
  readonly end: string;
}

export type Tone = 'good' | 'open' | 'bad';

export interface Section {
  /** 2 or 3, as headings count. */
  readonly level: 2 | 3;
  readonly heading: string;
  readonly notes: readonly string[];
  /** How far a lot is. */
  readonly progress?: Pick<Tally, 'mailboxes' | 'done' | 'failed' | 'open'>;
  readonly table?: Table;
}

export interface Table {
  readonly columns: readonly { readonly label: string; readonly isNumber?: true }[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A number keeps its value for who computes with it. */
export type Cell =
  | string
  | { readonly shown: string; readonly value: number; readonly isBytes?: true; readonly tone?: Tone }
  | { readonly shown: string; readonly tone: Tone };

export const shownIn = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.shown);

/** The report in words. */
export const reportContent = (report: PlanReport): ReportContent => new Writer(report).content();

/** As many steps by hand are listed one by one; a checklist has the others. */
const MOST_STEPS = 200;

class Writer {
  private readonly report: PlanReport;
  private readonly locale: Locale;
  private readonly words: PlanWords;

  constructor(report: PlanReport) {
    this.report = report;
    this.locale = report.locale;
    this.words = new PlanWords(report.locale);
  }

  content(): ReportContent {
    const { plan, at, timezone, lots, total } = this.report;
    const [only] = lots.length === 1 ? lots : [];
    const what = only ? `${this.lotName(only)}` : '';
    const when = this.t(`as of ${this.moment(at)} (${timezone})`, `au ${this.moment(at)} (${timezone})`);
    return {
      locale: this.locale,
      title: plan,
      lead: [this.t('Migration report', 'Compte rendu de migration'), what, when]
        .filter((part) => part !== '')
        .join(' · '),
      verdict: this.verdict(total),
      figures: this.figures(total),
      sections: [
        ...(only ? [] : [this.lots()]),
        ...lots.filter(({ isBegun }) => isBegun || only).flatMap((lot) => this.lot(lot)),
      ],
      end: this.t(
        'Made from the ledger and the logs of the runs. Nothing at a source is ever deleted.',
        'Fait d’après le registre et les journaux des exécutions. Rien n’est jamais supprimé à une source.',
      ),
    };
  }

  private t(en: string, fr: string): string {
    return this.locale === 'fr' ? fr : en;
  }

  private say(said: Text): string {
    return said[this.locale];
  }

  private n(value: number): string {
    return humanNumber(value, this.locale);
  }

  private number(value: number): Cell {
    return { shown: value === 0 ? '—' : this.n(value), value };
  }

  private size(bytes: number): Cell {
    return { shown: bytes === 0 ? '—' : humanSize(bytes, this.locale), value: bytes, isBytes: true };
  }

  private moment({ day, minutes }: LocalTime): string {
    const [hours, rest] = [Math.floor(minutes / 60), String(minutes % 60).padStart(2, '0')];
    return `${humanDay(day, this.locale)}, ${this.t(`${hours}:${rest}`, `${hours} h ${rest}`)}`;
  }

  private cost(cost: readonly MonthlyCost[]): string {
    return cost.map((each) => this.words.cost(each)).join(', ');
  }

  private lotName({ name, title }: LotReport): string {
    return title === '' ? this.t(`Lot ${name}`, `Lot ${name}`) : title;
  }

  private verdict({ mailboxes, done, failed, open }: Tally): ReportContent['verdict'] {
    const of = this.words.count(mailboxes, 'mailbox');
    const going = this.report.isRunning ? this.t(' A run is under way.', ' Une exécution est en cours.') : '';
    if (mailboxes > 0 && done === mailboxes)
      return {
        tone: 'good',
        says: this.t(`All of ${of} are complete.`, `Tout est arrivé\u00A0: ${of}.`) + going,
      };
    if (failed > 0)
      return {
        tone: 'bad',
        says:
          this.t(
            `${this.n(failed)} of ${of} ${failed === 1 ? 'needs' : 'need'} looking at; ${this.n(done)} ${done === 1 ? 'is' : 'are'} complete.`,
            `À regarder\u00A0: ${this.n(failed)} sur ${of}\u00A0; ${done < 2 ? `${this.n(done)} est complète` : `${this.n(done)} sont complètes`}.`,
          ) + going,
      };
    if (done + open === 0)
      return {
        tone: 'open',
        says: this.t('Nothing has been moved yet.', 'Rien n’a encore été déplacé.') + going,
      };
    return {
      tone: 'open',
      says:
        this.t(
          `${this.n(done)} of ${of} ${done === 1 ? 'is' : 'are'} complete.`,
          `${done < 2 ? 'Complète' : 'Complètes'}\u00A0: ${this.n(done)} sur ${of}.`,
        ) + going,
    };
  }

  private figures({ mailboxes, done, messages, bytes, refused }: Tally): ReportContent['figures'] {
    const cost = this.cost(this.report.cost);
    const label = (count: number, one: Text, many: Text): string =>
      this.say(this.locale === 'fr' ? (count < 2 ? one : many) : count === 1 ? one : many);
    return [
      {
        value: `${this.n(done)} / ${this.n(mailboxes)}`,
        label: label(
          mailboxes,
          text('mailbox complete', 'boîte complète'),
          text('mailboxes complete', 'boîtes complètes'),
        ),
      },
      {
        value: this.n(messages),
        label: label(
          messages,
          text('message moved', 'message déplacé'),
          text('messages moved', 'messages déplacés'),
        ),
      },
      { value: humanSize(bytes, this.locale), label: this.t('of mail', 'de courrier') },
      {
        value: this.n(refused),
        label: label(
          refused,
          text('message refused', 'message refusé'),
          text('messages refused', 'messages refusés'),
        ),
      },
      ...(cost === '' ? [] : [{ value: cost, label: this.t('for licences', 'de licences') }]),
    ];
  }

  private lots(): Section {
    const { lots } = this.report;
    return {
      level: 2,
      heading: this.t('Lots', 'Lots'),
      notes: [],
      table: {
        columns: [{ label: this.t('Lot', 'Lot') }, { label: this.t('Date', 'Date') }, ...this.tallyColumns()],
        rows: lots.map((lot) => [this.lotName(lot), this.day(lot.date), ...this.tallyCells(lot)]),
      },
    };
  }

  private day(date: string): string {
    return date === '' ? '' : humanDay(date, this.locale);
  }

  private tallyColumns(): Table['columns'] {
    return [
      { label: this.t('Mailboxes', 'Boîtes'), isNumber: true },
      { label: this.t('Complete', 'Complètes'), isNumber: true },
      { label: this.t('To look at', 'À regarder'), isNumber: true },
      { label: this.t('Messages', 'Messages'), isNumber: true },
      { label: this.t('Size', 'Taille'), isNumber: true },
    ];
  }

  private tallyCells({ mailboxes, done, failed, messages, bytes }: Tally): Cell[] {
    return [
      this.number(mailboxes),
      this.number(done),
      failed === 0 ? this.number(0) : { shown: this.n(failed), value: failed, tone: 'bad' },
      this.number(messages),
      this.size(bytes),
    ];
  }

  private lot(lot: LotReport): Section[] {
    const { mailboxes, done, failed, open } = lot;
    const head: Section = {
      level: 2,
      heading: this.lotName(lot),
      notes: [this.t(`Date: ${this.day(lot.date)}`, `Date\u00A0: ${this.day(lot.date)}`)],
      progress: { mailboxes, done, failed, open },
    };
    const sections = [
      this.incidents(lot),
      this.left(lot),
      this.units(lot),
      this.runs(lot),
      this.mailboxes(lot),
    ].flatMap((section) => section ?? []);
    return [head, ...sections];
  }

  private incidents({ incidents }: LotReport): Section {
    const heading = this.t('To look at', 'À regarder');
    if (incidents.length === 0)
      return {
        level: 3,
        heading,
        notes: [
          this.t(
            'Nothing: no message was refused and no difference is open.',
            'Rien\u00A0: aucun message refusé, aucun écart ouvert.',
          ),
        ],
      };
    return {
      level: 3,
      heading,
      notes: [
        this.t(
          'What the last run of each mailbox met and no later one has put right. The words are the mail servers’ own. It is tried again by the next run.',
          'Ce que la dernière exécution de chaque boîte a rencontré et qu’aucune n’a réglé depuis. Les mots sont ceux des serveurs de messagerie. La prochaine exécution essaie de nouveau.',
        ),
      ],
      table: {
        columns: [
          { label: this.t('Mailbox', 'Boîte') },
          { label: this.t('Folder', 'Dossier') },
          { label: this.t('What', 'Quoi') },
          { label: this.t('Why', 'Pourquoi') },
        ],
        rows: incidents.map((incident) => [incident.address, ...this.incident(incident)]),
      },
    };
  }

  private incident(incident: RunIncident): Cell[] {
    switch (incident.what) {
      case 'message': {
        const { folder, subject, date, size, words } = incident;
        const told = [subject, date, humanSize(size, this.locale)].filter((part) => part !== '');
        return [folder, `${this.t('message refused', 'message refusé')} — ${told.join(', ')}`, words];
      }
      case 'folder':
        return [
          incident.folder,
          this.t('folder not copied whole', 'dossier non copié en entier'),
          incident.words,
        ];
      case 'difference':
        return [incident.folder, this.t('difference', 'écart'), incident.words];
      case 'mailbox':
        return ['', this.t('mailbox not complete', 'boîte incomplète'), incident.words ?? ''];
      case 'more':
        return ['', this.t(`and ${this.n(incident.count)} more`, `et ${this.n(incident.count)} de plus`), ''];
    }
  }

  private left({ left }: LotReport): Section | undefined {
    if (left.length === 0) return undefined;
    const rest = left.length - MOST_STEPS;
    const notes = [
      this.t(
        'Steps that no run does and that nobody has said are done (migplan tick).',
        'Étapes qu’aucune exécution ne fait et que personne n’a dites faites (migplan tick).',
      ),
      ...(rest > 0
        ? [
            this.t(
              `${this.n(rest)} more are not listed here.`,
              `${this.n(rest)} de plus ne sont pas listées ici.`,
            ),
          ]
        : []),
    ];
    return {
      level: 3,
      heading: this.t('Left to be done by hand', 'Reste à faire à la main'),
      notes,
      table: {
        columns: [
          { label: this.t('Step', 'Étape') },
          { label: this.t('For', 'Pour') },
          { label: this.t('What', 'Quoi') },
        ],
        rows: left.slice(0, MOST_STEPS).map(({ kind, subject, what }) => [this.say(kind), subject, what]),
      },
    };
  }

  private units({ units }: LotReport): Section | undefined {
    if (units.every(({ name }) => name === '')) return undefined;
    const over = units.flatMap(({ name, title, shares }) =>
      shares
        .filter(({ count, allowed }) => count > allowed)
        .map((share) => `${title || name} — ${this.words.share(share)}`),
    );
    return {
      level: 3,
      heading: this.t('Units and costs', 'Unités et coûts'),
      notes: over.length === 0 ? [] : [this.t('Over their share:', 'Au-delà de leur part\u00A0:'), ...over],
      table: {
        columns: [
          { label: this.t('Unit', 'Unité') },
          ...this.tallyColumns(),
          { label: this.t('Cost', 'Coût'), isNumber: true },
        ],
        rows: units.map((unit) => [
          unit.title || unit.name || this.t('no unit', 'sans unité'),
          ...this.tallyCells(unit),
          this.cost(unit.cost) || '—',
        ]),
      },
    };
  }

  private runs({ runs }: LotReport): Section | undefined {
    if (runs.length === 0) return undefined;
    return {
      level: 3,
      heading: this.t('Runs', 'Exécutions'),
      notes: [],
      table: {
        columns: [
          { label: this.t('Begun', 'Début') },
          { label: this.t('Phase', 'Phase') },
          { label: this.t('Took', 'Durée') },
          { label: this.t('Complete', 'Complètes'), isNumber: true },
          { label: this.t('Messages', 'Messages'), isNumber: true },
          { label: this.t('Refused', 'Refusés'), isNumber: true },
          { label: this.t('Ended', 'Fin') },
        ],
        rows: runs.map((run) => this.run(run)),
      },
    };
  }

  private run({ since, phase, seconds, mailboxes, complete, copied, failed, how, words }: RunLine): Cell[] {
    const ended = HOW[how];
    return [
      this.moment(since),
      phase === 'all' ? this.t('stage to verify', 'stage à verify') : phase,
      humanTime(seconds, this.locale),
      { shown: `${this.n(complete)} / ${this.n(mailboxes)}`, value: complete },
      this.number(copied),
      this.number(failed),
      {
        shown: [this.say(ended.says), words ?? ''].filter((part) => part !== '').join(' — '),
        tone: ended.tone,
      },
    ];
  }

  private mailboxes({ lines }: LotReport): Section {
    return {
      level: 3,
      heading: this.t('Mailboxes', 'Boîtes'),
      notes: [],
      table: {
        columns: [
          { label: this.t('Address', 'Adresse') },
          { label: this.t('Name', 'Nom') },
          { label: this.t('State', 'État') },
          { label: this.t('Messages', 'Messages'), isNumber: true },
          { label: this.t('Size', 'Taille'), isNumber: true },
          { label: this.t('Refused', 'Refusés'), isNumber: true },
        ],
        rows: lines.map(({ address, name, isShared, record }) => [
          address,
          isShared && name === '' ? this.t('shared', 'partagée') : name,
          record
            ? { shown: this.say(record.state), tone: TONES[record.stands] }
            : this.t('not begun', 'pas commencée'),
          this.number(record?.messages ?? 0),
          this.size(record?.bytes ?? 0),
          this.number(record?.refused ?? 0),
        ]),
      },
    };
  }
}

const TONES = { done: 'good', failed: 'bad', open: 'open' } as const satisfies Record<string, Tone>;

const HOW: Readonly<Record<RunLine['how'], { readonly says: Text; readonly tone: Tone }>> = {
  open: { says: text('without a word of its end', 'sans dire sa fin'), tone: 'open' },
  complete: { says: text('complete', 'complète'), tone: 'good' },
  incomplete: { says: text('incomplete', 'incomplète'), tone: 'bad' },
  stopped: { says: text('stopped', 'arrêtée'), tone: 'bad' },
};
