import type { Secret } from '../../../grammar/shapes.ts';
import type { Located } from '../../../grammar/tree.ts';
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { defineRule, plan } from './rule.ts';

/** A password written into the plan. Its text is nowhere but in the file: no message, report or log repeats it. */
export const literalSecret = defineRule({
  code: 'MP801',
  name: 'literal-secret',
  severity: 'error',
  on: ['endpoint', 'mailbox'],
  why: {
    en: 'A plan is read by many and kept for ever in its history. A password in it is known to all of them: name where it is kept, and change the one that was written.',
    fr: 'Un plan est lu par beaucoup et gardé pour toujours dans son historique. Un mot de passe écrit là est connu de tous\u00A0: nommez l’endroit où il est gardé, et changez celui qui a été écrit.',
  },
  bad: plan`
    endpoint old imap {
      host imap.a.example port 993 tls
      login master "migration" ⟦secret "correct horse"⟧
    }`,
  good: plan`
    endpoint old imap {
      host imap.a.example port 993 tls
      login master "migration" secret env OLD_PASSWORD
    }`,
  check(declaration) {
    if (declaration.declares === 'mailbox') {
      const { password } = declaration.has;
      return password?.value === 'literal' ? { at: password, data: { replacement: 'sealed' } } : undefined;
    }
    const name = `env ${variableFor(declaration.name.value)}`;
    return writtenDown(declaration).map(({ at, word }) => ({
      at,
      data: { replacement: word === '' ? name : word && `${word} ${name}` },
    }));
  },
  message: {
    en: ({ replacement }) =>
      `a secret is written here; ${replacement ? `write ${replacement} instead` : 'take it out'}, and change it where it is used: whoever reads the plan has seen it`,
    fr: ({ replacement }) =>
      `un secret est écrit ici\u00A0; ${replacement ? `écrivez plutôt ${replacement}` : 'retirez-le'}, et changez-le là où il sert\u00A0: qui lit le plan l’a vu`,
  },
  fixes: [
    {
      title: {
        en: ({ replacement }) => `Write ${replacement} instead`,
        fr: ({ replacement }) => `Écrire plutôt ${replacement}`,
      },
      edits: ({ replacement }, place) => (replacement ? [{ place, text: replacement }] : undefined),
    },
  ],
});

interface WrittenDown {
  readonly at: Located<unknown>;
  /** What stands before the name of the secret in what replaces it; absent where nothing can. */
  readonly word?: string;
}

function writtenDown({ has }: DeclarationOf<'endpoint'>): WrittenDown[] {
  const { login, client, secret, password, url, directory } = has;
  const urls = [...(url ? [url] : []), ...(directory?.value.url ? [directory.value.url] : [])];
  return [
    ...ifLiteral(login?.value.secret, 'secret'),
    ...(login?.value.password ? [{ at: login.value.password, word: 'secret' }] : []),
    ...ifLiteral(client?.value.secret, 'secret'),
    ...ifLiteral(secret, ''),
    ...password.map((at) => ({ at })),
    ...ifLiteral(directory?.value.secret, 'secret'),
    ...urls.filter(({ value }) => /:\/\/[^/@\s]*:[^/@\s]+@/.test(value)).map((at) => ({ at })),
  ];
}

const ifLiteral = (secret: Located<Secret> | undefined, word: string): WrittenDown[] =>
  secret?.value.kind === 'literal' ? [{ at: secret, word }] : [];

const variableFor = (endpoint: string): string =>
  `${endpoint.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_SECRET`;
