// Address fields by RFC 5322 §3.4, §4.4, RFC 6854, RFC 6532, and the ways they are abused (LIBRARIES.md rows 2 and 3).
import fc from 'fast-check';
import addressparser from 'nodemailer/lib/addressparser';
import { describe, expect, test } from 'vitest';
import {
  addressText,
  parseMailboxes,
  parseMailboxField,
} from '../../src/message/address/mailboxes.ts';
import { cpuTime } from '../machine-time.ts';

const addresses = (text: string): string[] | null =>
  parseMailboxes(text).mailboxes?.map((mailbox) =>
    addressText(mailbox.localPart, mailbox.domain),
  ) ?? null;

describe('parses', () => {
  test.each<[string, string, string[]]>([
    // RFC 5322 §3.4.1 addr-spec
    ['addr-spec', 'joe@bank.example', ['joe@bank.example']],
    ['dots in the local part', 'joe.q.public@bank.example', ['joe.q.public@bank.example']],
    [
      'every atext character',
      "!#$%&'*+-/=?^_`{|}~09Az@bank.example",
      ["!#$%&'*+-/=?^_`{|}~09Az@bank.example"],
    ],
    ['one label', 'root@localhost', ['root@localhost']],
    ['quoted local part', '"joe public"@bank.example', ['"joe public"@bank.example']],
    ['quotes that are not needed', '"joe"@bank.example', ['joe@bank.example']],
    ['empty quoted local part', '""@bank.example', ['""@bank.example']],
    ['quoted pair', '"joe\\"x\\\\y"@bank.example', ['"joe\\"x\\\\y"@bank.example']],
    ['quoted pair of an ordinary letter', '"\\j\\oe"@bank.example', ['joe@bank.example']],
    ['quoted @', '"a@b"@bank.example', ['"a@b"@bank.example']],
    ['quoted angle bracket', '"a<b>"@bank.example', ['"a<b>"@bank.example']],
    ['quoted comma', '"a,b"@bank.example', ['"a,b"@bank.example']],
    ['domain literal', 'joe@[192.0.2.1]', ['joe@[192.0.2.1]']],
    ['IPv6 literal', 'joe@[IPv6:2001:db8::1]', ['joe@[IPv6:2001:db8::1]']],
    ['white space in a literal', 'joe@[ 192.0.2.1 ]', ['joe@[192.0.2.1]']],
    ['quoted pair in a literal', 'joe@[192.0.2.\\1]', ['joe@[192.0.2.1]']],
    // RFC 5322 §3.4 name-addr
    ['name-addr', 'Joe <joe@bank.example>', ['joe@bank.example']],
    ['angle-addr alone', '<joe@bank.example>', ['joe@bank.example']],
    ['no space before the bracket', 'Joe<joe@bank.example>', ['joe@bank.example']],
    ['quoted name', '"Public, Joe" <joe@bank.example>', ['joe@bank.example']],
    [
      'quoted name with an address in it',
      '"ceo@bank.example" <joe@mail.example>',
      ['joe@mail.example'],
    ],
    ['quoted name with brackets', '"<ceo@bank.example>" <joe@mail.example>', ['joe@mail.example']],
    ['empty quoted name', '"" <joe@bank.example>', ['joe@bank.example']],
    ['name of atoms and strings', 'Joe "Q." Public <joe@bank.example>', ['joe@bank.example']],
    [
      'encoded words',
      '=?utf-8?q?J=C3=B6rg?= =?utf-8?b?w7w=?= <joe@bank.example>',
      ['joe@bank.example'],
    ],
    ['apostrophe', "Davide D'Marco <user@bank.example>", ['user@bank.example']],
    [
      'escaped quotes in the name',
      '"\\"Micron, Inc.\\"" <user@bank.example>',
      ['user@bank.example'],
    ],
    [
      'white space everywhere',
      ' \t Joe \t < \t joe \t @ \t bank.example \t > \t',
      ['joe@bank.example'],
    ],
    // RFC 5322 §3.2.2 comments
    ['comment before', '(Joe) joe@bank.example', ['joe@bank.example']],
    ['comment after', 'joe@bank.example (Joe)', ['joe@bank.example']],
    ['comments nest', 'joe@bank.example (a (b (c) d) e)', ['joe@bank.example']],
    ['quoted pairs in a comment', 'joe@bank.example (a \\) \\( b)', ['joe@bank.example']],
    ['quotes mean nothing in a comment', 'joe@bank.example (")', ['joe@bank.example']],
    ['an address in a comment', '(ceo@bank.example) joe@mail.example', ['joe@mail.example']],
    ['a comma in a comment', '(,) joe@bank.example', ['joe@bank.example']],
    ['an empty comment', '()joe@bank.example()', ['joe@bank.example']],
    ['a comment in the angle brackets', '<(a)joe(b)@(c)bank.example(d)>', ['joe@bank.example']],
    ['a parenthesis in a quoted string', '"(" <joe@bank.example>', ['joe@bank.example']],
    ['a comment between name and bracket', 'Joe (x) <joe@bank.example>', ['joe@bank.example']],
    // RFC 5322 §4.4, LIBRARIES.md row 3
    ['white space around the dots of a domain', '<x@bank . example>', ['x@bank.example']],
    ['a comment in the domain', 'x@bank(c).example', ['x@bank.example']],
    ['a comment after the dot', 'x@bank.(c)example', ['x@bank.example']],
    [
      'white space around the dots of a local part',
      'joe . public@bank.example',
      ['joe.public@bank.example'],
    ],
    [
      'words of several kinds in a local part',
      '"a b".c."d"@bank.example',
      ['"a b.c.d"@bank.example'],
    ],
    ['dots in a name', 'Joe Q. Public <joe@bank.example>', ['joe@bank.example']],
    ['dots alone between words', 'J.R.R. T <joe@bank.example>', ['joe@bank.example']],
    ['route', '<@a.example,@b.example:joe@bank.example>', ['joe@bank.example']],
    [
      'route with empty places',
      '<,@a.example,,@b.example,:joe@bank.example>',
      ['joe@bank.example'],
    ],
    [
      'route with white space and comments',
      '< @ a.example (x) : joe@bank.example >',
      ['joe@bank.example'],
    ],
    ['route through a literal', '<@[192.0.2.1]:joe@bank.example>', ['joe@bank.example']],
    ['controls in a quoted string', '"a\x01b\x7f"@bank.example', ['"a\x01b\x7f"@bank.example']],
    ['controls in a comment', 'joe@bank.example (\x01\x1f)', ['joe@bank.example']],
    // lists
    ['two authors', 'a@bank.example, b@mail.example', ['a@bank.example', 'b@mail.example']],
    [
      'two authors with names',
      'A <a@bank.example>, "B, C" <b@mail.example>',
      ['a@bank.example', 'b@mail.example'],
    ],
    [
      'no white space after the comma',
      'a@bank.example,b@mail.example',
      ['a@bank.example', 'b@mail.example'],
    ],
    [
      '§4.4 empty places in a list',
      ',, a@bank.example ,(x), b@mail.example,',
      ['a@bank.example', 'b@mail.example'],
    ],
    // RFC 6854 groups
    ['group', 'Team: a@bank.example, B <b@bank.example>;', ['a@bank.example', 'b@bank.example']],
    ['empty group', 'undisclosed:;', []],
    ['empty group with a comment', 'undisclosed:(nobody);', []],
    ['§4.4 empty places in a group', 'Team:,,a@bank.example,;', ['a@bank.example']],
    [
      'group and mailbox',
      'Team: a@bank.example;, b@mail.example',
      ['a@bank.example', 'b@mail.example'],
    ],
    ['two groups', 'A:a@bank.example;,B:;', ['a@bank.example']],
    ['quoted group name', '"A: B": a@bank.example;', ['a@bank.example']],
    // RFC 6532
    ['UTF-8 in a name', 'Jörg <joe@bank.example>', ['joe@bank.example']],
    ['UTF-8 local part', 'jörg@bank.example', ['jörg@bank.example']],
    ['U-label', 'joe@bücher.example', ['joe@bücher.example']],
    ['UTF-8 in a comment', 'joe@bank.example (Jörg)', ['joe@bank.example']],
    ['UTF-8 in a quoted local part', '"jörg müller"@bank.example', ['"jörg müller"@bank.example']],
    ['astral characters', '🙂 <🙂@bank.example>', ['🙂@bank.example']],
  ])('%s', (_name, text, expected) => {
    expect(parseMailboxes(text).problem).toBeNull();
    expect(addresses(text)).toEqual(expected);
  });

  test('what a reader shows and what the address is', () => {
    expect(parseMailboxes('"Joe" Q. Public <"j,j"@bank . example>').mailboxes).toEqual([
      {
        displayName: 'Joe Q. Public',
        localPart: 'j,j',
        domain: 'bank.example',
        literal: false,
        position: 17,
      },
    ]);
    expect(parseMailboxes('A Team: x@[192.0.2.1];')).toMatchObject({
      groups: ['A Team'],
      mailboxes: [{ displayName: null, literal: true, domain: '[192.0.2.1]' }],
    });
  });
});

