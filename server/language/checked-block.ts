/** A block and what checking it gave, as the tracker and the queue of checks know it. */
import type { Waiting } from './check-queue.ts';
import type { Finding } from './checking.ts';
import type { Block } from './model/plan-document.ts';
import type { Contribution } from './model/totals.ts';
import type { Reads } from './model/tracking/reads.ts';
import type { Reader } from './model/tracking/tracker.ts';

const NO_FINDINGS: readonly Finding[] = [];

/** Up to here it is looked through at once whether a block defines a name; a longer list is tracked like any reader's. */
const FEW = 16;

export class CheckedBlock implements Reader, Waiting {
  reads: Reads<Reader> | undefined;
  findings: readonly Finding[] = NO_FINDINGS;
  contribution: Contribution | undefined;
  state: 'queued' | 'checked' | 'gone' = 'checked';
  readonly block: Block;

  constructor(block: Block) {
    this.block = block;
  }

  get path(): string {
    return this.block.document.path;
  }

  get counts(): boolean {
    const declares = this.block.facts.declaration?.declares;
    return declares === 'mailbox' || declares === 'shared';
  }

  isToldOf(key: string): boolean {
    return this.block.facts.definitions.length <= FEW && this.defines(key);
  }

  private defines(key: string): boolean {
    for (const definition of this.block.facts.definitions) if (definition.key === key) return true;
    return false;
  }
}
