/** The domains that use templates, each with the blocks that they make; made again where what they read has changed. */
import type { DeclarationOf } from '../../grammar/vocabulary.ts';
import type { Block } from './model/plan-document.ts';
import type { PlanModel } from './model/plan-model.ts';
import { stampsOf } from './model/stamping.ts';
import type { Reads } from './model/tracking/reads.ts';
import type { Reader, Tracker } from './model/tracking/tracker.ts';

export class StampedDomain implements Reader {
  reads: Reads<Reader> | undefined;
  blocks: readonly Block[] = [];
  readonly block: Block;
  readonly declaration: DeclarationOf<'domain'>;

  constructor(block: Block, declaration: DeclarationOf<'domain'>) {
    this.block = block;
    this.declaration = declaration;
  }

  isToldOf(): boolean {
    return false;
  }
}

export class StampedDomains<R extends Reader> {
  private readonly domains = new Map<Block, StampedDomain>();
  private readonly stale = new Set<StampedDomain>();
  private readonly tracker: Tracker<R | StampedDomain>;

  constructor(tracker: Tracker<R | StampedDomain>) {
    this.tracker = tracker;
  }

  get areMade(): boolean {
    return this.stale.size === 0;
  }

  /** What a block's templates have made. */
  of(block: Block): readonly Block[] {
    return this.domains.get(block)?.blocks ?? [];
  }

  /** What all of them have made. */
  *all(): Generator<readonly Block[]> {
    for (const { blocks } of this.domains.values()) yield blocks;
  }

  /** Takes a block in, if it is a domain that uses templates. */
  watch(block: Block): void {
    const { declaration } = block.facts;
    if (declaration?.declares !== 'domain' || declaration.has.use.length === 0) return;
    const domain = new StampedDomain(block, declaration);
    this.domains.set(block, domain);
    this.stale.add(domain);
  }

  /** Takes a block out; returns what its templates had made. */
  forget(block: Block): readonly Block[] {
    const domain = this.domains.get(block);
    if (!domain) return [];
    this.domains.delete(block);
    this.stale.delete(domain);
    this.tracker.forget(domain);
    return domain.blocks;
  }

  outdate(domain: StampedDomain): void {
    this.stale.add(domain);
  }

  /** Makes again what is out of date, and hands over the blocks of before and of now. */
  stamp(model: PlanModel, replace: (before: readonly Block[], now: readonly Block[]) => void): void {
    for (const domain of this.stale) {
      this.stale.delete(domain);
      const { block, declaration, blocks } = domain;
      domain.blocks = this.tracker.track(domain, () => stampsOf(block, declaration, model));
      replace(blocks, domain.blocks);
    }
  }
}
