/**
 * The analysis after thousands of random edits says exactly what one made from nothing says: diagnostics, related
 * places, totals, blocks and text. The text itself is kept by an independent library.
 */
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { splitBlocks } from '../../grammar/blocks.ts';
import { Analysis } from '../../server/language/analysis.ts';
import type { Diagnostic } from '../../server/language/diagnostic.ts';
import type { DomainInventory } from '../../server/language/model/inventory.ts';
import type { TextChange } from '../../server/language/model/plan-document.ts';
import { RULES } from '../../server/language/rules/registry.ts';
import { show } from '../support/check.ts';
import { change } from './random-edits.ts';
import { file, PATHS, Random } from './random-plan.ts';
import { done, facts, holidays, instant, inventory, missingSecrets } from './random-surroundings.ts';

const ROUNDS = 10;
const EDITS = 300;
/** Declarations a file: the first is of several groups, so that edits reach over their borders. */
const SIZES = { '/plan.migplan': 540, '/a.migplan': 120, '/b.migplan': 40 } as const;

/** A plan in an editor, beside what is known of it for certain. */
class Session {
  readonly analysis = newAnalysis();
  readonly texts = new Map<string, TextDocument>();
  readonly inventories = new Map<string, DomainInventory | undefined>();
  files: string[] = ['a.migplan', 'b.migplan'];
  /** What it was last told of its surroundings, by what it is about. */
  private readonly told = new Map<string, (analysis: Analysis) => void>();
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
    for (const path of PATHS) this.open(path, file(random, SIZES[path]));
    this.analysis.setFiles(this.files);
    for (let i = 0; i < 8; i++) {
      this.takeInventory();
      this.surround();
    }
  }

  step(): void {
    const { random } = this;
    const dice = random.next();
    if (dice < 0.03) this.takeInventory();
    else if (dice < 0.04) this.reopen();
    else if (dice < 0.05) this.changeFiles();
    else if (dice < 0.16) this.surround();
    else if (dice < 0.17) this.rewrite(random.pick(PATHS));
    else this.edit();
    if (random.chance(0.3)) this.settlePartly();
  }

  private edit(): void {
    const { random } = this;
    const path = random.pick(PATHS);
    for (let changes = 1 + random.below(random.chance(0.1) ? 4 : 1); changes > 0; changes--) {
      const document = this.texts.get(path);
      if (!document) return;
      const { start, end, text } = change(random, document.getText());
      const range = { start: document.positionAt(start), end: document.positionAt(end) };
      this.apply(path, [{ range, text }]);
    }
  }

  private rewrite(path: (typeof PATHS)[number]): void {
    this.apply(path, [{ text: file(this.random, SIZES[path]) }]);
  }

  private apply(path: string, changes: TextChange[]): void {
    this.analysis.edit(path, changes);
    const document = this.texts.get(path);
    if (document) TextDocument.update(document, changes as { text: string }[], document.version + 1);
  }

  private open(path: string, text: string): void {
    this.analysis.open(path, text);
    this.texts.set(path, TextDocument.create(path, 'migplan', 1, text));
  }

  private reopen(): void {
    const path = this.random.pick(PATHS);
    const text = this.texts.get(path)?.getText() ?? '';
    this.analysis.close(path);
    if (this.random.chance(0.5)) this.settlePartly();
    this.open(path, text);
  }

  private changeFiles(): void {
    this.files = this.random.chance(0.5) ? ['a.migplan', 'b.migplan'] : ['none/c.migplan'];
    this.analysis.setFiles(this.files);
  }

  private takeInventory(): void {
    const [domain, found] = inventory(this.random);
    this.inventories.set(domain, found);
    this.analysis.setInventory(domain, found);
  }

  /** Time passes, a run ends, a secret or a fact is written down. */
  private surround(): void {
    const [clock, holiday, run, missing, own] = [
      instant(this.random),
      holidays(this.random),
      done(this.random),
      missingSecrets(this.random),
      facts(this.random),
    ];
    const [what, tell] = this.random.pick<[string, (analysis: Analysis) => void]>([
      ['clock', ({ surroundings }) => surroundings.setClock(clock)],
      ['clock', ({ surroundings }) => surroundings.setClock(clock)],
      ['holidays', ({ surroundings }) => surroundings.setHolidays(holiday)],
      ['done', ({ surroundings }) => surroundings.setDone(run)],
      ['secrets', ({ surroundings }) => surroundings.setMissingSecrets(missing)],
      ['facts', (analysis) => analysis.setFacts(own)],
    ]);
    this.told.set(what, tell);
    tell(this.analysis);
  }

  private settlePartly(): void {
    let checks = this.random.below(20);
    this.analysis.settle(() => checks-- <= 0);
  }

  /** The same plan, analysed from nothing. */
  fresh(): Analysis {
    const analysis = newAnalysis();
    analysis.setFiles(this.files);
    for (const tell of this.told.values()) tell(analysis);
    for (const [domain, found] of this.inventories) analysis.setInventory(domain, found);
    for (const [path, document] of this.texts) analysis.open(path, document.getText());
    analysis.settle();
    return analysis;
  }
}

const newAnalysis = (): Analysis => new Analysis({ rules: RULES, locale: 'en', root: '/plan.migplan' });

const told = (diagnostic: Diagnostic): string =>
  [show(diagnostic), ...diagnostic.related.map((place) => `  ${JSON.stringify(place)}`)].join('\n');

/** All that an analysis says, as text that can be compared. */
function everything(analysis: Analysis): string {
  const diagnostics = [...PATHS].flatMap((path) => {
    const { diagnostics, total } = analysis.diagnostics(path, Number.POSITIVE_INFINITY);
    return [`${path}: ${total}`, ...diagnostics.map(told)];
  });
  return [...diagnostics, ...totalsOf(analysis)].join('\n');
}

function totalsOf({ model }: Analysis): string[] {
  const namespaces = ['lot', 'unit', 'licence', 'domain', 'plan'] as const;
  return namespaces.flatMap((namespace) =>
    [...new Set(model.namesBeside(namespace, ''))].toSorted().map((name) => {
      const { licences, units, domains, ...sums } = model.totals(namespace, name);
      const counts = [...licences, ...units, ...domains].map(([key, count]) => `${key} ${count}`).toSorted();
      return `${namespace} ${name}: ${JSON.stringify(sums)} ${counts}`;
    }),
  );
}

test.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
  `round %i of ${ROUNDS}: after each few of ${EDITS} random edits, incremental and from-scratch analysis agree`,
  { timeout: 120_000 },
  (round) => {
    const seed = round * 7919;
    const random = new Random(seed);
    const session = new Session(random);
    for (let step = 0; step < EDITS; step++) {
      session.step();
      if (random.chance(0.92) && step < EDITS - 1) continue;
      session.analysis.settle();
      const where = `seed ${seed}, edit ${step}`;
      for (const [path, document] of session.texts) {
        const held = session.analysis.document(path);
        expect(held?.text, where).toBe(document.getText());
        expect(
          [...(held?.blocks() ?? [])].map(({ text }) => text),
          where,
        ).toEqual(splitBlocks(document.getText()));
      }
      expect(everything(session.analysis), where).toBe(everything(session.fresh()));
      expect(session.analysis.isSettled, where).toBe(true);
    }
  },
);
