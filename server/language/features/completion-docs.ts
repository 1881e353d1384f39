/** What there is to say of a completion item once somebody looks at it. */
import type { Analysis } from '../analysis.ts';
import type { BlockFacts } from '../model/block-facts.ts';
import { describeKeyword, describeOption, describeProperty } from '../model/descriptions/describe-word.ts';
import type { CompletionSubject } from '../model/editing/completion-subject.ts';
import { type Key, nameOf, namespaceOf } from '../model/names.ts';
import type { Block } from '../model/plan-document.ts';

/** What there is to say about an item beside its detail, in Markdown. */
export function completionDocs(analysis: Analysis, about: CompletionSubject): string | undefined {
  const { locale } = analysis;
  switch (about.kind) {
    case 'declaration':
      return describeKeyword(about.keyword, locale).says;
    case 'property':
      return describeProperty(about.keyword, about.property, locale)?.says;
    case 'word':
      return describeOption(about.word, locale)?.says;
    case 'name':
      return nameDocs(about.key, analysis);
  }
}

function nameDocs(key: Key, { model, rules, locale }: Analysis): string | undefined {
  const [place] = model.definitionsOf(key);
  if (place) return declarationLine(place.block);
  const name = nameOf(key);
  const rule = rules.find(({ name: own, variants = {} }) => own === name || name in variants);
  return namespaceOf(key) === 'rule' && rule ? `**${rule.code}** ${rule.why[locale]}` : undefined;
}

/** A declaration's first line as it is written, but for what may be a secret; of an endpoint no more than its head. */
function declarationLine({ text, facts }: Block): string {
  const { declaration } = facts;
  const start = declaration?.start ?? 0;
  const end = declaration?.declares === 'endpoint' ? declaration.kind.end : start + MOST_SHOWN;
  const [line = ''] = /^[^\r\n]*/.exec(text.slice(start, Math.min(end, start + MOST_SHOWN))) ?? [];
  const known = line.slice(0, Math.max(0, oddAt(facts) - start));
  const shown = known.replace(SECRET, '') + (SECRET.test(known) || known !== line ? '…' : '');
  return `\`\`\`migplan\n${shown.replaceAll('`', '’').trimEnd()}\n\`\`\``;
}

/** Where something begins that nobody knows: it may be a secret under a misspelt name. */
function oddAt({ reading, syntax }: BlockFacts): number {
  const odd = [
    ...reading.filter(({ problem }) => problem === 'unknown-property'),
    ...syntax.filter(({ expected }) => expected === 'property'),
  ];
  return Math.min(...odd.map(({ start }) => start));
}

const MOST_SHOWN = 300;

/** From a word on behind which somebody may have written one down. */
const SECRET = /(?<![\w-])(?:login|client|secret|password)(?![\w-]).*$/;
