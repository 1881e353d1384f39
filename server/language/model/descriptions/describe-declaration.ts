/** What a declaration is, in a few words and numbers: one describer for each kind. */
import type { Declaration, DeclarationOf } from '../../../../grammar/vocabulary.ts';
import { keyOf } from '../names.ts';
import { describeDomain } from './describe-domain.ts';
import { describeEndpoint } from './describe-endpoint.ts';
import { describeLicence } from './describe-licence.ts';
import { describeLot } from './describe-lot.ts';
import { describeMailbox } from './describe-mailbox.ts';
import { describePlan } from './describe-plan.ts';
import { describeResource } from './describe-resource.ts';
import { describeTimeline } from './describe-timeline.ts';
import { describeUnit } from './describe-unit.ts';
import type { Describer } from './describer.ts';
import { code, description, heading, plain } from './description.ts';
import { otherNames } from './other-names.ts';

export function describeDeclaration(declaration: Declaration, describer: Describer): string | undefined {
  switch (declaration.declares) {
    case 'plan':
      return describePlan(declaration, describer);
    case 'endpoint':
      return describeEndpoint(declaration, describer);
    case 'licence':
      return describeLicence(declaration, describer);
    case 'unit':
      return describeUnit(declaration, describer);
    case 'policy':
      return declaration.unit && describeUnitNamed(declaration.unit.value, describer);
    case 'timeline':
      return describeTimeline(declaration, describer);
    case 'lot':
      return describeLot(declaration, describer);
    case 'domain':
      return describeDomain(declaration, describer);
    case 'mailbox':
    case 'shared':
      return describeMailbox(declaration, describer);
    case 'resource':
      return describeResource(declaration, describer);
    case 'list':
      return describeList(declaration, describer);
    case 'alias':
    case 'forward':
      return describeRedirection(declaration, describer);
    case 'drop':
      return describeDrop(declaration, describer);
    case 'template':
      return describeTemplate(declaration, describer);
  }
}

/** A unit's policy stands under the unit's name. */
export function describeUnitNamed(name: string, describer: Describer): string | undefined {
  const unit = describer.model.declared('unit', name);
  return unit && describeUnit(unit, describer);
}

function describeList(
  { address, label, has }: DeclarationOf<'list'>,
  { words, origins, stamp }: Describer,
): string {
  return description(heading(words, 'list', code(address.value), label?.value), [
    stamp && origins.stamped(stamp.template),
    words.count(has.member.length, 'member'),
    ...otherNames(has, words),
  ]);
}

function describeRedirection(
  declaration: DeclarationOf<'alias'> | DeclarationOf<'forward'>,
  { words, origins, stamp }: Describer,
): string {
  const { declares, address, to } = declaration;
  const until = declares === 'forward' ? words.until(declaration.until?.value) : '';
  const name = `${code(address.value)} → ${code(to.value)}${until}`;
  return description(heading(words, declares, name, undefined), [stamp && origins.stamped(stamp.template)]);
}

const describeDrop = ({ address, reason }: DeclarationOf<'drop'>, { words }: Describer): string =>
  description(heading(words, 'drop', code(address.value), undefined), [reason && plain(reason.value)]);

function describeTemplate(
  { name, contents }: DeclarationOf<'template'>,
  { words, model }: Describer,
): string {
  const users = model.referencesTo(keyOf('template', name.value)).length;
  return description(heading(words, 'template', name.value, undefined), [
    words.count(contents.length, 'address'),
    `${words.say('usedBy')} ${words.count(users, 'domain')}`,
  ]);
}