describe('LIBRARIES.md row 2: the address a signer of the attacker would pass for', () => {
  test.each([
    ['"x<y@attacker.example>"@bank.example', ['"x<y@attacker.example>"@bank.example']],
    ['"<y@attacker.example>" "x"@bank.example', null],
    ['"y@attacker.example"@bank.example', ['"y@attacker.example"@bank.example']],
    ['"x\\"@attacker.example"@bank.example', ['"x\\"@attacker.example"@bank.example']],
    ['"x\\\\"@attacker.example"@bank.example', null],
    ['x@bank.example(<y@attacker.example>)', ['x@bank.example']],
    ['(<x@bank.example>)y@attacker.example', ['y@attacker.example']],
    ['x@bank.example\\@attacker.example', null],
    ['<x@bank.example>y@attacker.example', null],
    ['x@bank.example@attacker.example', null],
    ['<x@bank.example@attacker.example>', null],
    ['<<x@bank.example>@attacker.example>', null],
    ['x%bank.example@attacker.example', ['x%bank.example@attacker.example']],
    ['"x@bank.example <y@attacker.example>', null],
    ['x@bank.example <y@attacker.example', null],
    ['x@[bank.example]@attacker.example', null],
    ['x@bank.example;y@attacker.example', null],
    ['x@bank.example:y@attacker.example', null],
  ])('%s', (text, expected) => {
    expect(addresses(text)).toEqual(expected);
  });
});

