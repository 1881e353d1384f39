import { expect, test } from 'vitest';
import { tokenize } from '../../grammar/lexer.ts';

const tokens = (text: string): string =>
  tokenize(text)
    .tokens.map(({ tokenType, image }) => `${tokenType.name}(${image})`)
    .join(' ');

test.each([
  ['words and hyphens', 'lot grand-est E3', 'Word(lot) Word(grand-est) Word(E3)'],
  ['accents', 'unité été-2025', 'Word(unité) Word(été-2025)'],
  [
    'an identifier that starts with a digit',
    '8f2c1d7e-0000-4000-8000-000000000001',
    'Word(8f2c1d7e-0000-4000-8000-000000000001)',
  ],
  ['an address', "o'neil+x/y@a-b.example", "Address(o'neil+x/y@a-b.example)"],
  ['an address without a domain', 'contact@ "C"', 'Address(contact@) Text("C")'],
  ['an address with odd dots', '.a..b@c..d', 'Address(.a..b@c..d)'],
  [
    'an arrow between addresses',
    'a@b.example -> c@d.example',
    'Address(a@b.example) Sign(->) Address(c@d.example)',
  ],
  [
    'an arrow without spaces',
    'a@b.example->c@d.example',
    'Address(a@b.example) Sign(->) Address(c@d.example)',
  ],
  ['a domain', 'spf-55.example', 'Domain(spf-55.example)'],
  ['a domain beyond ASCII', 'münchen.example', 'Domain(münchen.example)'],
  ['a date', '2025-01-20', 'DateText(2025-01-20)'],
  ['a date that goes on', '2025-01-20th', 'Word(2025-01-20th)'],
  [
    'a time and a range of times',
    '16:00 08:00..18:00',
    'TimeText(16:00) TimeText(08:00) Sign(..) TimeText(18:00)',
  ],
  ['day offsets', 'D-14 J+60 D', 'Offset(D-14) Offset(J+60) Word(D)'],
  ['a range', '300..350', 'NumberText(300) Sign(..) NumberText(350)'],
  [
    'a share',
    '1/3 33 % 33%',
    'NumberText(1) Sign(/) NumberText(3) NumberText(33) Sign(%) NumberText(33) Sign(%)',
  ],
  [
    'sizes',
    '50 GB 50GB 1.5GiB 5Go',
    'NumberText(50) Word(GB) NumberText(50) Word(GB) NumberText(1.5) Word(GiB) NumberText(5) Word(Go)',
  ],
  ['a rate', '20 MB/s', 'NumberText(20) Word(MB) Sign(/) Word(s)'],
  ['an amount', '2.76 EUR/month', 'NumberText(2.76) Word(EUR) Sign(/) Word(month)'],
  ['a version is no number', '1.2.3', 'Domain(1.2.3)'],
  ['strings with escapes', '"a \\" b" "\\\\" ""', 'Text("a \\" b") Text("\\\\") Text("")'],
  ['a string that stays open ends with its line', '"a\nb', 'OpenText("a) Eol(\n) Word(b)'],
  ['a backslash at the end of an open string', '"a\\', 'OpenText("a\\)'],
  [
    'a placeholder and a body',
    '{unit.admin} {unit}',
    'Placeholder({unit.admin}) Open({) Word(unit) Close(})',
  ],
  ['line ends', 'a\r\nb\rc\n', 'Word(a) Eol(\r\n) Word(b) Eol(\r) Word(c) Eol(\n)'],
  ['white space of all kinds', '\uFEFFa\tb\u00A0c\f', 'Word(a) Word(b) Word(c)'],
  [
    'what starts nothing, a run at a time',
    'a (!?) - . <',
    'Word(a) Unreadable((!?)) Unreadable(-) Unreadable(.) Unreadable(<)',
  ],
  ['a lone half of a pair', '\ud800', 'Word(\ud800)'],
  ['nothing', '', ''],
])('%s', (_, text, expected) => {
  expect(tokens(text)).toBe(expected);
});

test('comments stand apart, with their places', () => {
  expect(tokenize('a # b\n#c').comments).toEqual([
    { start: 2, end: 5, text: '# b' },
    { start: 6, end: 8, text: '#c' },
  ]);
});

test('a hash inside a string is text', () => {
  expect(tokenize('"a # b"').comments).toEqual([]);
});
