/** The plan's words in each language, with their numbers: what features that describe a thing say it with. */
import type { Money } from '../../../../grammar/shapes.ts';
import type { Locale } from '../../rules/rule.ts';
import type { MonthlyCost } from '../costs/costs.ts';
import type { LicenceShare } from '../costs/shares.ts';
import { NOUNS, PHRASES } from './phrases.ts';
import { humanNumber, humanSize } from './quantities.ts';

type Noun = keyof (typeof NOUNS)['en'];
type Phrase = keyof (typeof PHRASES)['en'];

export class PlanWords {
  readonly locale: Locale;

  constructor(locale: Locale) {
    this.locale = locale;
  }

  say(phrase: Phrase): string {
    return PHRASES[this.locale][phrase];
  }

  /** `in the source: 12 GB`; French parts the colon from its word. */
  label(phrase: Phrase, what: string): string {
    return `${this.say(phrase)}${this.locale === 'fr' ? '\u00A0:' : ':'} ${what}`;
  }

  /** `4,600 mailboxes`; French counts nought as singular. */
  count(number: number, noun: Noun): string {
    const [one, many] = NOUNS[this.locale][noun];
    const isOne = number === 1 || (this.locale === 'fr' && number === 0);
    return `${humanNumber(number, this.locale)} ${isOne ? one : many}`;
  }

  size(bytes: number): string {
    return humanSize(bytes, this.locale);
  }

  /** `2,816.80 EUR/month`, `2 816,80 EUR/mois`. */
  cost({ currency, hundredths }: MonthlyCost): string {
    const whole = humanNumber(Math.floor(hundredths / 100), this.locale);
    const point = this.locale === 'fr' ? ',' : '.';
    return `${whole}${point}${String(hundredths % 100).padStart(2, '0')} ${currency}/${this.say('month')}`;
  }

  /** `9 E3 of 18 licences, 6 allowed, 3 over (16.44 EUR/month)`, or how many are left. */
  share({ licence, count, allowed, of, surcharge }: LicenceShare): string {
    const over = count > allowed ? `, ${count - allowed} ${this.say('over')}` : '';
    const left = count < allowed ? `, ${this.count(allowed - count, 'free')}` : '';
    const more = surcharge ? ` (${this.cost(surcharge)})` : '';
    const whole = this.locale === 'fr' ? 'sur' : 'of';
    return `${count} ${licence} ${whole} ${this.count(of, 'licence')}, ${this.count(allowed, 'allowed')}${over}${left}${more}`;
  }

  /** `2 mailboxes / 120 seats, 118 left`. */
  seats(taken: number, seats: number): string {
    const left = taken < seats ? `, ${this.count(seats - taken, 'free')}` : '';
    return `${this.count(taken, 'mailbox')} / ${this.count(seats, 'seat')}${left}`;
  }

  /** `, until 2027-12-31`. */
  until(date: string | undefined): string {
    return date === undefined ? '' : `, ${this.say('until')} ${date}`;
  }

  /** `2.76 EUR/month`, `2,76 EUR/mois`. */
  money({ tenThousandths, currency, per }: Money): string {
    const decimals = tenThousandths % 10_000 === 0 ? 0 : tenThousandths % 100 === 0 ? 2 : 4;
    const amount = (tenThousandths / 10_000).toFixed(decimals);
    const [whole = '0', fraction] = amount.split('.');
    const point = this.locale === 'fr' ? ',' : '.';
    const number = humanNumber(Number(whole), this.locale) + (fraction ? point + fraction : '');
    return `${number} ${currency}${per === 'once' ? '' : `/${this.say(per)}`}`;
  }
}
