/** When a service may be asked again, as its `Retry-After` says: seconds, or a date (RFC 9110, 10.2.3). */
export function retryAfterOf(header: string | null | undefined, now: Date): Date | undefined {
  if (header === null || header === undefined) return undefined;
  const at = /^\d+$/.test(header) ? now.getTime() + Number(header) * 1000 : Date.parse(header);
  return Number.isNaN(at) ? undefined : new Date(Math.min(at, now.getTime() + A_DAY));
}

/** Nobody is told to come back in a year: no timer of the system's goes on for that long. */
const A_DAY = 86_400_000;
