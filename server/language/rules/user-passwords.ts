import { defineRule, plan } from './rule.ts';

/** An endpoint that is opened with each user's own password. */
export const userPasswords = defineRule({
  code: 'MP806',
  name: 'user-passwords',
  severity: 'warning',
  on: 'endpoint',
  why: {
    en: 'Weeks lie between the first copy and the last: whoever changes their password meanwhile stops the copy of their mailbox. And a file of everybody’s passwords is one more thing to lose.',
    fr: 'Des semaines séparent la première copie de la dernière\u00A0: qui change de mot de passe entre-temps arrête la copie de sa boîte. Et un fichier de tous les mots de passe est une chose de plus à perdre.',
  },
  bad: plan`
    endpoint old imap { host imap.a.example; login ⟦each⟧ secret file "secrets/old" }`,
  good: plan`
    endpoint old imap {
      host imap.a.example
      login master "migration" secret env OLD_PASSWORD
    }`,
  check({ name, has: { login } }) {
    const method = login?.value.method;
    return method?.value === 'each' ? { at: method, data: { endpoint: name.value } } : undefined;
  },
  message: {
    en: ({ endpoint }) =>
      `${endpoint} is opened with everybody’s own password: whoever changes theirs stops the copy of their mailbox; ask for a master or admin login`,
    fr: ({ endpoint }) =>
      `${endpoint} s’ouvre avec le mot de passe de chacun\u00A0: qui change le sien arrête la copie de sa boîte\u00A0; demandez un accès master ou admin`,
  },
});
