/** What a BlueMind's names, rights and addresses are turned into, over random ones: nobody else's is touched, and nothing is said that is not so. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RIGHTS } from '../../../grammar/vocabulary.ts';
import {
  type AccessEntries,
  accessIn,
  covers,
  withoutRight,
  withRight,
} from '../../../server/endpoints/bluemind/access-list.ts';
import { lostAddress, withAlias, withoutAlias } from '../../../server/endpoints/bluemind/own-addresses.ts';
import { personNames, shownName } from '../../../server/endpoints/bluemind/person-names.ts';

describe('names of a person', () => {
  const word = fc.stringMatching(/^[A-Zé][a-zï'-]{0,8}$/);
  const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((all) => all.join(' '));
  const maybe = fc.option(words, { nil: undefined });

  test('BlueMind shows the plan’s name, or is not asked', () => {
    fc.assert(
      fc.property(maybe, maybe, maybe, (name, given, family) => {
        const names = personNames({ name, given, family }, 'ada.roux');
        if (!names) {
          expect(name).toBeDefined();
          return;
        }
        expect(names.family).not.toBe('');
        if (name !== undefined) expect(shownName(names)).toBe(name);
        if (family !== undefined) expect(names.family).toBe(family);
        if (given !== undefined && names.given !== undefined) expect(names.given).toBe(given);
      }),
    );
  });

  test('a name that is made of given and family is always taken', () => {
    fc.assert(
      fc.property(words, words, (given, family) => {
        expect(personNames({ name: `${given} ${family}`, given, family }, 'x')).toEqual({ given, family });
        expect(personNames({ name: `${given} ${family}`, given, family: undefined }, 'x')).toEqual({
          given,
          family,
        });
      }),
    );
  });

  test.each([
    [{ name: 'Ada Roux' }, { given: 'Ada', family: 'Roux' }],
    [{ name: 'Accueil' }, { family: 'Accueil' }],
    [{ given: 'Ada' }, { given: 'Ada', family: 'ada.roux' }],
    [{}, { family: 'ada.roux' }],
    [
      { name: 'Ada Marie Roux', given: 'Ada', family: 'Roux' },
      { given: 'Ada', additional: 'Marie', family: 'Roux' },
    ],
    [{ name: 'Dr Ada Roux', given: 'Ada', family: 'Roux' }, undefined],
    [{ name: 'Roux Ada', given: 'Ada', family: 'Roux' }, undefined],
    [{ name: 'Ada', given: 'Ada' }, undefined],
  ])('%o becomes %o', (profile, names) => {
    const all = { name: undefined, given: undefined, family: undefined, ...profile };
    expect(personNames(all, 'ada.roux')).toEqual(names);
  });
});

describe('a list of rights', () => {
  const subject = fc.constantFrom('me', 'you', 'everybody');
  const verb = fc.constantFrom('Read', 'Write', 'Manage', 'SendAs', 'SendOnBehalf', 'All', 'Freebusy', 'New');
  const list = fc.array(fc.record({ subject, verb }), { maxLength: 8 });
  const right = fc.constantFrom(...RIGHTS);
  const addresses = new Map(['me', 'you', 'everybody'].map((uid) => [uid, uid]));
  const rightsOf = (entries: AccessEntries, who: string) =>
    accessIn(entries, 'the owner', addresses)
      .filter((one) => one.who === who)
      .map((one) => one.right);
  const others = (entries: AccessEntries) => entries.filter((one) => one.subject !== 'me');

  test('others’ entries stay the very ones, in their order, whatever is given or taken away', () => {
    fc.assert(
      fc.property(list, right, (entries, one) => {
        for (const edited of [withRight(entries, 'me', one), withoutRight(entries, 'me', one)]) {
          if (!edited) continue;
          const kept = others(edited);
          expect(kept).toHaveLength(others(entries).length);
          for (const [index, entry] of others(entries).entries()) expect(kept[index]).toBe(entry);
        }
      }),
    );
  });

  test('what is given is had, and giving it again changes nothing; what was had stays', () => {
    fc.assert(
      fc.property(list, right, (entries, one) => {
        const given = withRight(entries, 'me', one) ?? entries;
        expect(withRight(given, 'me', one)).toBeUndefined();
        for (const entry of entries) expect(covers(given, entry)).toBe(true);
      }),
    );
  });

  test('what is taken away is had no more, and no other right but what it was a part of is lost', () => {
    fc.assert(
      fc.property(list, right, (entries, one) => {
        const left = withoutRight(entries, 'me', one);
        if (!left) {
          expect(rightsOf(entries, 'me')).not.toContain(one);
          return;
        }
        expect(rightsOf(left, 'me')).not.toContain(one);
        const sending = (all: readonly string[]) =>
          all.filter((each) => each.startsWith('send') && each !== one);
        expect(sending(rightsOf(left, 'me'))).toEqual(sending(rightsOf(entries, 'me')));
      }),
    );
  });

  test('one right given to somebody who had none is told as that one alone, and sending is never part of it', () => {
    for (const one of RIGHTS) {
      const given = withRight([], 'me', one) ?? [];
      expect(rightsOf(given, 'me')).toEqual([one]);
      expect(withoutRight(given, 'me', one)).toEqual([]);
    }
  });

  test('a server that drops what another verb holds already (Verb.compact) is not asked again', () => {
    fc.assert(
      fc.property(list, right, (entries, one) => {
        const given = withRight(entries, 'me', one) ?? entries;
        const compacted = given.filter(
          (entry) =>
            !covers(
              given.filter((other) => other.verb !== entry.verb),
              entry,
            ),
        );
        expect(withRight(compacted, 'me', one)).toBeUndefined();
      }),
    );
  });

  test('the owner, and who has no address, are not told', () => {
    const entries = [
      { subject: 'the owner', verb: 'All' },
      { subject: 'a.example', verb: 'Read' },
    ];
    expect(accessIn(entries, 'the owner', addresses)).toEqual([]);
  });
});

describe('addresses of an object', () => {
  const domain = { uid: 'x.internal', names: new Set(['a.example', 'b.example']) };
  const own = { address: 'ada@a.example', allAliases: false, isDefault: true };
  const other = (address: string) => ({ address, allAliases: false, isDefault: false });
  const implicit = other('ada@x.internal');

  test('what the server adds of its own is nothing lost; what it left out, or kept, is', () => {
    const sent = [own, other('a.roux@a.example')];
    expect(lostAddress(sent, [implicit, ...sent], [own])).toBeUndefined();
    expect(lostAddress(sent, [own, implicit], [own])).toBe('a.roux@a.example');
    expect(lostAddress([own], sent, sent)).toBe('a.roux@a.example');
    expect(lostAddress([own], [{ ...own, isDefault: false }], [own])).toBe('ada@a.example');
  });

  test('an alias is added beside those that are there, and taken away alone', () => {
    const local = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
    const address = fc.tuple(local, fc.constantFrom(...domain.names)).map((parts) => parts.join('@'));
    fc.assert(
      fc.property(fc.uniqueArray(address, { maxLength: 6 }), address, (aliases, alias) => {
        const emails = [own, ...aliases.filter((one) => one !== own.address).map(other)];
        const added = withAlias(emails, alias, domain);
        if (!added) {
          expect(emails.map((one) => one.address)).toContain(alias);
          return;
        }
        expect(added.slice(0, emails.length)).toEqual(emails);
        expect(withoutAlias(added, alias, domain)).toEqual(emails);
      }),
    );
  });

  test('one under all names of the domain is not taken away for one of them', () => {
    const emails = [own, { address: 'contact@a.example', allAliases: true, isDefault: false }];
    expect(withAlias(emails, 'contact@b.example', domain)).toBeUndefined();
    expect(withoutAlias(emails, 'contact@b.example', domain)).toBe('kept');
    expect(withoutAlias(emails, 'ada@a.example', domain)).toBe('kept');
  });
});
