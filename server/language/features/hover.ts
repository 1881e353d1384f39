/** Hover: what the thing under the cursor is, in a few words and numbers, wherever its name stands. */
import type { Declaration, DeclarationOf } from '../../../grammar/vocabulary.ts';
import type { Analysis } from '../analysis.ts';
import { costOf } from '../model/costs/costs.ts';
import { sharesOfUnit } from '../model/costs/shares.ts';
import { type NameAt, nameAt } from '../model/editing/name-at.ts';
import type { InventoryEntry } from '../model/inventory.ts';
import { compared, keyOf, nameOf, namespaceOf } from '../model/names.ts';
import type { Position, Range } from '../model/plan-document.ts';
import type { DefinitionPlace, PlanModel } from '../model/plan-model.ts';
import { withoutUserinfo } from '../model/url.ts';
import { PlanWords } from '../model/words/plan-words.ts';

export interface HoverText {
  readonly range: Range;
  readonly markdown: string;
}

export function hover(analysis: Analysis, path: string, position: Position): HoverText | undefined {
  const document = analysis.document(path);
  const name = document && nameAt(document, position);
  if (!name) return undefined;
  const markdown = new Describer(analysis.model, new PlanWords(analysis.locale)).name(name);
  return markdown === undefined ? undefined : { range: document.range(name.place), markdown };
}

type Recipient = DeclarationOf<'mailbox'> | DeclarationOf<'shared'>;

/** Describes the names of one plan in one language. Each description is a heading and a list; what is unknown is left out. */
class Describer {
  private readonly model: PlanModel;
  private readonly words: PlanWords;

  constructor(model: PlanModel, words: PlanWords) {
    this.model = model;
    this.words = words;
  }

  name({ key }: NameAt): string | undefined {
    const defined = this.model.definitionsOf(key).filter(({ definition }) => definition.as !== 'assignment');
    const [place] = defined;
    if (place) return this.place(place, nameOf(key));
    // A unit's policy stands under the unit's name.
    return namespaceOf(key) === 'policy' ? this.declared('unit', nameOf(key)) : undefined;
  }

  private declared(namespace: 'unit', name: string): string | undefined {
    const declaration = this.model.declarationOf(keyOf(namespace, name));
    return declaration && this.declaration(declaration);
  }

  /** A name is described by its declaration, unless it is only a second name in it. */
  private place({ block, definition }: DefinitionPlace, name: string): string | undefined {
    const declaration = block.facts.declaration;
    if (!declaration) return undefined;
    const isSecondName = definition.as !== declaration.declares;
    if (
      isSecondName &&
      (definition.as === 'alias' || definition.as === 'was' || definition.as === 'subdomain')
    ) {
      const of =
        'address' in declaration ? declaration.address : 'name' in declaration ? declaration.name : undefined;
      const first = `**${code(name)}** · ${this.words.say(definition.as)} ${this.words.say('of')} ${code(of?.value ?? '')}`;
      return [first, this.declaration(declaration)].join('\n\n');
    }
    return this.declaration(declaration);
  }

  private declaration(declaration: Declaration): string | undefined {
    switch (declaration.declares) {
      case 'plan':
        return this.plan(declaration);
      case 'endpoint':
        return this.endpoint(declaration);
      case 'licence':
        return this.licence(declaration);
      case 'unit':
        return this.unit(declaration);
      case 'policy':
        return declaration.unit ? this.declared('unit', declaration.unit.value) : undefined;
      case 'timeline':
        return this.timeline(declaration);
      case 'lot':
        return this.lot(declaration);
      case 'domain':
        return this.domain(declaration);
      case 'mailbox':
      case 'shared':
        return this.recipient(declaration);
      case 'resource':
        return this.resource(declaration);
      case 'list':
        return this.list(declaration);
      case 'alias':
      case 'forward':
        return this.redirection(declaration);
      case 'drop':
        return text(this.heading('drop', code(declaration.address.value)), [declaration.reason?.value]);
      case 'template':
        return text(this.heading('template', declaration.name.value), [
          this.words.count(declaration.contents.length, 'address'),
          `${this.words.say('usedBy')} ${this.words.count(this.model.referencesTo(keyOf('template', declaration.name.value)).length, 'domain')}`,
        ]);
    }
  }

  private plan({ title, has }: DeclarationOf<'plan'>): string {
    return text(this.heading('plan', title.value), [
      [has.source?.value, has.target?.value].filter(Boolean).join(' → '),
      ...this.sums('plan', ''),
    ]);
  }

