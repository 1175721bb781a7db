// RFC 5322 §2.2, §3.6.8, §4.5 and RFC 6532: the header section as fields.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFields, unfold } from '../../src/message/fields.ts';
import { cpuTime } from '../machine-time.ts';

const read = (text: string) => readFields(Buffer.from(text, 'latin1'));
const pairs = (text: string) => read(text).fields.map((field) => [field.name, field.value]);

describe('readFields', () => {
  test.each<[string, string, [string, string][]]>([
    ['§2.2 a field', 'From: a@b.example\r\n\r\n', [['From', 'a@b.example']]],
    ['no white space after the colon', 'From:a@b.example\r\n\r\n', [['From', 'a@b.example']]],
    [
      '§4.5 white space before the colon',
      'From \t: a@b.example\r\n\r\n',
      [['From', 'a@b.example']],
    ],
    [
      '§2.2.3 a folded field',
      'Subject: one\r\n two\r\n\tthree\r\n\r\n',
      [['Subject', 'one two\tthree']],
    ],
    [
      '§4.2 a line of white space alone folds',
      'Subject: one\r\n \r\n two\r\n\r\n',
      [['Subject', 'one  two']],
    ],
    ['a value on the next line', 'Subject:\r\n one\r\n\r\n', [['Subject', 'one']]],
    [
      'an empty value',
      'Subject:\r\nTo: x\r\n\r\n',
      [
        ['Subject', ''],
        ['To', 'x'],
      ],
    ],
    ['colons in the value', 'X: a:b:c\r\n\r\n', [['X', 'a:b:c']]],
    [
      'every printable character in a name',
      "!#$%&'*+-./09AZ[]^_`az{|}~: x\r\n\r\n",
      [["!#$%&'*+-./09AZ[]^_`az{|}~", 'x']],
    ],
    [
      'repeated fields stay in order',
      'A: 1\r\na: 2\r\nB: 3\r\nA: 4\r\n\r\n',
      [
        ['A', '1'],
        ['a', '2'],
        ['B', '3'],
        ['A', '4'],
      ],
    ],
    [
      'no body',
      'A: 1\r\nB: 2',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    ['white space at the ends', 'A:  \t x \t \r\n\r\n', [['A', 'x']]],
    ['the body is not read', 'A: 1\r\n\r\nB: 2\r\n', [['A', '1']]],
    ['an empty header section', '\r\nA: 1\r\n', []],
    ['an empty message', '', []],
  ])('%s', (_name, text, expected) => {
    expect(pairs(text)).toEqual(expected);
    expect(read(text).strays).toEqual([]);
  });

  test.each([
    ['a line without a colon', 'A: 1\r\nno field\r\nB: 2\r\n\r\n', ['A', 'B'], ['no field']],
    ['a name with a space inside', 'A B: 1\r\nC: 2\r\n\r\n', ['C'], ['A B: 1']],
    ['a line that begins with a colon', ': 1\r\nC: 2\r\n\r\n', ['C'], [': 1']],
    ['the first line continues nothing', ' x: 1\r\nC: 2\r\n\r\n', ['C'], [' x: 1']],
    ['a name beyond ASCII', 'Fr\xc3\xb6m: 1\r\nC: 2\r\n\r\n', ['C'], ['Fr\xc3\xb6m: 1']],
    [
      'an mbox line',
      'From x@y.example Mon Jan  1 00:00:00 2025\r\nC: 2\r\n\r\n',
      ['C'],
      ['From x@y.example Mon Jan  1 00:00:00 2025'],
    ],
    [
      'its continued lines go with it',
      'no field\r\n more\r\nC: 2\r\n\r\n',
      ['C'],
      ['no field\r\n more'],
    ],
  ])('notes %s', (_name, text, names, strays) => {
    const section = read(text);
    expect(section.fields.map((field) => field.name)).toEqual(names);
    expect(section.strays.map((stray) => stray.text)).toEqual(strays);
  });

  test('RFC 6532: UTF-8 where it is valid, else latin1', () => {
    expect(pairs('A: J\xc3\xb6rg\r\nB: J\xf6rg\r\n\r\n')).toEqual([
      ['A', 'Jörg'],
      ['B', 'Jörg'],
    ]);
  });

  test('keeps the octets and their place', () => {
    const text = 'A: 1\r\nSubject : \xff\r\n x\r\n\r\nbody';
    const section = read(text);
    const [, subject] = section.fields;
    expect(Buffer.from(subject?.raw ?? []).toString('latin1')).toBe('Subject : \xff\r\n x\r\n');
    expect(Buffer.from(subject?.body ?? []).toString('latin1')).toBe(' \xff\r\n x');
    expect(subject).toMatchObject({ start: 6, key: 'subject', name: 'Subject' });
    expect(text.slice(section.bodyStart)).toBe('body');
  });

  test('fields and strays together are the whole header section', () => {
    const line = fc.string({ unit: fc.constantFrom('A', ':', ' ', '\t', 'é', '.'), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const message = Buffer.from(lines.map((one) => `${one}\r\n`).join(''), 'latin1');
        const section = readFields(message);
        const covered = section.fields.reduce((sum, field) => sum + field.raw.length, 0);
        const strayed = section.strays.reduce((sum, stray) => sum + stray.text.length, 0);
        expect(covered + strayed).toBeLessThanOrEqual(section.bodyStart);
        expect(section.bodyStart).toBeLessThanOrEqual(message.length);
        for (const field of section.fields) expect(field.name).toMatch(/^[!-9;-~]+$/);
      }),
      { seed: 3, numRuns: 2000 },
    );
  });

  test('is linear in folded lines', () => {
    const message = Buffer.from(`X: 1\r\n${' a\r\n'.repeat(1_000_000)}\r\n`);
    const before = cpuTime();
    expect(readFields(message).fields[0]?.value.length).toBe(2_000_001);
    expect(cpuTime() - before).toBeLessThan(2000);
  });
});

test('unfold takes only line ends before white space', () => {
  expect(unfold('a\r\n b\n\tc\r\nd')).toBe('a b\tc\r\nd');
});
