/**
 * All that the driver asks of Graph in one long story fits the contract written for the simulator; where Microsoft's own schema has been
 * put beside the project, it fits that too.
 */
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Asked } from '../../support/graph-simulator/graph-contract.ts';
import { fitting } from '../../support/graph-simulator/graph-contract.ts';
import type { GraphSimulator } from '../../support/graph-simulator/graph-simulator.ts';
import {
  connectTo,
  DOMAIN,
  SKU,
  signal,
  startSimulator,
} from '../../support/graph-simulator/simulated-place.ts';
import { publishedContract } from '../../support/published-contracts.ts';

interface Published {
  readonly paths: Readonly<Record<string, Readonly<Record<string, PublishedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: object }>> };
}
interface PublishedOperation {
  readonly parameters?: readonly { readonly name: string }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: object } } };
}

let simulator: GraphSimulator;

beforeAll(async () => {
  simulator = await startSimulator();
  const provisioner = await connectTo(simulator);
  const address = `ada@${DOMAIN}`;
  const profile = { name: 'Ada', given: 'Ada', family: 'Roux', title: 'Nurse', phone: '1', office: '2689' };
  const scope = { objects: [{ address, kind: 'mailbox' }], domains: [DOMAIN, 'new.example'] } as const;
  await provisioner.read(scope, signal);
  await provisioner.apply({ does: 'add-domain', address: 'new.example' }, signal);
  await provisioner.apply({ does: 'make', kind: 'mailbox', address, profile }, signal);
  await provisioner.apply({ does: 'describe', kind: 'mailbox', address, profile: { title: 'Head' } }, signal);
  await provisioner.apply({ does: 'license', address, licence: 'E1', sku: SKU }, signal);
  await provisioner.apply({ does: 'await', address }, signal);
  await provisioner.read(scope, signal);
});
afterAll(() => simulator.stop());

const published = publishedContract('microsoft-graph-v1.cut.json') as Published | undefined;

/** What the published cut leaves out: contacts have a page of their own on learn.microsoft.com. */
const NOT_IN_THE_CUT = ['GET /contacts'];

test('every request fits the written contract', () => {
  expect(simulator.outside).toEqual([]);
  expect(simulator.asked.length).toBeGreaterThan(20);
  for (const asked of simulator.asked) expect(fitting(asked)).not.toBeTypeOf('string');
});

const compared = published
  ? 'compared with the published schema'
  : 'not compared further: no published schema here';
test(`every request is ${compared}`, () => {
  if (!published) return expect(simulator.asked.map(fitting)).not.toContainEqual(expect.any(String));
  for (const asked of simulator.asked) expectPublished(published, asked);
});

function expectPublished({ paths, components }: Published, { method, path, query, body }: Asked): void {
  const name = `${method} ${path}`;
  const template = Object.keys(paths).find((one) =>
    new RegExp(`^${one.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path),
  );
  const operation = template === undefined ? undefined : paths[template]?.[method.toLowerCase()];
  if (!operation) {
    expect(NOT_IN_THE_CUT).toContain(name);
    return;
  }
  expect(
    (operation.parameters ?? []).map((one) => one.name),
    name,
  ).toEqual(expect.arrayContaining(Object.keys(query)));
  const entity = components.schemas[`microsoft.graph.${path.startsWith('/groups') ? 'group' : 'user'}`];
  const fields = query['$select']?.split(',') ?? [];
  expect(Object.keys(entity?.properties ?? {}), name).toEqual(expect.arrayContaining(fields));
  const schema = operation.requestBody?.content['application/json'].schema;
  if (!schema) {
    expect(body, name).toBeUndefined();
    return;
  }
  const check = compiled(schema, components);
  expect(check(body), `${name}: ${JSON.stringify(check.errors)}`).toBe(true);
}

/** OpenAPI 3.0 says `nullable` where JSON Schema has a type of its own. */
function compiled(schema: object, components: object): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addFormat('int32', true);
  const plain = JSON.parse(JSON.stringify({ ...schema, components }), (_, value: unknown) =>
    withoutNullable(value),
  ) as object;
  return ajv.compile(plain);
}

function withoutNullable(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('nullable' in value)) return value;
  const { nullable: _, ...rest } = value;
  return { anyOf: [{ type: 'null' }, rest] };
}