  private endpoint({ name, kind, has }: DeclarationOf<'endpoint'>): string {
    const { host, tenant, url, path } = has;
    const address = host && [host.value.name.value, host.value.port?.value].filter(Boolean).join(':');
    return text(this.heading('endpoint', name.value, kind.value), [
      [
        address ?? tenant?.value ?? (url && withoutUserinfo(url.value)) ?? path?.value,
        host?.value.security?.value,
      ]
        .filter(Boolean)
        .join(' '),
      has.connections && this.words.count(has.connections.value, 'connection'),
      has.rate && `${this.words.size(has.rate.value)}/s`,
    ]);
  }

  private licence({ name, title, has }: DeclarationOf<'licence'>): string {
    const { mailboxes } = this.model.totals('licence', name.value);
    return text(this.heading('licence', name.value, title?.value), [
      has.price && this.words.money(has.price.value),
      has.quota && `${this.words.say('quota')} ${this.words.size(has.quota.value)}`,
      this.words.count(mailboxes, 'mailbox') +
        (has.seats ? ` / ${this.words.count(has.seats.value, 'seat')}` : ''),
    ]);
  }

  private unit({ name, title, has }: DeclarationOf<'unit'>): string {
    return text(this.heading('unit', name.value, title?.value), [
      [has.kind?.value, has.parent && `${this.words.say('parent')} ${has.parent.value}`]
        .filter(Boolean)
        .join(', '),
      has.admin && `${this.words.say('admin')} ${code(has.admin.value)}`,
      ...this.sums('unit', name.value),
      ...sharesOfUnit(name.value, this.model).map((share) => this.words.share(share)),
    ]);
  }

  private timeline({ name, has }: DeclarationOf<'timeline'>): string {
    const days = has.D.map(({ value }) => value.offset.value);
    const day = (offset: number): string => (offset === 0 ? 'D' : `D${offset > 0 ? '+' : ''}${offset}`);
    return text(this.heading('timeline', name.value), [
      this.words.count(days.length, 'step'),
      days.length > 0 ? `${day(Math.min(...days))} … ${day(Math.max(...days))}` : undefined,
    ]);
  }

  private lot({ name, title, has }: DeclarationOf<'lot'>): string {
    const { units } = this.model.totals('lot', name.value);
    return text(this.heading('lot', name.value, title?.value), [
      [
        has.date?.value,
        has.pilot && this.words.say('pilot'),
        has.after.length > 0 &&
          `${this.words.say('after')} ${has.after.map(({ value }) => value).join(', ')}`,
      ]
        .filter(Boolean)
        .join(', '),
      units.size > 1 ? this.words.count(units.size, 'unit') : undefined,
      ...this.sums('lot', name.value),
      ...has.hold.map(({ value }) =>
        this.words.label('onHold', value.reason.value + this.until(value.until?.value)),
      ),
      has.approved && this.words.label('approved', has.approved.value.by.value),
    ]);
  }

  private domain({ name, has }: DeclarationOf<'domain'>): string {
    const { unit, lots, source, target } = this.model.placementOf(`@${name.value}`);
    const inventory = this.model.domainInventory(compared(name.value));
    return text(this.heading('domain', code(name.value)), [
      this.whereabouts(unit, lots),
      source && target && `${source} → ${target}`,
      ...this.sums('domain', compared(name.value)),
      has.limit && `${this.words.say('limit')} ${this.words.count(has.limit.value.count.value, 'mailbox')}`,
      inventory && `${this.words.say('taken')} ${inventory.taken}`,
    ]);
  }

  private recipient(declaration: Recipient): string {
    const { declares, address, label, licence, has } = declaration;
    const { unit } = this.model.placementOf(address.value, has.unit?.value);
    const opened = declaration.declares === 'shared' ? declaration.has.access.length : 0;
    return text(this.heading(declares, code(address.value), label?.value), [
      licence && this.licenceLine(licence.value, this.model.quotaOf(declaration)),
      this.whereabouts(unit, this.model.lotsOf(declaration)),
      opened > 0 ? `${this.words.say('opened')} ${this.words.count(opened, 'person')}` : undefined,
      this.held(this.model.heldBy(declaration)),
      ...this.otherNames(has),
    ]);
  }

  private resource(declaration: DeclarationOf<'resource'>): string {
    const { address, kind, label, has } = declaration;
    const { unit } = this.model.placementOf(address.value, has.unit?.value);
    return text(this.heading('resource', code(address.value), label?.value), [
      kind.value,
      this.whereabouts(unit, this.model.lotsOf(declaration)),
      this.held(this.model.inventoryOf(address.value)),
      ...this.otherNames(has),
    ]);
  }

