/** What a declaration is called in lists of them, and the few words that tell it from its neighbours. Knows no language but the plan's own. */
import type { Span } from '../../../../grammar/tree.ts';
import type { Declaration } from '../../../../grammar/vocabulary.ts';

export interface Head {
  /** Its name or address, its title where it has no other, or its keyword. */
  readonly name: string;
  /** What people call it. */
  readonly label?: string;
  /** What else tells it apart. */
  readonly detail: string;
  /** Where its name stands, or its keyword where it has none. */
  readonly at: Span;
}

export function declarationHead(declaration: Declaration): Head {
  const { name, at, ...rest } = headOf(declaration);
  return { ...rest, name: name.trim() === '' ? declaration.declares : name, at: at ?? declaration.keyword };
}

type Found = Omit<Head, 'at'> & { readonly at: Span | undefined };

function headOf(declaration: Declaration): Found {
  switch (declaration.declares) {
    case 'plan':
      return { name: declaration.title.value, detail: '', at: declaration.title };
    case 'policy':
      return { name: declaration.unit?.value ?? '', detail: '', at: declaration.unit };
    case 'endpoint':
      return named(declaration.name, undefined, declaration.kind.value);
    case 'licence':
    case 'unit':
      return named(declaration.name, declaration.title);
    case 'lot':
      return named(declaration.name, declaration.title, declaration.has.date?.value);
    case 'domain':
      return named(declaration.name, undefined, declaration.has.unit?.value);
    case 'timeline':
    case 'template':
      return named(declaration.name);
    case 'mailbox':
    case 'shared':
      return named(declaration.address, declaration.label, declaration.licence?.value);
    case 'resource':
      return named(declaration.address, declaration.label, declaration.kind.value);
    case 'list':
      return named(declaration.address, declaration.label);
    case 'alias':
    case 'forward':
      return named(declaration.address, undefined, `-> ${declaration.to.value}`);
    case 'drop':
      return named(declaration.address, undefined, declaration.reason?.value);
  }
}

type Written = Span & { readonly value: string };

const named = (at: Written, label?: Written, detail = ''): Found => ({
  name: at.value,
  ...(label ? { label: label.value } : {}),
  detail,
  at,
});
