/** For how long others remember where a domain's mail goes, and by when that is to be made short. Pure. */
import { momentOf } from '../opening.ts';
import { type Text, text } from '../text.ts';
import { latestFor } from './cutover.ts';
import { type DnsFinding, findingsOf } from './dns-finding.ts';
import type { WantedZone } from './wanted-zone.ts';

/** An hour, in seconds: where it is longer, mail goes to the old system long after the cutover. */
const LONG = 60 * 60;

/** Of an MX that is to be changed at the cutover; `ttl` in seconds, where it was told. */
export function judgeTtl({ domain, cutover }: WantedZone, ttl: number | undefined): DnsFinding {
  const found = findingsOf(domain);
  if (ttl === undefined) return found('ttl', 'not-checked', NOT_TOLD);
  if (ttl <= LONG)
    return found('ttl', 'ok', text(`its MX has a TTL of ${ttl} s`, `son MX a un TTL de ${ttl} s`));
  const minutes = Math.ceil(ttl / 60);
  const isTooLate = cutover?.left !== undefined && cutover.left < minutes;
  const latest = cutover && momentOf(latestFor(cutover, minutes));
  return found('ttl', 'warning', isTooLate ? tooLate(ttl) : lowerBy(ttl, latest), { when: 'now' });
}

const NOT_TOLD = text(
  'the TTL of its MX was told by no server of its zone; see that it is 300 s before the cutover',
  'le TTL de son MX n’a été donné par aucun serveur de sa zone\u00A0; veillez à ce qu’il soit de 300 s avant la bascule',
);

function lowerBy(ttl: number, latest: string | undefined): Text {
  const by =
    latest === undefined
      ? text('before the cutover', 'avant la bascule')
      : text(`by ${latest}`, `avant le ${latest}`);
  return text(
    `its MX has a TTL of ${ttl} s: lower it to 300 s ${by.en}, or mail goes to the old system for as long after the cutover`,
    `son MX a un TTL de ${ttl} s\u00A0: abaissez-le à 300 s ${by.fr}, sinon le courrier va encore aussi longtemps à l’ancien système après la bascule`,
  );
}

const tooLate = (ttl: number): Text =>
  text(
    `its MX has a TTL of ${ttl} s, longer than is left until the cutover: lower it to 300 s now, and let the old system take mail for ${ttl} s after it`,
    `son MX a un TTL de ${ttl} s, plus que ce qui reste avant la bascule\u00A0: abaissez-le à 300 s dès maintenant, et laissez l’ancien système prendre le courrier ${ttl} s après elle`,
  );
