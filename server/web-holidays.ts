/** The holidays as a web worker loads them: what it exports is built as the global `migplanHolidays`. */
export { holidaysOf } from './documents/holidays.ts';
