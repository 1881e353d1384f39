/** What a template says of each domain that uses it: declarations like any other, whose faults are told where they are used. */
import { describe, expect, test } from 'vitest';
import { analyse, checkDiagnostics } from '../support/check.ts';

const PLAN = `
licence E1
unit meuse "Fédération de la \\"Meuse\\"" { kind federation; admin anna@a.example }
template offices {
  shared contact@ "Contact {unit.title}" { access {unit.admin} full }
  list all@ "All of {domain.name}" { member {unit.admin} }
}
domain a.example { unit meuse; use offices }
mailbox anna@a.example E1 "Anna"
`;

describe('stamped declarations', () => {
  test('have the domain’s addresses and the unit’s values, and count like any other', () => {
    const analysis = analyse(PLAN);
    const [contact] = analysis.declarations('shared');
    expect(contact?.address.value).toBe('contact@a.example');
    expect(contact?.label?.value).toBe('Contact Fédération de la "Meuse"');
    expect(contact?.has.access[0]?.value.who?.value).toBe('anna@a.example');
    expect([...analysis.declarations('list')].map(({ label }) => label?.value)).toEqual(['All of a.example']);
    expect(analysis.model.totals('domain', 'a.example').shared).toBe(1);
    expect(analysis.diagnostics('/plan.migplan').diagnostics).toEqual([]);
  });

  test('come and go with the use of their template, its text and the unit’s values', () => {
    const analysis = analyse(PLAN);
    const titles = () => [...analysis.declarations('shared')].map(({ label }) => label?.value);
    const change = (from: string, to: string): void => {
      const text = [...(analysis.document('/plan.migplan')?.blocks() ?? [])].map(({ text }) => text).join('');
      analysis.edit('/plan.migplan', [{ text: text.replace(from, to) }]);
      analysis.settle();
    };
    change('unit meuse "Fédération de la \\"Meuse\\""', 'unit meuse "Meuse"');
    expect(titles()).toEqual(['Contact Meuse']);
    change('Contact {unit.title}', 'Bureau {unit.name}');
    expect(titles()).toEqual(['Bureau meuse']);
    change('; use offices', '');
    expect(titles()).toEqual([]);
    change('unit meuse }', 'unit meuse; use offices }');
    expect(titles()).toEqual(['Bureau meuse']);
  });
});

test('what is wrong with one is told where its domain uses it, and no fix touches the template', () => {
  checkDiagnostics(`
template offices { alias info@ -> contact@ }
domain a.example { use offices }
domain b.example { use offices }
#                      ^^^^^^^ error MP502: nothing in this plan is called contact@b.example; an alias leads to a mailbox, a list or a resource: correct it, or make it a forward
list contact@a.example { member anna@elsewhere.example }
`);
});

test('a placeholder that nothing fills', () => {
  checkDiagnostics(`
template offices { list contact@ "Contact {unit.titel}" { member {unit.admin} } }
domain a.example { use offices }
#                      ^^^^^^^ error MP101: {unit.titel} of the template stands for nothing; it may say {domain.name}, {unit.name}, {unit.title}, {unit.kind}, {unit.admin}
#                      ^^^^^^^ error MP101: this domain has nothing for {unit.admin} of the template: give it a unit that does
`);
});

test('the same address from a template and from the text is there twice', () => {
  checkDiagnostics(`
template offices { list contact@ { member anna@elsewhere.example } }
domain a.example { use offices, offices }
#                               ^^^^^^^ error MP204: contact@a.example is a list already and cannot be declared twice; keep one of the two
`);
});
