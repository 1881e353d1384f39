/** The plans of a workspace and the files beside them, as both come, change and go. */
import { expect, test } from 'vitest';
import type { DomainInventory } from '../../server/language/model/inventory.ts';
import type { FileRead } from '../../server/lsp/ports.ts';
import { opened, URI } from './opened.ts';

const INVENTORY_A = 'file:///plans/inventory/a.yaml';
const INVENTORY_B = 'file:///plans/inventory/b.yaml';
const PLAN = 'plan "P" {}\ndomain a.example\nmailbox anna@a.example\n';

const disk = (inventories: readonly (readonly [string, FileRead<DomainInventory>])[] = []) => ({
  texts: new Map<string, string>(),
  inventories: new Map(inventories),
});

const inventory = (address: string, domain = 'a.example'): { readonly value: DomainInventory } => ({
  value: {
    domain,
    taken: '2025-01-01',
    addresses: new Map([[address, { messages: 1, bytes: 1, largest: 1, folders: 1 }]]),
  },
});

test('an inventory whose file is renamed stays, whichever event comes first', async () => {
  const there = disk([[INVENTORY_A, inventory('anna@a.example')]]);
  const { workspace, quiet } = await opened(PLAN, there);
  await quiet();
  const known = () => workspace.file(URI)?.plan?.analysis.model.domainInventory('a.example');
  expect(known()).toBeDefined();
  there.inventories.delete(INVENTORY_A);
  there.inventories.set(INVENTORY_B, inventory('anna@a.example'));
  for (const uri of [INVENTORY_B, INVENTORY_A]) workspace.changedOnDisk(uri);
  await quiet();
  expect(known()).toBeDefined();
  there.inventories.delete(INVENTORY_B);
  there.inventories.set(INVENTORY_A, inventory('anna@a.example'));
  for (const uri of [INVENTORY_B, INVENTORY_A]) workspace.changedOnDisk(uri);
  await quiet();
  expect(known()).toBeDefined();
  there.inventories.delete(INVENTORY_A);
  workspace.changedOnDisk(INVENTORY_A);
  await quiet();
  expect(known()).toBeUndefined();
});

test('where one of two inventories of a domain goes, or is of another now, the other counts', async () => {
  const there = disk([
    [INVENTORY_A, inventory('anna@a.example')],
    [INVENTORY_B, inventory('ben@a.example', 'A.Example')],
  ]);
  const { workspace, quiet } = await opened(PLAN, there);
  await quiet();
  const addresses = () => {
    const known = workspace.file(URI)?.plan?.analysis.model.domainInventory('a.example');
    return [...(known?.addresses.keys() ?? [])];
  };
  expect(addresses()).toEqual(['ben@a.example']);
  there.inventories.set(INVENTORY_B, inventory('ben@b.example', 'b.example'));
  workspace.changedOnDisk(INVENTORY_B);
  await quiet();
  expect(addresses()).toEqual(['anna@a.example']);
});

test('what nobody told of is found where its plan is opened: editors miss files of a folder that was just made', async () => {
  const there = disk();
  const text = 'plan "P" { include "domains/*.migplan" }\n';
  const { workspace, quiet, codes } = await opened(text, there);
  expect(await codes()).toContain('MP104');
  there.texts.set(URI, text);
  workspace.close(URI);
  await quiet();
  there.texts.set('file:///plans/domains/a.migplan', 'domain a.example\nmailbox anna@a.example\n');
  workspace.open(URI, text, 1);
  expect(await codes()).not.toContain('MP104');
  expect(workspace.file('file:///plans/domains/a.migplan')?.plan).toBe(workspace.file(URI)?.plan);
});

const SMALL = 'file:///plans/small/plan.migplan';

/** A plan that takes a while, edited and told of in part, beside a small one; and what was told since. */
async function partlyTold() {
  const mailboxes = Array.from({ length: 3000 }, (_, i) => `mailbox m${i}@b${i}.example "M"\n`).join('');
  const text = `plan "Big" { include "plan.migplan" }\ndomain a.example\n${mailboxes}`;
  const made = await opened(text);
  const { workspace, told, quiet } = made;
  workspace.open(SMALL, 'plan "Small" {}\n', 1);
  await quiet();
  told.length = 0;
  workspace.change(URI, [{ text: text.replace('a.example', 'c.example') }], 2);
  expect(await workspace.checkedSoon(URI, 0)).toBe(false);
  const big = async () => {
    await quiet();
    return told.filter(({ paths }) => paths.includes('/plans/plan.migplan'));
  };
  return { ...made, big };
}

test('an editor that got part of a plan’s findings is told of the rest, though a minute passes', async () => {
  const { world, big } = await partlyTold();
  world.minute();
  expect((await big()).map(({ unasked }) => unasked)).toEqual([true]);
});

test('an editor that got part of a plan’s findings is told of the rest, though another is edited', async () => {
  const { workspace, told, big } = await partlyTold();
  workspace.change(SMALL, [{ text: 'plan "Smaller" {}\n' }], 2);
  expect((await big()).map(({ unasked }) => unasked)).toEqual([true]);
  const small = told.filter(({ paths }) => paths.includes('/plans/small/plan.migplan'));
  expect(small.map(({ unasked }) => unasked)).toEqual([false]);
});

test('a file that is closed has no version any more', async () => {
  const there = disk();
  const { workspace, quiet } = await opened(PLAN, there);
  await quiet();
  there.texts.set(URI, PLAN);
  workspace.change(URI, [{ text: PLAN }], 7);
  expect(workspace.file(URI)?.version).toBe(7);
  workspace.close(URI);
  await quiet();
  expect(workspace.file(URI)).toMatchObject({ isOpen: false, version: undefined });
});

test('a plan that is none any more takes what it said of the files beside it away', async () => {
  const problem = { path: 'a.yaml', line: 1, column: 1, says: { en: 'bad', fr: 'mauvais' } };
  const { workspace, problems, quiet } = await opened(PLAN, disk([[INVENTORY_A, { problem }]]));
  await quiet();
  expect(problems).toEqual([{ uri: INVENTORY_A, problem }]);
  workspace.change(URI, [{ text: 'domain a.example\n' }], 2);
  await quiet();
  expect(workspace.file(URI)?.plan?.isPlan).toBe(false);
  expect(problems.slice(1)).toEqual([{ uri: INVENTORY_A, problem: undefined }]);
  workspace.change(URI, [{ text: PLAN }], 3);
  await quiet();
  expect(problems.slice(2)).toEqual([{ uri: INVENTORY_A, problem }]);
});
