/** The row of an address as the plan has it now, with the block that says it. */
import type { Declaration, DeclarationOf } from '../../../grammar/vocabulary.ts';
import type { Analysis } from '../../language/analysis.ts';
import { accessOf } from '../../language/model/addresses/access.ts';
import { compared, keyOf } from '../../language/model/names.ts';
import type { Block } from '../../language/model/plan-document.ts';
import { granted, listed, type RowValues, rowValues } from './sheet-row.ts';

export type RowDeclaration = { [K in 'mailbox' | 'shared' | 'alias' | 'drop']: DeclarationOf<K> }[
  | 'mailbox'
  | 'shared'
  | 'alias'
  | 'drop'];

export interface PlannedRow {
  readonly address: string;
  readonly values: RowValues;
  readonly block: Block;
  readonly declaration: RowDeclaration;
}

/** What the plan says of an address; nothing where it has no row: it does not name it, or as something else. */
export function plannedRow({ model }: Analysis, address: string): PlannedRow | undefined {
  const [first] = model.definitionsOf(keyOf('address', address));
  const declaration = first?.block.facts.declaration;
  if (!first || !declaration || !isRow(declaration)) return undefined;
  if (compared(declaration.address.value) !== compared(address)) return undefined;
  return {
    address: declaration.address.value,
    values: valuesOf(declaration),
    block: first.block,
    declaration,
  };
}

const isRow = (declaration: Declaration): declaration is RowDeclaration =>
  declaration.declares === 'mailbox' ||
  declaration.declares === 'shared' ||
  declaration.declares === 'alias' ||
  declaration.declares === 'drop';

/** What a declaration says, as a row. */
export function valuesOf(declaration: RowDeclaration): RowValues {
  switch (declaration.declares) {
    case 'mailbox':
      return rowValues('personal', {
        ...recipientValues(declaration),
        given: declaration.has.given?.value ?? '',
        family: declaration.has.family?.value ?? '',
        title: declaration.has.title?.value ?? '',
        phone: declaration.has.phone?.value ?? '',
        site: declaration.has.site?.value ?? '',
      });
    case 'shared':
      return rowValues('shared', { ...recipientValues(declaration), access: accessIn(declaration) });
    case 'alias':
      return rowValues('alias', { to: declaration.to.value });
    case 'drop':
      return rowValues('drop', { note: declaration.reason?.value ?? '' });
  }
}

function recipientValues({
  licence,
  label,
  has,
}: DeclarationOf<'mailbox'> | DeclarationOf<'shared'>): Partial<RowValues> {
  return {
    licence: licence?.value ?? '',
    name: label?.value ?? '',
    aliases: listed(has.alias.map(({ value }) => value)),
  };
}

const accessIn = (shared: DeclarationOf<'shared'>): string =>
  granted(accessOf(shared).map(({ who, right }) => ({ who, rights: [right] })));
