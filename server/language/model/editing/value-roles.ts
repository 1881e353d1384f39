/**
 * What a value names, by where it stands: the licence at a mailbox's head, the lots behind `after`. Found out by reading a
 * statement made of the vocabulary's own description and looking which names come of it, so that nothing says it twice.
 */
import type { Description } from '../../../../grammar/description.ts';
import type { DeclarationKeyword } from '../../../../grammar/patterns.ts';
import type { AtomKind } from '../../../../grammar/tree.ts';
import { type Property, VOCABULARY } from '../../../../grammar/vocabulary.ts';
import { factsOf } from '../block-facts.ts';
import { type Namespace, namespaceOf } from '../names.ts';

export interface ValueRole {
  readonly namespace: Namespace;
  /** It is a new name, or an address of its own: nothing that the plan has could stand there. */
  readonly isNew: boolean;
}

/** By the parts' names on the way to the value. */
type Roles = ReadonlyMap<string, ValueRole>;

const known = new Map<string, Roles>();

/** The role of a value in a declaration's head or, where one is named, in a property. */
export function roleOf(
  keyword: DeclarationKeyword,
  property: string | undefined,
  path: string,
): ValueRole | undefined {
  const at = `${keyword} ${property ?? ''}`;
  const roles = known.get(at) ?? rolesIn(keyword, property);
  known.set(at, roles);
  return roles.get(path);
}

function rolesIn(keyword: DeclarationKeyword, property: string | undefined): Roles {
  const sample = new Sample(keyword);
  sample.add(VOCABULARY[keyword].head.description, '');
  if (property !== undefined) {
    const properties: Readonly<Record<string, Property>> = VOCABULARY[keyword].properties;
    const taken = properties[property]?.shape.description;
    if (!taken) return new Map();
    sample.beginProperty(property);
    sample.add(taken, '');
  }
  return sample.roles(property === undefined ? '' : ' }');
}

/** A text of each kind of atom that every value made of it can be read from. */
const SAMPLES: Readonly<Record<AtomKind, string>> = {
  word: 'UTC',
  number: '1',
  string: '"x"',
  address: 'a@a.example',
  domain: 'a.example',
  date: '2030-01-01',
  time: '08:00',
  offset: 'D+1',
  placeholder: '{unit.admin}',
  symbol: '*',
};

class Sample {
  private text: string;
  private places = new Map<number, string>();

  constructor(keyword: DeclarationKeyword) {
    this.text = keyword;
  }

  beginProperty(name: string): void {
    this.text += ` { ${name}`;
    this.places = new Map();
  }

  /** Writes one value of a description, with all that is optional; of several choices the first. */
  add(description: Description, path: string): void {
    switch (description.kind) {
      case 'atom':
        this.write(SAMPLES[description.atom], path);
        break;
      case 'words':
        this.write(description.words[0] ?? '', path);
        break;
      case 'value':
      case 'optional':
        this.add(description.of, path);
        break;
      case 'choice':
        if (description.of[0]) this.add(description.of[0], path);
        break;
      case 'sequence':
        for (const [key, part] of Object.entries(description.of))
          this.add(part, path === '' ? key : `${path}.${key}`);
        break;
      case 'repeated':
      case 'rest':
        break;
    }
  }

  roles(end: string): Roles {
    const { references, definitions } = factsOf(this.text + end);
    const roles = new Map<string, ValueRole>();
    for (const { key, as, start } of definitions) {
      const path = as === 'assignment' ? undefined : this.places.get(start);
      if (path !== undefined) roles.set(path, { namespace: namespaceOf(key), isNew: true });
    }
    for (const { key, start } of references) {
      const path = this.places.get(start);
      if (path !== undefined) roles.set(path, { namespace: namespaceOf(key), isNew: false });
    }
    return roles;
  }

  private write(text: string, path: string): void {
    this.places.set(this.text.length + 1, path);
    this.text += ` ${text}`;
  }
}
