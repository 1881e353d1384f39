/** `migplan/rules`: every rule, with its page. */
import { ofWorkspace } from '../plan-request.ts';

export const rulesRequest = ofWorkspace('migplan/rules', async ({ rules, locale, pageOf }) =>
  rules.map((rule) => ({ code: rule.code, name: rule.name, title: rule.why[locale], page: pageOf(rule) })),
);
