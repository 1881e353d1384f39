/** The command that shows a rule's page; called with a code it shows that one, else the person chooses. */
import { commands, l10n, type QuickPickItem, Uri, window } from 'vscode';
import { COMMANDS, type RuleInfo } from '../../../server/protocol.ts';
import type { Reviewer } from '../../infrastructure/client.ts';
import { registerCommand } from '../../infrastructure/register-command.ts';

export function activateExplainRule(client: Reviewer): void {
  registerCommand(client, COMMANDS.explainRule, async (given) => {
    const rules = await client.server.ask('migplan/rules', undefined);
    const rule = rules.find(({ code }) => code === given) ?? (await choose(rules));
    if (rule) await commands.executeCommand('markdown.showPreview', Uri.parse(rule.page));
  });
}

async function choose(rules: readonly RuleInfo[]): Promise<RuleInfo | undefined> {
  const title = l10n.t('Which rule?');
  const how = { title, matchOnDescription: true, matchOnDetail: true };
  return (await window.showQuickPick(rules.map(ruleItem), how))?.rule;
}

/** `alias-outside-domain`, behind it `MP501`, below it what it says. */
export const ruleItem = (rule: RuleInfo): QuickPickItem & { readonly rule: RuleInfo } => ({
  label: rule.name,
  description: rule.code,
  detail: rule.title,
  rule,
});
