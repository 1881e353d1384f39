/** What is said of runs and of what they met, in each language. Words of servers are quoted as they were said. */
import type { Locale } from '../../rules/rule.ts';
import type { RecordedRun, RunIncident } from '../runs/recorded-run.ts';
import { oneLine } from './one-line.ts';
import { PlanWords } from './plan-words.ts';
import { humanNumber } from './quantities.ts';

/** `INBOX: "Budget" (2024-03-02, 30 MB): NO message too large`. */
export function sayIncident(incident: RunIncident, locale: Locale): string {
  return oneLine(said(incident, locale));
}

function said(incident: RunIncident, locale: Locale): string {
  const is = COLON[locale];
  switch (incident.what) {
    case 'message': {
      const { folder, subject, date, size, words } = incident;
      const known = [date, new PlanWords(locale).size(size)].filter((part) => part !== '').join(', ');
      return `${folder}${is}${QUOTED[locale](oneLine(subject, SUBJECT))} (${known})${is}${words}`;
    }
    case 'folder':
    case 'difference':
      return `${incident.folder}${is}${incident.words}`;
    case 'mailbox':
      return incident.words ?? NOT_COMPLETE[locale];
    case 'more':
      return MORE[locale](humanNumber(incident.count, locale));
  }
}

/** Characters of a subject: enough to know it by, and the server's words behind it are seen too. */
const SUBJECT = 80;

const COLON = { en: ': ', fr: '\u00A0: ' } as const;

const QUOTED: Readonly<Record<Locale, (subject: string) => string>> = {
  en: (subject) => `"${subject}"`,
  fr: (subject) => `«\u00A0${subject}\u00A0»`,
};

const NOT_COMPLETE = { en: 'not complete', fr: 'incomplète' } as const;

const MORE: Readonly<Record<Locale, (count: string) => string>> = {
  en: (count) => `… and ${count} more`,
  fr: (count) => `… et ${count} de plus`,
};

/** What a run that was killed had last said of itself. */
export function sayLastWords({ reached, complete, mailboxes }: RecordedRun, locale: Locale): string {
  const words = new PlanWords(locale);
  const done = humanNumber(Math.max(complete, reached?.mailboxes ?? 0), locale);
  const known = reached !== undefined && reached.messages > 0;
  const messages = known ? [words.count(reached.messages, 'message'), words.size(reached.bytes)] : [];
  const standing = [OF[locale](done, words.count(mailboxes, 'mailbox')), ...messages].join(', ');
  return LAST_HEARD[locale](standing);
}

const OF: Readonly<Record<Locale, (done: string, all: string) => string>> = {
  en: (done, all) => `${done} of ${all}`,
  fr: (done, all) => `${done} sur ${all}`,
};

const LAST_HEARD: Readonly<Record<Locale, (standing: string) => string>> = {
  en: (standing) => `its process ended without a word; last known: ${standing}. Run again to go on`,
  fr: (standing) =>
    `son processus s’est arrêté sans rien dire\u00A0; dernier état connu\u00A0: ${standing}. Relancez pour continuer`,
};