// The reader that mailauth and mailparser use for From. The day this fails, it no longer guesses at this one.
test('LIBRARIES.md row 3: nodemailer takes the first of two addresses without a comma', () => {
  expect(addressparser('a@bank.example b@mail.example')).toMatchObject([
    { address: 'a@bank.example', name: 'b@mail.example' },
  ]);
});

describe('refuses', () => {
  test.each<[string, string, number, RegExp]>([
    ['nothing', '', 0, /no address/],
    ['white space', '  ', 2, /no address/],
    ['a comment alone', '(joe@bank.example)', 18, /no address/],
    ['commas alone', ',,', 2, /no address/],
    ['a word', 'joe', 0, /"@"/],
    ['words', 'Joe Public', 0, /"@"/],
    ['two addresses without a comma (row 3)', 'a@bank.example b@mail.example', 15, /comma/],
    ['two angle addresses without a comma', '<a@bank.example> <b@mail.example>', 17, /comma/],
    ['an address, then a bracket', 'a@bank.example <b@mail.example>', 15, /quotes/],
    ['a bracket, then an address', '<a@bank.example> b@mail.example', 17, /comma/],
    ['a name after the bracket', '<a@bank.example> Joe', 17, /comma/],
    ['a semicolon between addresses', 'a@bank.example; b@mail.example', 14, /comma/],
    ['an empty address', '<>', 1, /empty address/],
    ['a named empty address', 'Joe <>', 5, /empty address/],
    ['no local part', '@bank.example', 0, /local part/],
    ['no local part in brackets', '<@bank.example>', 14, /route/],
    ['no domain', 'joe@', 4, /domain/],
    ['no domain in brackets', '<joe@>', 5, /domain/],
    ['no @ in brackets', '<joe>', 4, /"@"/],
    ['two words before @', 'Joe joe@bank.example', 4, /angle brackets/],
    ['two dots in a local part', 'joe..public@bank.example', 4, /dot/],
    ['a dot first', '.joe@bank.example', 0, /dot/],
    ['a dot last', 'joe.@bank.example', 3, /dot/],
    ['two dots in a domain', 'joe@bank..example', 9, /dot/],
    ['a dot first in a domain', 'joe@.example', 4, /domain/],
    ['a dot last in a domain', 'joe@bank.example.', 17, /dot/],
    ['white space in a domain', 'joe@bank example', 9, /comma/],
    ['a quoted domain', 'joe@"bank.example"', 4, /domain/],
    ['a literal and more', 'joe@[192.0.2.1].example', 15, /comma/],
    ['a literal in the local part', '[a]@bank.example', 0, /comma|"@"/],
    ['a literal in a name', 'Joe [x] <joe@bank.example>', 0, /"@"/],
    ['an open quote', '"joe@bank.example', 0, /quoted string/],
    ['an open quote after a backslash', '"joe\\', 0, /quoted string/],
    ['an open comment', 'joe@bank.example (x', 17, /comment/],
    ['an open nested comment', '((x) joe@bank.example', 0, /comment/],
    ['an open comment after a backslash', '(x\\', 0, /comment/],
    ['a closing parenthesis', 'joe@bank.example )', 17, /"\(/],
    ['an open bracket', '<joe@bank.example', 17, /not closed/],
    ['a closing bracket', 'joe@bank.example>', 16, /without "</],
    ['two closing brackets', '<joe@bank.example>>', 18, /without "</],
    ['brackets in brackets', '<<joe@bank.example>>', 1, /local part|"@"/],
    ['many brackets', '<<<><joe@joe.example>>>', 1, /local part|"@"/],
    ['an open literal', 'joe@[192.0.2.1', 4, /literal/],
    ['a bracket in a literal', 'joe@[a[b]', 6, /"\["/],
    ['a backslash outside quotes', 'j\\oe@bank.example', 1, /backslash/],
    ['a control character', 'j\x01oe@bank.example', 1, /control/],
    ['NUL', 'joe\0@bank.example', 3, /control/],
    ['NUL in quotes', '"a\0b"@bank.example', 2, /control/],
    ['NUL in a comment', '(a\0b) joe@bank.example', 2, /control/],
    ['a line end', 'joe@bank.example\r\nTo: x', 16, /control/],
    ['a colon in a name', 'Re: Joe <joe@bank.example>', 26, /semicolon/],
    ['an open group', 'Team: a@bank.example', 20, /semicolon/],
    ['a group in a group', 'A: B: a@bank.example;;', 4, /group inside/],
    ['a group without a name', ': a@bank.example;', 0, /name/],
    ['a closed group that was not open', 'a@bank.example;', 14, /comma/],
    ['words in a group', 'A: Joe;', 3, /words/],
    ['a route without a colon', '<@a.example joe@bank.example>', 12, /route/],
    ['a route without brackets', '@a.example:joe@bank.example', 0, /local part/],
    ['a route without an address', '<@a.example:>', 12, /empty address/],
    ['a name that begins with a dot', '. Joe <joe@bank.example>', 0, /dot/],
    [
      'a missing angle bracket after a quoted name',
      '"Johnson, Joe <joe@joe.example>" joe@joe.example',
      33,
      /angle brackets/,
    ],
  ])('%s', (_name, text, position, reason) => {
    const { mailboxes, problem } = parseMailboxes(text);
    expect(mailboxes).toBeNull();
    expect(problem?.reason).toMatch(reason);
    expect(problem?.position).toBe(position);
  });
});

describe('octets', () => {
  const field = (octets: string) => parseMailboxField(Buffer.from(octets, 'latin1'));

  test('a folded body is unfolded', () => {
    expect(field(' Joe\r\n\t<joe@bank\r\n .example>').mailboxes).toMatchObject([
      { displayName: 'Joe', domain: 'bank.example' },
    ]);
  });

  test('UTF-8 octets are characters', () => {
    expect(field(' J\xc3\xb6rg <j@b\xc3\xbccher.example>').mailboxes).toMatchObject([
      { displayName: 'Jörg', domain: 'bücher.example' },
    ]);
  });

  test.each([
    ['a name', 'J\xf6rg <joe@bank.example>'],
    ['a quoted name', '"J\xf6rg" <joe@bank.example>'],
    ['a comment', 'joe@bank.example (J\xf6rg)'],
  ])('octets that are no UTF-8 may stand in %s', (_name, octets) => {
    expect(field(octets).mailboxes).toMatchObject([{ localPart: 'joe', domain: 'bank.example' }]);
  });

  test.each([
    ['the local part', 'j\xf6rg@bank.example'],
    ['a quoted local part', '"j\xf6rg"@bank.example'],
    ['the domain', 'joe@b\xfccher.example'],
    ['a literal', 'joe@[\xfc]'],
  ])('octets that are no UTF-8 may not stand in %s', (_name, octets) => {
    expect(field(octets).problem?.reason).toMatch(/not UTF-8/);
  });

  test('ISO-2022-JP escapes are controls outside of quotes', () => {
    expect(field('\x1b$B$"\x1b(B <joe@bank.example>').mailboxes).toBeNull();
  });
});

// Grammar-made addresses: what RFC 5322 can say, written in any of its ways, is read back.
const atom = fc.string({
  unit: fc.constantFrom(...Array.from("abzAZ09!#$%&'*+-/=?^_`{|}~é漢")),
  minLength: 1,
  maxLength: 6,
});
const filler = fc.constantFrom('', '', ' ', '\t', '(c)', ' (a(b)\\)) ', '( , @ < " )');
const quoted = fc.string({
  unit: fc.constantFrom(...Array.from('ab ,<>@:;()[]."\\.é')),
  maxLength: 6,
});
const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
const word = fc.oneof(
  atom.map((text) => ({ text, written: text })),
  quoted.map((text) => ({ text, written: quote(text) })),
);
const localPart = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 3 }), filler, filler)
  .map(([words, before, after]) => ({
    text: words.map((one) => one.text).join('.'),
    written: words.map((one) => before + one.written + after).join('.'),
  }));
