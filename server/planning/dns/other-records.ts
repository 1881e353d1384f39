/** Whatever else a target wants in a zone, or out of it: where mail programs are led, what proves the domain, what it names itself. Pure. */
import type { DnsRecord } from '../provisioning/target-state.ts';
import { text } from '../text.ts';
import { isPast } from './cutover.ts';
import { type Answers, answerTo, isSameName } from './dns-answers.ts';
import { type DnsFinding, findingsOf, notAnswered } from './dns-finding.ts';
import { isSpf } from './spf-record.ts';
import type { WantedZone } from './wanted-zone.ts';

/** Mail programs are to find the target from the cutover on, and not before. */
export function judgeAutodiscover(zone: WantedZone, answers: Answers): DnsFinding[] {
  const { domain, autodiscover, cutover } = zone;
  if (autodiscover === undefined) return [];
  const name = `autodiscover.${domain}`;
  const found = findingsOf(domain);
  const answer = answerTo(answers, { type: 'CNAME', name });
  if (answer.state === 'unknown')
    return [found('autodiscover', 'not-checked', notAnswered(`CNAME ${name}`, answer.why))];
  const leads = answer.state === 'found' && answer.values.some((value) => isSameName(value, autodiscover));
  if (leads)
    return [found('autodiscover', 'ok', text(`${name} leads to the target`, `${name} mène à la cible`))];
  const records: DnsRecord[] = [{ type: 'CNAME', name, value: autodiscover }];
  const now = answer.state === 'found' ? answer.values.join(', ') : undefined;
  const is =
    now === undefined ? text('is not there', 'n’existe pas') : text(`leads to ${now}`, `mène à ${now}`);
  const past = isPast(cutover);
  const says = past
    ? text(
        `${name} ${is.en}, and the cutover is past: mail programs do not find the target`,
        `${name} ${is.fr}, et la bascule est passée\u00A0: les logiciels ne trouvent pas la cible`,
      )
    : text(`${name} ${is.en} until the cutover`, `${name} ${is.fr} jusqu’à la bascule`);
  return [found('autodiscover', past ? 'warning' : 'ok', says, { records, when: past ? 'now' : 'cutover' })];
}

/** It leads sign-in to another cloud ("External DNS records required for Microsoft 365": remove it). */
export function judgeMsoid({ domain, kind }: WantedZone, answers: Answers): DnsFinding[] {
  if (kind !== 'microsoft365') return [];
  const name = `msoid.${domain}`;
  const answer = answerTo(answers, { type: 'CNAME', name });
  const found = findingsOf(domain);
  if (answer.state === 'none') return [];
  if (answer.state === 'unknown')
    return [found('msoid', 'not-checked', notAnswered(`CNAME ${name}`, answer.why))];
  const says = text(
    `has ${name}, which keeps Microsoft 365 applications from signing in: take it out`,
    `a ${name}, qui empêche les applications Microsoft 365 de se connecter\u00A0: retirez-le`,
  );
  return [found('msoid', 'warning', says, { when: 'now' })];
}

/** What the target named itself and nothing above speaks of: what proves the domain first of all. */
export function judgeHeldRecords(zone: WantedZone, answers: Answers): DnsFinding[] {
  const { domain, held } = zone;
  const found = findingsOf(domain);
  return (held?.records ?? [])
    .filter((record) => !isJudgedElsewhere(zone, record))
    .map((record) => {
      const { type, name, value } = record;
      const answer = answerTo(answers, record);
      if (answer.state === 'unknown')
        return found('record', 'not-checked', notAnswered(`${type} ${name}`, answer.why));
      if (answer.state === 'found' && answer.values.some((one) => isSameName(one, value)))
        return found('record', 'ok', text(`${type} ${name} is there`, `${type} ${name} est là`));
      const isProof = held?.state === 'unverified' && type === 'TXT';
      const says = isProof
        ? text('lacks what proves it to the target', 'n’a pas ce qui le prouve à la cible')
        : text(`lacks the ${type} that the target names`, `n’a pas le ${type} que la cible nomme`);
      return found('record', isProof ? 'error' : 'warning', says, { records: [record], when: 'now' });
    });
}

function isJudgedElsewhere(zone: WantedZone, { type, name, value }: DnsRecord): boolean {
  if (type === 'MX') return isSameName(name, zone.domain);
  if (type === 'TXT') return isSpf(value);
  if (type === 'SRV') return false;
  return isSameName(name, `autodiscover.${zone.domain}`) || /\._domainkey\./i.test(name);
}
