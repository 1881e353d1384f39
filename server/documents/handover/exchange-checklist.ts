/** How the script for Exchange Online is run, and all that it does and does not do, as a list to tick off (Markdown). */
import type { Handed, HandedStep, HandoverFile } from '../../planning/provisioning/handover.ts';
import { sayWithAddress } from '../../planning/provisioning/say-change.ts';
import { type Text, text } from '../../planning/text.ts';
import { exchangeCall } from './exchange-calls.ts';
import { markdownText } from './markdown-text.ts';

export function exchangeChecklist(handed: Handed, base: string): HandoverFile {
  const { plan, lot, endpoint, locale, steps } = handed;
  const [scripted, byHand] = [steps.filter(isScripted), steps.filter((step) => !isScripted(step))];
  const lines = [
    `# ${markdownText(plan)} · ${markdownText(lot)} · ${markdownText(endpoint.name)}`,
    '',
    ...BEFORE.map((one) => `- [ ] ${one(base)[locale]}`),
    '',
    ...section(THE_SCRIPT, scripted, handed),
    ...section(THE_REST, byHand, handed),
    `## ${AFTER_TITLE[locale]}`,
    '',
    ...AFTER.map((one) => `- [ ] ${one[locale]}`),
    '',
    TESTED[locale],
  ];
  return { name: `${base}.md`, content: `${lines.join('\n')}\n` };
}

const isScripted = ({ change }: HandedStep): boolean => exchangeCall(change, '') !== undefined;

const BEFORE: readonly ((base: string) => Text)[] = [
  () =>
    text(
      'Once: `Install-Module ExchangeOnlineManagement -Scope CurrentUser`, in PowerShell 7 or Windows PowerShell 5.1.',
      'Une fois\u00A0: `Install-Module ExchangeOnlineManagement -Scope CurrentUser`, dans PowerShell 7 ou Windows PowerShell 5.1.',
    ),
  () =>
    text(
      'Sign in with the role Exchange Administrator (`Connect-ExchangeOnline`); the script asks for it otherwise.',
      'Se connecter avec le rôle Administrateur Exchange (`Connect-ExchangeOnline`)\u00A0; sinon le script le demande.',
    ),
  (base) =>
    text(
      `Read what would be done: \`./${base}.ps1 -WhatIf\`. Steps on a mailbox that the script is yet to make are told as failed there.`,
      `Lire ce qui serait fait\u00A0: \`./${base}.ps1 -WhatIf\`. Les étapes sur une boîte que le script doit encore créer y sont dites en échec.`,
    ),
  (base) =>
    text(
      `Run it: \`./${base}.ps1\`. It ends with 0, or with 1 and what failed; then mend that and run it again.`,
      `Le lancer\u00A0: \`./${base}.ps1\`. Il se termine par 0, ou par 1 et la liste des échecs\u00A0; corrigez alors et relancez-le.`,
    ),
];

const THE_SCRIPT = text('What the script does', 'Ce que fait le script');
const THE_REST = text('What is done without it', 'Ce qui se fait sans lui');
const AFTER_TITLE = text('Afterwards', 'Ensuite');

const AFTER: readonly Text[] = [
  text(
    'Where mail is sent on to addresses outside: the outbound spam policy must allow it, or it bounces (550 5.7.520).',
    'Si du courrier est renvoyé vers l’extérieur\u00A0: la stratégie anti-spam sortante doit l’autoriser, sinon il est refusé (550 5.7.520).',
  ),
  text(
    'New rights may take an hour to be felt; then one person opens each shared mailbox.',
    'Les nouveaux droits peuvent mettre une heure à agir\u00A0; ensuite, une personne ouvre chaque boîte partagée.',
  ),
  text('`migplan dry-run` says what is left.', '`migplan dry-run` dit ce qui reste.'),
];

const TESTED = text(
  'This script is contract-tested, not tenant-tested: its cmdlets and parameters were compared with their published documentation; it has been run neither against a real organisation nor by a real PowerShell.',
  'Ce script est vérifié sur contrat, pas sur une organisation\u00A0: ses applets de commande et leurs paramètres ont été comparés à leur documentation publiée\u00A0; il n’a été exécuté ni sur une organisation réelle ni par un vrai PowerShell.',
);

function section(title: Text, steps: readonly HandedStep[], { locale }: Handed): string[] {
  if (steps.length === 0) return [];
  return [
    `## ${title[locale]}`,
    '',
    ...steps.map(({ change }) => `- [ ] ${markdownText(sayWithAddress(change)[locale])}`),
    '',
  ];
}
