/** The names under which a target signs a domain's mail (DKIM, RFC 6376). Each sub-domain that sends has its own. Pure. */
import { type Text, text } from '../text.ts';
import { type Answers, answerTo, isSameName } from './dns-answers.ts';
import { type DnsFinding, findingsOf, notAnswered } from './dns-finding.ts';
import type { WantedZone } from './wanted-zone.ts';

/** How long a target may take to see them: Microsoft says up to four days ("Set up DKIM to sign mail from your cloud domain"). */
const SEEN_AFTER_MINUTES = 4 * 24 * 60;

/** Nothing where it is not known how the target signs. */
export function judgeSigningKeys(zone: WantedZone, answers: Answers): DnsFinding[] {
  const { domain, selectors, cutover } = zone;
  if (selectors.length === 0) return [];
  const found = findingsOf(domain);
  const names = selectors.map((selector) => `${selector}._domainkey.${domain}`);
  const asked = names.map((name) => ({ name, answer: answerTo(answers, { type: 'CNAME', name }) }));
  for (const { name, answer } of asked)
    if (answer.state === 'unknown')
      return [found('dkim', 'not-checked', notAnswered(`CNAME ${name}`, answer.why))];
  const lacking = asked.flatMap(({ name, answer }) => (answer.state === 'none' ? [name] : []));
  if (lacking.length === 0)
    return [found('dkim', 'ok', text('its DKIM names are there', 'ses noms DKIM sont là'))];
  const isLate = cutover?.left !== undefined && cutover.left < SEEN_AFTER_MINUTES;
  const records = heldAt(zone, lacking);
  return [
    found('dkim', isLate ? 'error' : 'warning', sayLacking(lacking, isLate), {
      ...(records.length > 0 && { records }),
      when: 'now',
    }),
  ];
}

const heldAt = ({ held }: WantedZone, names: readonly string[]) =>
  (held?.records ?? []).filter(
    ({ type, name }) => type === 'CNAME' && names.some((one) => isSameName(one, name)),
  );

function sayLacking(names: readonly string[], isLate: boolean): Text {
  const late = isLate ? text(', and less than that is left', ', et il reste moins que cela') : text('', '');
  return text(
    `lacks the DKIM CNAME of ${names.join(' and ')}: add what the target's administration shows for it; until it is seen, up to four days${late.en}, its mail is not signed`,
    `n’a pas le CNAME DKIM de ${names.join(' et ')}\u00A0: ajoutez ce que l’administration de la cible montre pour lui\u00A0; jusqu’à ce qu’il soit vu, quatre jours au plus${late.fr}, son courrier n’est pas signé`,
  );
}
