/** Where BlueMind's REST interface is reached, as a plan's url says it. Pure. */
import { type Text, text } from '../../planning/text.ts';
import { MailFailure } from '../../running/failures.ts';
import { placeOf } from '../over-http.ts';

export interface RestOrigin {
  readonly where: Text;
  /** Without a slash at its end, and without `/api`, which some write after it. */
  readonly origin: string;
}

/** Throws `refused` for what is no address, and where the key would cross a network unencrypted. */
export function originOf(endpoint: string, written: string): RestOrigin {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw unusable(endpoint, noUrl);
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) throw unusable(endpoint, inClear);
  const origin = `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/api$/, '');
  return { where: placeOf(endpoint, url.origin), origin };
}

/** RFC 6761, 6.3; RFC 1122, 3.2.1.3; RFC 4291, 2.5.3: what never leaves the machine. */
const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(host);

function unusable(endpoint: string, what: Text): MailFailure {
  const where = text(`endpoint ${endpoint}`, `point d’accès ${endpoint}`);
  return new MailFailure({ kind: 'refused', reach: 'plan', where, what, words: '', advice: writeHttps });
}

const noUrl = text('was not asked: its url is none', 'n’a pas été sollicité\u00A0: son url n’en est pas une');
const inClear = text(
  'was not asked: its API key would cross the network unencrypted',
  'n’a pas été sollicité\u00A0: sa clé d’API passerait en clair sur le réseau',
);
const writeHttps = text(
  'Write url "https://…" in the plan, then run again.',
  'Écrivez url "https://…" dans le plan, puis relancez.',
);
