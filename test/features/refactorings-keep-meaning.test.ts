/**
 * Over random plans: what is split or made a template means the same as before, and what is moved to a lot is in that lot and nothing
 * else is elsewhere.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Analysis } from '../../server/language/analysis.ts';
import { refactored, refactorings } from '../../server/language/features/refactorings.ts';
import { compared, keyOf, nameOf } from '../../server/language/model/names.ts';
import { PlanDocument } from '../../server/language/model/plan-document.ts';
import { overviewOf } from '../../server/planning/overview.ts';
import { DOMAINS, file, PATHS, Random } from '../language/random-plan.ts';
import { analysisOf } from '../support/check.ts';

const PLANS = 16;
const PLAN = `plan "P" { include "*.migplan" }
lot early { date 2027-03-08; domain ${DOMAINS[0]}; mailbox anna-x@${DOMAINS[1]}, anna-x@${DOMAINS[2]} }
lot late { date 2027-03-22 }
`;
const FUNCTIONS = ['contact', 'info', 'accueil'];

/** A random plan with what domains have in common besides. */
function planOf(random: Random): ReadonlyMap<string, string> {
  const shops = DOMAINS.slice(0, 4).map((domain) => {
    const names = FUNCTIONS.filter(() => random.chance(0.7));
    const lines = names.map(
      (name) => `shared ${name}-x@${domain} "${name}" { access anna@${domain} full }\n`,
    );
    return `domain ${domain}\n${lines.join('')}mailbox anna-x@${domain}\n`;
  });
  return new Map(
    PATHS.map((path, at) => [path as string, at === 0 ? PLAN + shops.join('\n') : file(random, 25)]),
  );
}

/** What the plan adds up to, whatever the order in which it is written. */
const sums = (analysis: Analysis): unknown => {
  const { domains, ...rest } = overviewOf(analysis);
  return { ...rest, domains: domains.toSorted((one, other) => (one.name < other.name ? -1 : 1)) };
};

const lotsOf = ({ model }: Analysis): Map<string, string> => {
  const found = new Map<string, string>();
  for (const domain of DOMAINS)
    for (const key of model.addressesIn(domain)) {
      const declaration = model.declarationOf(key);
      const isRecipient = declaration?.declares === 'mailbox' || declaration?.declares === 'shared';
      // Not an alias of one.
      if (isRecipient && compared(declaration.address.value) === nameOf(key))
        found.set(nameOf(key), model.lotsOf(declaration).join(' '));
    }
  return found;
};

function applied(analysis: Analysis, path: string, line: number, id: string): Analysis {
  const at = { line, character: 0 };
  const made = refactored(analysis, path, { start: at, end: at }, id);
  assert(made, id);
  const files = new Map(
    analysis.paths.map((each) => {
      const document = new PlanDocument(each, analysis.document(each)?.text ?? '');
      for (const edit of [...(made.edits.get(each) ?? [])].reverse()) document.edit(edit);
      return [each, document.text];
    }),
  );
  return analysisOf(new Map([...files, ...made.creates]));
}

test.each(Array.from({ length: PLANS }, (_, seed) => seed))('plan %i', (seed) => {
  const random = new Random(seed);
  const analysis = analysisOf(planOf(random));
  const [before, lots] = [sums(analysis), lotsOf(analysis)];
  const tried = { split: 0, extract: 0, move: 0 };
  for (const path of analysis.paths) {
    for (const [block, line] of analysis.document(path)?.blocksOn(0, Number.MAX_SAFE_INTEGER) ?? []) {
      const from = line + block.text.slice(0, block.facts.declaration?.start ?? 0).split('\n').length - 1;
      const at = { line: from, character: 0 };
      for (const { id } of refactorings(analysis, path, { start: at, end: at })) {
        if (id.startsWith('split-by-domain') && tried.split++ === 0)
          assert.deepEqual(sums(applied(analysis, path, from, id)), before, id);
        if (id.startsWith('extract-template') && tried.extract++ < 4)
          assert.deepEqual(sums(applied(analysis, path, from, id)), before, `${id} at ${path}:${from}`);
        const address =
          block.facts.declaration?.declares === 'mailbox' && block.facts.declaration.address.value;
        // Of two declarations of one address the other may be the one that counts.
        const isOnly = address && analysis.model.definitionsOf(keyOf('address', address)).length === 1;
        if (id.startsWith('move-to-lot') && isOnly && tried.move++ < 12) {
          const lot = id.slice('move-to-lot '.length);
          const after = lotsOf(applied(analysis, path, from, id));
          const wanted = new Map(
            [...lots].map(([each, was]) => [each, each === compared(address) ? lot : was]),
          );
          assert.deepEqual(after, wanted, `${id} of ${address}`);
        }
      }
    }
  }
  assert(tried.split > 0 && tried.move > 0, JSON.stringify(tried));
});
