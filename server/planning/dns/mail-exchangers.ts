/** Where a domain's mail goes (MX), against where its target takes it. Pure. */
import type { DnsRecord } from '../provisioning/target-state.ts';
import { type Text, text } from '../text.ts';
import { isPast } from './cutover.ts';
import { type Answer, type Answers, answerTo, isSameName } from './dns-answers.ts';
import { type DnsFinding, findingsOf, notAnswered, severityBy } from './dns-finding.ts';
import { judgeTtl } from './exchanger-ttl.ts';
import type { WantedZone } from './wanted-zone.ts';

export function judgeExchangers(zone: WantedZone, answers: Answers): DnsFinding[] {
  const answer = answerTo(answers, { type: 'MX', name: zone.domain });
  const found = findingsOf(zone.domain);
  switch (answer.state) {
    case 'unknown':
      return [found('mx', 'not-checked', notAnswered(`MX ${zone.domain}`, answer.why))];
    case 'none':
      return [found('mx', severityBy(zone.cutover), NO_MX, changeOf(zone))];
    case 'found':
      if (answer.values.every(isNull))
        return [found('mx', severityBy(zone.cutover), NULL_MX, changeOf(zone))];
      return [judgeFound(zone, answer), ...(isLeft(zone, answer) ? [judgeTtl(zone, answer.ttl)] : [])];
  }
}

/** RFC 7505. */
const isNull = (value: string): boolean => hostOf(value) === '.';

const NULL_MX = text(
  'has an MX that says that it takes no mail (RFC 7505)',
  'a un MX qui dit qu’il ne prend aucun courrier (RFC 7505)',
);
const NO_MX = text(
  'has no MX: no mail is delivered to it',
  'n’a pas de MX\u00A0: aucun courrier n’y est distribué',
);

type Found = Extract<Answer, { state: 'found' }>;

function judgeFound(zone: WantedZone, { values }: Found): DnsFinding {
  const found = findingsOf(zone.domain);
  const hosts = values.map(hostOf);
  const shown = hosts.join(', ');
  const others = hosts.filter((host) => !isTargets(zone, host));
  if (!knowsExchanger(zone))
    return found('mx', 'ok', text(`its mail goes to ${shown}`, `son courrier va à ${shown}`));
  if (others.length === 0)
    return found(
      'mx',
      'ok',
      text(`its mail goes to the target (${shown})`, `son courrier va à la cible (${shown})`),
    );
  if (zone.isSplit) return found('mx', 'ok', servedByBoth(shown));
  const past = isPast(zone.cutover);
  // What is split between two systems is in nobody's mailbox as a whole.
  if (others.length < hosts.length) {
    const also = others.join(', ');
    const says = text(
      `its mail goes to ${also} as well as to the target; take the other out at the cutover`,
      `son courrier va à ${also} autant qu’à la cible\u00A0; retirez l’autre à la bascule`,
    );
    return found('mx', past ? 'error' : 'warning', says, { when: past ? 'now' : 'cutover' });
  }
  return found('mx', past ? 'error' : 'ok', stillGoes(shown, past), changeOf(zone));
}

/** Whoever gets it hands on what is not theirs, while lots move. */
const servedByBoth = (shown: string): Text =>
  text(
    `both systems serve it, and its mail goes to ${shown}`,
    `les deux systèmes le servent, et son courrier va à ${shown}`,
  );

const stillGoes = (shown: string, past: boolean): Text =>
  past
    ? text(
        `its mail still goes to ${shown}, and its cutover is past; change its MX`,
        `son courrier va encore à ${shown}, et sa bascule est passée\u00A0; changez son MX`,
      )
    : text(
        `its mail goes to ${shown} until its MX is changed at the cutover`,
        `son courrier va à ${shown} jusqu’au changement de son MX à la bascule`,
      );

/** What is to be put there, as the target said it; of a kind it is known but for what each customer has of its own. */
function changeOf(zone: WantedZone): Pick<DnsFinding, 'records' | 'when'> {
  const records = heldExchangers(zone);
  return { ...(records.length > 0 && { records }), when: isPast(zone.cutover) ? 'now' : 'cutover' };
}

/** Without what only proves the domain: Microsoft's stands below `.invalid`, where there is no host (RFC 2606). */
const heldExchangers = ({ domain, held }: WantedZone): DnsRecord[] =>
  (held?.records ?? []).filter(
    ({ type, name, value }) => type === 'MX' && isSameName(name, domain) && !/\.invalid\.?$/i.test(value),
  );

const knowsExchanger = (zone: WantedZone): boolean =>
  zone.mx !== undefined || heldExchangers(zone).length > 0;

function isTargets(zone: WantedZone, host: string): boolean {
  const own = heldExchangers(zone);
  if (own.length > 0) return own.some(({ value }) => isSameName(hostOf(value), host));
  return zone.mx !== undefined && isLike(zone.mx, host);
}

/** `10 mail.example.org` → `mail.example.org`. */
const hostOf = (value: string): string => value.slice(value.indexOf(' ') + 1);

/** `<token>.mail.example.org`: any one label stands there. */
function isLike(pattern: string, host: string): boolean {
  const [wanted, given] = [pattern.split('.'), host.replace(/\.$/, '').split('.')];
  return (
    wanted.length === given.length &&
    wanted.every((label, index) => label.startsWith('<') || isSameName(label, given[index] ?? ''))
  );
}

/** The answer is to be changed yet: only then does it matter how long others remember it. */
const isLeft = (zone: WantedZone, { values }: Found): boolean =>
  !zone.isSplit &&
  !isPast(zone.cutover) &&
  !(knowsExchanger(zone) && values.every((value) => isTargets(zone, hostOf(value))));
