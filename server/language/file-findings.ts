/**
 * What was found in one file, in the order of its text, kept by the groups that its blocks lie in: after an edit only the
 * edited group is put in order again. What a template stamped stands behind the block of the domain that uses it.
 */
import type { Finding } from './checking.ts';
import type { Block, Group, PlanDocument } from './model/plan-document.ts';
import type { Severity } from './rules/rule.ts';
import type { Severities } from './severities.ts';

/** Findings of one block, with its line in its group. */
interface Found {
  readonly line: number;
  readonly findings: readonly Finding[];
}

/** A group's findings in order, and how many of each kind. */
interface GroupFindings {
  readonly found: readonly Found[];
  readonly kinds: readonly { readonly example: Finding; readonly count: number }[];
}

export const NO_FINDINGS: Readonly<Record<Severity, number>> = {
  error: 0,
  warning: 0,
  information: 0,
  hint: 0,
};

export class FileFindings {
  /** By the block in the text; a stamped block's are told behind it. */
  private readonly blocks = new Map<Block, Map<Block, readonly Finding[]>>();
  private readonly groups = new WeakMap<Group, GroupFindings>();
  /** The blocks whose findings speak of what stands elsewhere: a name that was perhaps meant, another place. */
  private readonly outward = new Set<Block>();

  get isEmpty(): boolean {
    return this.blocks.size === 0;
  }

  /** Whether an edit of another file can change how something is told. */
  get speaksOfOthers(): boolean {
    return this.outward.size > 0;
  }

  set(block: Block, findings: readonly Finding[]): void {
    const host = hostOf(block);
    const known = this.blocks.get(host) ?? new Map<Block, readonly Finding[]>();
    this.blocks.set(host, known);
    known.set(block, findings);
    if (findings.some(isOutward)) this.outward.add(block);
    else this.outward.delete(block);
    this.forgetGroupOf(host);
  }

  /** Takes a block's findings away, if it has any. */
  delete(block: Block): void {
    const host = hostOf(block);
    const known = this.blocks.get(host);
    if (!known?.delete(block)) return;
    this.outward.delete(block);
    if (known.size === 0) this.blocks.delete(host);
    this.forgetGroupOf(host);
  }

  /** The findings that are not off, at most `limit` of them in order, and how many there are in all. */
  listed(
    document: PlanDocument,
    severities: Severities,
    limit: number,
  ): { listed: { finding: Finding; line: number }[]; total: number } {
    const listed: { finding: Finding; line: number }[] = [];
    let total = 0;
    if (this.isEmpty) return { listed, total };
    for (const [group, first] of document.groupsInOrder()) {
      const { found, kinds } = this.inGroup(group);
      if (listed.length >= limit && severities.areTheSameEverywhere) {
        for (const { example, count } of kinds) if (severities.of(example) !== 'off') total += count;
        continue;
      }
      for (const { line, findings } of found) {
        for (const finding of findings) {
          if (severities.of(finding) === 'off') continue;
          total++;
          if (listed.length < limit) listed.push({ finding, line: first + line });
        }
      }
    }
    return { listed, total };
  }

  /** How many there are of each severity, those that are off left out. */
  counts(severities: Severities): Record<Severity, number> {
    const counts = { ...NO_FINDINGS };
    for (const findings of this.blocks.values())
      for (const found of findings.values())
        for (const finding of found) {
          const severity = severities.of(finding);
          if (severity !== 'off') counts[severity]++;
        }
    return counts;
  }

  private inGroup(group: Group): GroupFindings {
    const known = this.groups.get(group);
    if (known) return known;
    const made = this.put(group);
    this.groups.set(group, made);
    return made;
  }

  private put(group: Group): GroupFindings {
    const found: Found[] = [];
    let line = 0;
    for (const block of group.blocks) {
      const here = this.blocks.get(block);
      if (here) found.push(...[...here].sort(byNumber).map(([, findings]) => ({ line, findings })));
      line += block.lines;
    }
    return { found, kinds: kindsOf(found) };
  }

  private forgetGroupOf({ group }: Block): void {
    if (group) this.groups.delete(group);
  }
}

const isOutward = ({ rule, related, block }: Finding): boolean =>
  related.length > 0 || rule.message.en.length > 1 || block.stamp !== undefined;

const hostOf = (block: Block): Block => block.stamp?.use.block ?? block;

const byNumber = ([a]: readonly [Block, unknown], [b]: readonly [Block, unknown]): number =>
  (a.stamp?.number ?? -1) - (b.stamp?.number ?? -1);

function kindsOf(found: readonly Found[]): GroupFindings['kinds'] {
  const kinds = new Map<string, { example: Finding; count: number }>();
  for (const { findings } of found) {
    for (const example of findings) {
      const kind = `${example.rule.name} ${example.data.variant ?? ''}`;
      const known = kinds.get(kind);
      if (known) known.count++;
      else kinds.set(kind, { example, count: 1 });
    }
  }
  return [...kinds.values()];
}
