/** Who may send in a domain's name (SPF, RFC 7208; DMARC, RFC 7489), against what its target needs. Pure. */
import type { DnsRecord } from '../provisioning/target-state.ts';
import { text } from '../text.ts';
import { type Answer, type Answers, answerTo } from './dns-answers.ts';
import { type DnsFinding, findingsOf, notAnswered, severityBy } from './dns-finding.ts';
import { including, isSpf, MOST_LOOKUPS, reachOf, type SpfReach, spfQuestion } from './spf-record.ts';
import type { WantedZone } from './wanted-zone.ts';

export function judgeSenderPolicy(zone: WantedZone, answers: Answers): DnsFinding {
  const { domain } = zone;
  const found = findingsOf(domain);
  const answer = answerTo(answers, spfQuestion(domain));
  if (answer.state === 'unknown')
    return found('spf', 'not-checked', notAnswered(`TXT ${domain}`, answer.why));
  const records = valuesOf(answer).filter(isSpf);
  const [record] = records;
  if (record === undefined) return noRecord(zone);
  if (records.length === 1) return judgeRecord(zone, record, answers);
  const many = text(
    `has ${records.length} SPF records, which count as none (RFC 7208, 4.5); make one of them`,
    `a ${records.length} enregistrements SPF, qui n’en valent aucun (RFC 7208, 4.5)\u00A0; n’en faites qu’un`,
  );
  return found('spf', 'error', many, { when: 'now' });
}

const valuesOf = (answer: Answer): readonly string[] => (answer.state === 'found' ? answer.values : []);

/** `~all`: whoever sends in its name today is not known here, and is not to be refused for that. */
function noRecord(zone: WantedZone): DnsFinding {
  const { domain, spfInclude } = zone;
  const said =
    spfInclude === undefined
      ? text('has no SPF record', 'n’a pas d’enregistrement SPF')
      : text(
          'has no SPF record: add one that names its target, and whoever else sends in its name',
          'n’a pas d’enregistrement SPF\u00A0: ajoutez-en un qui nomme sa cible, et qui d’autre envoie en son nom',
        );
  const record = spfInclude === undefined ? [] : [txt(domain, `v=spf1 include:${spfInclude} ~all`)];
  return findingsOf(domain)('spf', severityBy(zone.cutover), said, {
    ...(record.length > 0 && { records: record }),
    when: 'now',
  });
}

const txt = (name: string, value: string): DnsRecord => ({ type: 'TXT', name, value });

function judgeRecord(zone: WantedZone, record: string, answers: Answers): DnsFinding {
  const { domain, spfInclude } = zone;
  const found = findingsOf(domain);
  const reach = reachOf(record, answers);
  const isLacking = spfInclude !== undefined && !reach.includes.has(spfInclude.toLowerCase());
  const complete = isLacking ? including(record, spfInclude) : record;
  const all = reachOf(complete, answers);
  if (all.lookups > MOST_LOOKUPS) return tooMany(domain, all, isLacking ? spfInclude : undefined);
  const [unread] = all.unread;
  if (isLacking && reach.unread.size === 0) {
    const says = text(
      `its SPF record does not include ${spfInclude}; in its place:`,
      `son enregistrement SPF n’inclut pas ${spfInclude}\u00A0; à sa place\u00A0:`,
    );
    return found('spf', severityBy(zone.cutover), says, { records: [txt(domain, complete)], when: 'now' });
  }
  if (unread !== undefined) {
    const says = text(
      `its SPF record leads to ${unread}, for which DNS did not answer: what it comes to is not known`,
      `son enregistrement SPF mène à ${unread}, pour lequel le DNS n’a pas répondu\u00A0: ce qu’il vaut n’est pas connu`,
    );
    return found('spf', 'not-checked', says);
  }
  const { lookups } = reach;
  return found(
    'spf',
    'ok',
    text(`one SPF record, ${lookups} look-ups`, `un enregistrement SPF, ${lookups} recherches`),
  );
}

function tooMany(domain: string, { lookups }: SpfReach, added: string | undefined): DnsFinding {
  const with_ =
    added === undefined
      ? text('', '')
      : text(` with ${added}, which it lacks`, ` avec ${added}, qui lui manque`);
  const says = text(
    `its SPF record needs ${lookups} look-ups${with_.en}, and receivers stop at ${MOST_LOOKUPS} (RFC 7208, 4.6.4); take out what sends no more`,
    `son enregistrement SPF demande ${lookups} recherches${with_.fr}, et les destinataires s’arrêtent à ${MOST_LOOKUPS} (RFC 7208, 4.6.4)\u00A0; retirez ce qui n’envoie plus`,
  );
  return findingsOf(domain)('spf', 'error', says, { when: 'now' });
}

/** A sub-domain without a policy of its own has its domain's (RFC 7489, 6.6.3). */
export function judgeDmarc({ domain, under }: WantedZone, answers: Answers): DnsFinding {
  const found = findingsOf(domain);
  for (const name of new Set([domain, under])) {
    const answer = answerTo(answers, { type: 'TXT', name: `_dmarc.${name}` });
    if (answer.state === 'unknown')
      return found('dmarc', 'not-checked', notAnswered(`TXT _dmarc.${name}`, answer.why));
    const policies = valuesOf(answer).filter((value) => /^v=DMARC1(?:\s*;|\s*$)/i.test(value));
    if (policies.length === 1)
      return found('dmarc', 'ok', text(`_dmarc.${name} is there`, `_dmarc.${name} est là`));
    if (policies.length > 1) return found('dmarc', 'warning', manyPolicies(name), { when: 'now' });
  }
  return found('dmarc', 'warning', NO_POLICY, {
    records: [txt(`_dmarc.${domain === under ? domain : under}`, 'v=DMARC1; p=none')],
    when: 'now',
  });
}

const manyPolicies = (name: string) =>
  text(
    `_dmarc.${name} has several policies, which count as none (RFC 7489, 6.6.3)`,
    `_dmarc.${name} a plusieurs politiques, qui n’en valent aucune (RFC 7489, 6.6.3)`,
  );

const NO_POLICY = text(
  'has no DMARC policy (RFC 7489), and large receivers want one',
  'n’a pas de politique DMARC (RFC 7489), et les grands destinataires en demandent une',
);
