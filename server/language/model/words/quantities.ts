/** Numbers as people read them. Sizes are decimal (1 GB = 10⁹ bytes), as quotas are sold. */

type Locale = 'en' | 'fr';

const UNITS = {
  en: ['B', 'kB', 'MB', 'GB', 'TB', 'PB'],
  fr: ['o', 'ko', 'Mo', 'Go', 'To', 'Po'],
} as const;

/** `63.2 GB`, `63,2 Go`: three significant digits at most, whole numbers without decimals. */
export function humanSize(bytes: number, locale: Locale): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.en.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${humanNumber(value, locale, value < 100 ? 1 : 0)} ${UNITS[locale][unit]}`;
}

/** `4,600` in English, `4 600` in French. */
export function humanNumber(value: number, locale: Locale, decimals = 0): string {
  const rounded = Number(value.toFixed(decimals));
  const [whole = '0', fraction] = String(rounded).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, locale === 'fr' ? '\u202F' : ',');
  return fraction ? `${grouped}${locale === 'fr' ? ',' : '.'}${fraction}` : grouped;
}

/** `45 minutes`, `7 hours`, `2.5 days`. */
export function humanTime(seconds: number, locale: Locale): string {
  const minutes = seconds / 60;
  const [value, unit] =
    minutes < 90
      ? ([Math.ceil(minutes), 'minute'] as const)
      : minutes < 48 * 60
        ? ([Number((minutes / 60).toFixed(1)), 'hour'] as const)
        : ([Number((minutes / 60 / 24).toFixed(1)), 'day'] as const);
  const isOne = locale === 'fr' ? value < 2 : value === 1;
  const decimals = Number.isInteger(value) ? 0 : 1;
  return `${humanNumber(value, locale, decimals)} ${TIMES[locale][unit]}${isOne ? '' : 's'}`;
}

const TIMES = {
  en: { minute: 'minute', hour: 'hour', day: 'day' },
  fr: { minute: 'minute', hour: 'heure', day: 'jour' },
} as const;

/** Two sizes that read the same are told apart by what lies between them; others need nothing more. */
export const humanExcess = (size: number, limit: number, locale: Locale): string =>
  humanSize(size, locale) === humanSize(limit, locale) ? ` (+ ${humanSize(size - limit, locale)})` : '';
