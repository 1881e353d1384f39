/** Numbers, sizes and spans of time as people read them. What the server has put into words already does not come here. */
import type { Language } from './language.ts';

/** `4,600` in English, `4 600` in French. */
export const number = (value: number, language: Language): string =>
  value.toLocaleString(TAGS[language], { maximumFractionDigits: 0 });

/** Whether what is counted stands in the singular: one alone in English, in French nought too. */
export const isSingular = (count: number, language: Language): boolean =>
  language === 'fr' ? count < 2 : count === 1;

/** `63.2 GB`, `63,2 Go`: decimal, three digits at most. */
export function size(bytes: number, language: Language): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.en.length - 1, Math.floor(Math.log10(bytes * ROUNDED_UP) / 3));
  const value = bytes / 1000 ** power;
  const digits = value < 100 && power > 0 ? 1 : 0;
  return `${value.toLocaleString(TAGS[language], { maximumFractionDigits: digits })} ${UNITS[language][power]}`;
}

/** `62 %`, never `100 %` for what is not whole, nor `0 %` for what has begun. */
export function percent(part: number, language: Language): string {
  const whole = Math.round(part * 100);
  const shown = part >= 1 ? 100 : part <= 0 ? 0 : Math.min(99, Math.max(1, whole));
  return language === 'fr' ? `${shown}\u202F%` : `${shown}%`;
}

/** `45 s`, `12 min`, `1 h 50 min`, `3 d`: as exact as an estimate is. */
export function roughly(seconds: number, language: Language): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 10) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  if (hours < 48) return `${Math.round(minutes / 60)} h`;
  return `${Math.round(minutes / 60 / 24)} ${language === 'fr' ? 'j' : 'd'}`;
}

/** British English has the day before its month, and both have the same numbers. */
export const TAGS: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' };

const UNITS = {
  en: ['B', 'kB', 'MB', 'GB', 'TB', 'PB'],
  fr: ['o', 'ko', 'Mo', 'Go', 'To', 'Po'],
} as const;

/** 999.6 kB would be written as 1000 kB. */
const ROUNDED_UP = 1000 / 999.5;