  private list({ address, label, has }: DeclarationOf<'list'>): string {
    return text(this.heading('list', code(address.value), label?.value), [
      this.words.count(has.member.length, 'member'),
      ...this.otherNames(has),
    ]);
  }

  private redirection(declaration: DeclarationOf<'alias'> | DeclarationOf<'forward'>): string {
    const { declares, address, to } = declaration;
    const until = declares === 'forward' ? this.until(declaration.until?.value) : '';
    return text(this.heading(declares, `${code(address.value)} → ${code(to.value)}${until}`), []);
  }

  private heading(what: Declaration['declares'], name: string, title?: string): string {
    const shown = name.startsWith('`') || name.includes('→') ? name : plain(name);
    return `**${this.words.say(what)}** ${shown}${title ? ` · ${plain(title)}` : ''}`;
  }

  /** What a lot, a unit, a domain or the plan adds up to. */
  private sums(namespace: 'plan' | 'unit' | 'lot' | 'domain', name: string): string[] {
    const { mailboxes, shared, bytes, messages, licences } = this.model.totals(namespace, name);
    const costs = costOf(licences, this.model).map((cost) => this.words.cost(cost));
    return [
      shared > 0
        ? `${this.words.count(mailboxes, 'mailbox')}, ${this.words.count(shared, 'shared')}`
        : this.words.count(mailboxes, 'mailbox'),
      ...(messages > 0
        ? [this.words.label('source', `${this.words.size(bytes)}, ${this.words.count(messages, 'message')}`)]
        : []),
      ...(costs.length > 0 ? [this.words.label('cost', costs.join(' + '))] : []),
    ];
  }

  private licenceLine(name: string, quota: number | undefined): string {
    const licence = this.model.declared('licence', name);
    return [
      `${this.words.say('licence')} ${name}`,
      licence?.has.price && this.words.money(licence.has.price.value),
      quota !== undefined && `${this.words.say('quota')} ${this.words.size(quota)}`,
    ]
      .filter(Boolean)
      .join(', ');
  }

  private whereabouts(unit: string | undefined, lots: readonly string[]): string {
    const title = unit === undefined ? undefined : this.model.declared('unit', unit)?.title?.value;
    const dated = lots.map((lot) => {
      const date = this.model.declared('lot', lot)?.has.date?.value;
      return date ? `${lot} (${date})` : lot;
    });
    return [
      unit === undefined
        ? this.words.say('noUnit')
        : `${this.words.say('unit')} ${unit}${title ? ` (${title})` : ''}`,
      dated.length === 0 ? this.words.say('noLot') : `${this.words.say('lot')} ${dated.join(', ')}`,
    ].join(', ');
  }

  /** What the inventory found. */
  private held(found: InventoryEntry | undefined): string | undefined {
    if (!found) return undefined;
    const parts = [
      this.words.size(found.bytes),
      this.words.count(found.messages, 'message'),
      this.words.count(found.folders, 'folder'),
      ...(found.newest ? [`${this.words.say('newest')} ${found.newest}`] : []),
    ];
    return this.words.label('source', parts.join(', '));
  }

  private otherNames(has: {
    readonly alias: readonly Written[];
    readonly was: readonly Written[];
  }): string[] {
    const line = (phrase: 'also' | 'formerly', names: readonly Written[]): string[] =>
      names.length > 0
        ? [`${this.words.say(phrase)} ${names.map(({ value }) => code(value)).join(', ')}`]
        : [];
    return [...line('also', has.alias), ...line('formerly', has.was)];
  }

  private until(date: string | undefined): string {
    return date === undefined ? '' : `, ${this.words.say('until')} ${date}`;
  }
}

interface Written {
  readonly value: string;
}

/** A heading and what there is to say below it, a line each. */
function text(heading: string, lines: readonly (string | false | undefined)[]): string {
  const said = lines.filter((line) => typeof line === 'string' && line !== '');
  return [heading, said.map((line) => `- ${line}`).join('\n')].filter(Boolean).join('\n\n');
}

/** Written by people, shown as written: no mark of theirs is taken for Markdown. */
const plain = (written: string): string =>
  written.replace(/[\\`*_{}[\]()#+!|<>~-]/g, '\\$&').replace(/\s+/g, ' ');

const code = (written: string): string => `\`${written.replace(/[`\s]/g, '')}\``;
