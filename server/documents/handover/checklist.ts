/** What people do by hand, as a list to tick off (Markdown): an address, and what is to be done for it, in order. */
import type { Handed, HandedStep, HandoverFile } from '../../planning/provisioning/handover.ts';
import { sayChange } from '../../planning/provisioning/say-change.ts';
import { text } from '../../planning/text.ts';
import { markdownText } from './markdown-text.ts';

export function checklist(handed: Handed): HandoverFile {
  const { plan, lot, endpoint, steps, locale } = handed;
  const sections = [...Map.groupBy(steps, ({ change }) => change.address)].map(([address, own]) =>
    section(address, own, handed),
  );
  const lines = [
    `# ${markdownText(plan)} · ${lot} · ${endpoint.name}`,
    '',
    INTRODUCTION(steps.length)[locale],
    '',
    ...sections.flat(),
  ];
  return { name: `${lot}-${endpoint.name}.md`, content: `${lines.join('\n').trimEnd()}\n` };
}

const INTRODUCTION = (count: number) =>
  text(
    `${count} things to do by hand, in this order. Each may be found done already. When all of it is done: \`migplan tick\`.`,
    `${count} choses à faire à la main, dans cet ordre. Chacune peut déjà être faite. Quand tout est fait\u00A0: \`migplan tick\`.`,
  );

function section(address: string, steps: readonly HandedStep[], { locale }: Handed): string[] {
  return [
    `## ${address}`,
    '',
    ...steps.map(({ change }) => `- [ ] ${markdownText(sayChange(change)[locale])}`),
    '',
  ];
}
