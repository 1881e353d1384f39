import { addProperty } from '../model/editing/edits.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { defineRule, plan } from './rule.ts';

/** A property that its declaration cannot do without. */
export const missingProperty = defineRule({
  code: 'MP004',
  name: 'missing-property',
  severity: 'error',
  on: 'missing-property',
  why: {
    en: 'Without it the run would have to guess when to move people or where to connect, and it never guesses.',
    fr: 'Sans elle il faudrait deviner quand migrer ou où se connecter, et rien n’est jamais deviné.',
  },
  bad: plan`
    ⟦lot⟧ first "First wave" { pilot }`,
  good: plan`
    lot first "First wave" { date 2025-01-20; pilot }`,
  check({ name, of, start, end }, { block }) {
    const declaration = block.facts.declaration;
    const named = declaration && 'name' in declaration ? declaration.name.value : '';
    return { at: { start, end }, data: { name, of, named } };
  },
  message: {
    en: ({ name, of, named }) => `${of} ${named} has no ${name}; add it: ${EXAMPLES[name] ?? name}`,
    fr: ({ name, of, named }) =>
      `${of} ${named} n’a pas ${name === 'url' ? 'd’' : 'de '}${name}\u00A0; ajoutez\u00A0: ${EXAMPLES[name] ?? name}`,
  },
  fixes: [
    {
      title: {
        en: ({ name }) => `Add ${name}, with an example to change`,
        fr: ({ name }) => `Ajouter ${name}, avec un exemple à modifier`,
      },
      edits({ name }, { block }, model) {
        const declaration = block.facts.declaration;
        const example = name === 'date' ? `date ${dayAfterLast(model)}` : EXAMPLES[name];
        return declaration && example ? [addProperty(block, declaration, example)] : undefined;
      },
    },
  ],
});

/** What each required property looks like. */
const EXAMPLES: Readonly<Record<string, string>> = {
  date: 'date 2030-01-21',
  host: 'host imap.example.org port 993 tls',
  login: 'login master "migration" separator "*" secret env MIGRATION_PASSWORD',
  tenant: 'tenant example.onmicrosoft.com',
  client: 'client 00000000-0000-4000-8000-000000000000 secret env CLIENT_SECRET',
  url: 'url "https://mail.example.org"',
  secret: 'secret env API_KEY',
  path: 'path "archive"',
};

/** A week after the last lot that has a day. */
function dayAfterLast(model: PlanModel): string {
  const days = [...model.namesBeside('lot', '')].flatMap(
    (name) => model.declared('lot', name)?.has.date?.value ?? [],
  );
  const last = days.sort().at(-1);
  if (last === undefined) return '2030-01-21';
  return new Date(Date.parse(`${last}T00:00:00Z`) + 7 * 86_400_000).toISOString().slice(0, 10);
}
