/** What has to be asked of DNS to judge a zone: some of it follows from what was answered before. */
import { type Answers, answerTo, type Question, questionKey } from './dns-answers.ts';
import { isSpf, reachOf, spfQuestion } from './spf-record.ts';
import type { WantedZone } from './wanted-zone.ts';

/** Those that have no answer yet; none once the zone can be judged. */
export function openQuestions(zone: WantedZone, answers: Answers): Question[] {
  const all = [...firstQuestions(zone), ...spfQuestions(zone, answers)];
  const open = all.filter((question) => !answers.has(questionKey(question)));
  return [...new Map(open.map((question) => [questionKey(question), question])).values()];
}

function firstQuestions({ domain, under, kind, autodiscover, selectors, held }: WantedZone): Question[] {
  const aliases = selectors.map((selector) => `${selector}._domainkey.${domain}`);
  if (autodiscover !== undefined) aliases.push(`autodiscover.${domain}`);
  if (kind === 'microsoft365') aliases.push(`msoid.${domain}`);
  return [
    { type: 'MX', name: domain },
    { type: 'TXT', name: domain },
    { type: 'TXT', name: `_dmarc.${domain}` },
    { type: 'TXT', name: `_dmarc.${under}` },
    ...aliases.map((name): Question => ({ type: 'CNAME', name })),
    ...(held?.records ?? []).map(({ type, name }): Question => ({ type, name })),
  ];
}

/** What the record includes, and what is to be included in it, as far as that is known by now. */
function spfQuestions({ domain, spfInclude }: WantedZone, answers: Answers): Question[] {
  const wanted = spfInclude === undefined ? [] : [`v=spf1 include:${spfInclude}`];
  const answer = answerTo(answers, spfQuestion(domain));
  const records = answer.state === 'found' ? answer.values.filter(isSpf) : [];
  const unread = [...records, ...wanted].flatMap((record) => [...reachOf(record, answers).unread]);
  return unread.map(spfQuestion);
}
