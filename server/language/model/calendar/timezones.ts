/** The time zones that this machine knows, by the names of the IANA database. */

let known: readonly string[] | undefined;

export function timezoneNames(): readonly string[] {
  known ??= ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')];
  return known;
}
