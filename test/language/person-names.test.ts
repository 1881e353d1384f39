/** Names and the addresses made of them: examples of how people write both, and what holds for any name. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldedName, nameWords } from '../../server/language/model/addresses/name-words.ts';
import {
  type AddressPattern,
  addressPattern,
  isNamedBy,
  type Person,
  spelling,
} from '../../server/language/model/addresses/person-names.ts';

function pattern(text: string): AddressPattern {
  const found = addressPattern(text);
  if (!found) throw new Error(`no pattern: ${text}`);
  return found;
}

const DOTTED = pattern('{given}.{family}');

test.each([
  ['Éloïse', 'eloise'],
  ['Cœur', 'coeur'],
  ['Weiß', 'weiss'],
  ['Łukasz Ængström', 'lukasz aengstrom'],
  ['Jean\u2011Pierre d’Arc', 'jean pierre d arc'],
  ['Zoe\u0301', 'zoe'],
  ['Nguyễn', 'nguyen'],
])('%s folds to %s', (name, folded) => expect(foldedName(name)).toBe(folded));

describe('a label says who the person is', () => {
  test.each([
    ['camille.dupont', 'Camille Dupont'],
    ['camille.dupont', 'DUPONT Camille'],
    ['camille.dupont', 'Dupont, Camille'],
    ['camille.dupont', 'Camille Dupont, treasurer'],
    ['camille.dupont', 'Mme Camille Dupont (Trésorière)'],
    ['camille.dupont', 'Camille Dupont — Meuse'],
    ['Camille.Dupont', 'Camille Dupont'],
    ['camille.dupont2', 'Camille Dupont'],
    ['camille.dupont-2', 'Camille Dupont'],
    ['jean-pierre.martin', 'Jean-Pierre Martin'],
    ['jeanpierre.martin', 'Jean-Pierre Martin'],
    ['jean.pierre.martin', 'Jean-Pierre Martin'],
    ['jean-pierre.martin', 'Jean Pierre MARTIN'],
    ['marie.de-la-tour', 'Marie de la Tour'],
    ['marie.delatour', 'Marie de la Tour'],
    ['marie.tour', 'Marie de la Tour'],
    ['marie.latour', 'Marie de La Tour'],
    ['jeanne.darc', 'Jeanne d’Arc'],
    ['jeanne.d-arc', "Jeanne d'Arc"],
    ['eloise.lefevre', 'Éloïse Lefèvre'],
    ['éloïse.lefèvre', 'Éloïse Lefèvre'],
    ['soeur.coeur', 'Sœur Cœur'],
    ['jurgen.muller', 'Jürgen Müller'],
    ['juergen.mueller', 'Jürgen Müller'],
    ['jens.aagaard', 'Jens Ågaard'],
    ['camille.dupont-martin', 'Camille Dupont-Martin'],
  ])('%s is %s', (local, label) => expect(isNamedBy(DOTTED, local, { label })).toBe(true));

  test.each([
    ['cdupont', 'Camille Dupont'],
    ['camille-dupont', 'Camille Dupont'],
    ['camille.dupond', 'Camille Dupont'],
    ['camille.dupontel', 'Camille Dupont'],
    ['camille', 'Camille Dupont'],
    ['jean.martin', 'Jean-Pierre Martin'],
    ['.dupont', 'Camille Dupont'],
    ['', 'Camille Dupont'],
  ])('%s is not %s', (local, label) => expect(isNamedBy(DOTTED, local, { label })).toBe(false));

  test.each([
    ['one word', 'Camille'],
    ['nothing', ''],
    ['letters that an address is not spelt with', 'Кирилл Мефодий'],
    ['a number', 'Salle 12 Verdun'],
    ['a sentence', 'The mailbox that we use when nobody is in the office'],
  ])('%s says nothing', (_, label) => expect(isNamedBy(DOTTED, 'camille.dupont', { label })).toBeUndefined());
});

describe('given and family names come before the label', () => {
  const person: Person = { given: 'Jean-Pierre', family: 'de La Tour', label: 'JP' };

  test.each(['jean-pierre.de-la-tour', 'jeanpierre.latour', 'jean.pierre.tour'])('%s', (local) => {
    expect(isNamedBy(DOTTED, local, person)).toBe(true);
  });

  test('their order is the pattern’s', () => {
    expect(isNamedBy(DOTTED, 'delatour.jeanpierre', person)).toBe(false);
    expect(isNamedBy(pattern('{family}.{given}'), 'delatour.jeanpierre', person)).toBe(true);
  });

  test('one of the two alone is not enough, and the label is asked', () => {
    expect(isNamedBy(DOTTED, 'anna.roux', { given: 'Anna' })).toBeUndefined();
    expect(isNamedBy(DOTTED, 'anna.roux', { given: 'Anna', label: 'Anna Roux' })).toBe(true);
    expect(isNamedBy(DOTTED, 'anna.roux', { given: 'Anna', family: ' ' })).toBeUndefined();
    expect(isNamedBy(pattern('{given}'), 'anna', { given: 'Anna' })).toBe(true);
    expect(isNamedBy(pattern('{given}'), 'anna', { label: 'Anna' })).toBe(true);
  });
});

describe('patterns', () => {
  test.each([
    ['{given.initial}{family}', 'cdupont'],
    ['{given.initial}.{family}', 'c.dupont'],
    ['{family}{given.initial}', 'dupontc'],
    ['{family}_{given}', 'dupont_camille'],
    ['asso.{family}', 'asso.dupont'],
    ['{given}{family}', 'camilledupont'],
  ])('%s gives %s', (text, local) => {
    const person = { given: 'Camille', family: 'Dupont' };
    expect(spelling(pattern(text), person)).toBe(local);
    expect(isNamedBy(pattern(text), local, person)).toBe(true);
    expect(isNamedBy(pattern(text), 'nobody', person)).toBe(false);
  });

  test('a compound name’s initial is one letter or each word’s', () => {
    const initial = pattern('{given.initial}{family}');
    for (const local of ['jmartin', 'jpmartin', 'j-pmartin']) {
      expect(isNamedBy(initial, local, { label: 'Jean-Pierre Martin' }), local).toBe(true);
    }
    expect(spelling(initial, { label: 'Jean-Pierre Martin' })).toBe('jmartin');
  });

  test.each(['', 'contact', '{first}.{last}', '{given}.{family}@a.example', '{given', '{given} {family}'])(
    '“%s” is none',
    (text) => expect(addressPattern(text)).toBeUndefined(),
  );
});

test.each([
  ['Camille Dupont', 'camille.dupont'],
  ['DUPONT Camille', 'camille.dupont'],
  ['Camille DUPONT MARTIN', 'camille.dupont-martin'],
  ['DE LA TOUR Marie', 'marie.de-la-tour'],
  ['Dupont-Martin, Camille', 'camille.dupont-martin'],
  ['Camille Dupont, treasurer', 'camille.dupont'],
  ['M. Jean-Pierre de La Tour', 'jean-pierre.de-la-tour'],
  ['Jeanne d’Arc', 'jeanne.darc'],
  ['CAMILLE DUPONT', 'camille.dupont'],
])('%s is offered %s', (label, local) => expect(spelling(DOTTED, { label })).toBe(local));

const LETTERS = 'abcdefghijklmnopqrstuvwxyzéèêïöüñçœßøÉÇ';
const word = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 2, maxLength: 8 });
const name = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .chain((words) => fc.constantFrom('-', ' ', '’').map((between) => words.join(between)));
const text = fc.constantFrom(
  '{given}.{family}',
  '{family}.{given}',
  '{given.initial}{family}',
  '{given}_{family.initial}',
  'x-{family}',
);

test('the address that is offered is one that is accepted, in capitals and with a namesake’s number too', () => {
  fc.assert(
    fc.property(text, name, name, fc.nat(99), (written, given, family, number) => {
      const made = spelling(pattern(written), { given, family });
      if (made === undefined) return;
      expect(made).toMatch(/^[a-z0-9._-]+$/);
      for (const local of [made, made.toUpperCase(), `${made}${number}`]) {
        expect(isNamedBy(pattern(written), local, { given, family })).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});

test('whatever a name has of signs between its words, each may be left out or another', () => {
  const signs = fc.array(fc.constantFrom('', '-', '.', '_'), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(name, name, signs, (given, family, between) => {
      const [first = [], last = []] = [nameWords(given), nameWords(family)];
      const join = (words: readonly string[]): string =>
        words.map((one, index) => (index === 0 ? one : `${between[index] ?? ''}${one}`)).join('');
      const label = `${given} ${family}`;
      const local = `${join(first)}.${join(last)}`;
      expect(isNamedBy(DOTTED, local, { given, family })).toBe(true);
      expect(isNamedBy(DOTTED, local, { label })).not.toBe(false);
      expect(isNamedBy(DOTTED, local, { label: `${family} ${given}` })).not.toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test('nothing that is written makes it throw or take long', () => {
  const anything = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constant('de '.repeat(2000)));
  fc.assert(
    fc.property(anything, anything, anything, anything, (written, local, label, given) => {
      const found = addressPattern(written) ?? DOTTED;
      for (const person of [{ label }, { given, family: label }]) {
        isNamedBy(found, local, person);
        spelling(found, person);
      }
    }),
    { numRuns: 2000 },
  );
});