const domain = fc
  .tuple(fc.array(atom, { minLength: 1, maxLength: 3 }), filler, filler)
  .map(([labels, before, after]) => ({
    text: labels.join('.'),
    written: labels.map((label) => before + label + after).join('.'),
  }));
const addrSpec = fc.tuple(localPart, domain).map(([local, host]) => ({
  local: local.text,
  host: host.text,
  written: `${local.written}@${host.written}`,
}));
const mailbox = fc.oneof(
  addrSpec,
  fc
    .tuple(fc.array(word, { maxLength: 3 }), filler, fc.option(domain), addrSpec)
    .map(([name, gap, route, spec]) => ({
      ...spec,
      written: `${name.map((one) => one.written).join(' ')}${gap}<${route === null ? '' : `@${route.written}:`}${spec.written}>${gap}`,
    })),
);
const list = fc.array(mailbox, { minLength: 1, maxLength: 3 });

describe('properties', () => {
  test('what the grammar makes is read back', () => {
    fc.assert(
      fc.property(
        list,
        fc.boolean(),
        fc.constantFrom(',', ' , ', ',,(x),'),
        (mailboxes, inGroup, comma) => {
          const written = mailboxes.map((one) => one.written).join(comma);
          const { mailboxes: read, problem } = parseMailboxes(
            inGroup ? `a group:${written};` : written,
          );
          expect(problem).toBeNull();
          expect(read?.map((one) => [one.localPart, one.domain])).toEqual(
            mailboxes.map((one) => [one.local, one.host]),
          );
        },
      ),
      { seed: 5, numRuns: 2000 },
    );
  });

  test('an address as text is read as itself', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('ab ,<>@:;()[]."\\é')), maxLength: 8 }),
        (local) => {
          expect(parseMailboxes(addressText(local, 'bank.example')).mailboxes).toMatchObject([
            { localPart: local, domain: 'bank.example' },
          ]);
        },
      ),
      { seed: 6, numRuns: 2000 },
    );
  });

  test('never throws, and a refusal has its place in the text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...Array.from('ab@.<>,;:()[]"\\ \t\0\x01é'), '\r\n '),
          maxLength: 24,
        }),
        (text) => {
          const { mailboxes, problem } = parseMailboxes(text);
          expect(mailboxes === null).toBe(problem !== null);
          if (problem !== null) {
            expect(problem.position).toBeGreaterThanOrEqual(0);
            expect(problem.position).toBeLessThanOrEqual(text.length);
          }
        },
      ),
      { seed: 7, numRuns: 5000 },
    );
  });

  test('the last domain of a parsed address is always outside quotes and comments', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            'x',
            '@',
            '<',
            '>',
            '"',
            '(',
            ')',
            ',',
            ' ',
            'bank.example',
            'evil.example',
          ),
          maxLength: 14,
        }),
        (text) => {
          for (const one of parseMailboxes(text).mailboxes ?? [])
            expect(text).toContain(one.domain.split('.')[0] ?? '');
        },
      ),
      { seed: 8, numRuns: 3000 },
    );
  });

  test.each([
    ['comments', '('.repeat(16_000)],
    ['closed comments', `${'('.repeat(8000)}${')'.repeat(8000)}`],
    ['quotes', '"'.repeat(16_000)],
    ['backslashes', `"${'\\'.repeat(16_000)}`],
    ['brackets', '<'.repeat(16_000)],
    ['groups', 'a:'.repeat(8000)],
    ['commas', ','.repeat(16_000)],
    ['atoms', 'a '.repeat(8000)],
    ['addresses', 'a@b,'.repeat(4000)],
    ['routes', `<${'@a,'.repeat(5000)}`],
    ['dots', 'a.'.repeat(8000)],
  ])('16 KiB of %s take no time', (_name, text) => {
    const before = cpuTime();
    parseMailboxes(text);
    expect(cpuTime() - before).toBeLessThan(100);
  });
});
