/** How a person's mailbox is written as one that several open. */
import { parseBlock } from '../../../../grammar/parser.ts';
import type { DeclarationOf } from '../../../../grammar/vocabulary.ts';
import { needsLicenceShared } from '../addresses/dispositions.ts';
import type { Block } from '../plan-document.ts';
import type { PlanModel } from '../plan-model.ts';
import { addProperty, removeProperties, type TextEdit } from './edits.ts';

/** The edits of the mailbox's own block; `access` are properties to be added: `access anna@a.example full`. */
export function sharingOf(
  block: Block,
  mailbox: DeclarationOf<'mailbox'>,
  model: PlanModel,
  access?: string,
): TextEdit[] {
  const { address, licence, keyword } = mailbox;
  const head = { start: address.end, end: licence?.end ?? address.end };
  const stays = !licence || needsLicenceShared(address.value, model.heldBy(mailbox), model);
  return [
    { place: { block, span: keyword }, text: 'shared' },
    ...(stays ? [] : [{ place: { block, span: head }, text: '' }]),
    ...bodyEdits(block, mailbox, access),
  ];
}

/** What is added stands first, where nothing that is taken out can reach it. */
function bodyEdits(block: Block, mailbox: DeclarationOf<'mailbox'>, access: string | undefined): TextEdit[] {
  const removed = removeProperties(block, ONLY_OF_PEOPLE);
  if (access === undefined) return removed;
  const body = parseBlock(block.text).declaration?.body ?? [];
  const [first] = body;
  if (!first) return [addProperty(block, mailbox, access)];
  const [all] = removed;
  // Nothing is left of the body.
  if (all && all.place.span.end === mailbox.end) return [{ ...all, text: ` { ${access} }` }];
  const brace = block.text.lastIndexOf('{', first.start) + 1;
  const isBroken = /[\r\n]/.test(block.text.slice(brace, mailbox.end));
  const added = isBroken ? `\n  ${access}` : ` ${access};`;
  return [{ place: { block, span: { start: brace, end: brace } }, text: added }, ...removed];
}

/** Properties of a person, which a shared mailbox has not (grammar/vocabulary.ts). */
const ONLY_OF_PEOPLE: ReadonlySet<string> = new Set([
  'given',
  'family',
  'title',
  'phone',
  'site',
  'password',
]);
