import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMail, readRcpt } from '../../src/receive/mail-command.ts';
import { readPath } from '../../src/receive/path.ts';

const read = (text: string) => readPath(text, 0)?.path ?? null;

describe('readPath', () => {
  test('keeps the mailbox as sent and gives its parts', () => {
    expect(read('<"a\\"b c"@Example.ORG>')).toEqual({
      text: '"a\\"b c"@Example.ORG',
      local: 'a"b c',
      domain: 'Example.ORG',
      hasRoute: false,
      isAscii: true,
    });
    expect(read('<@a.example,@b.example:c@d.example>')).toMatchObject({
      text: 'c@d.example',
      hasRoute: true,
    });
    expect(read('<>')).toMatchObject({ text: '', domain: null });
    expect(read('<postmaster>')).toMatchObject({ local: 'postmaster', domain: null });
    expect(read('<jörg@müller.example>')).toMatchObject({ isAscii: false });
    expect(read('<a@xn--mnchen-3ya.example>')).toMatchObject({ domain: 'xn--mnchen-3ya.example' });
  });

  test('takes names of 253 octets, and no more than 255', () => {
    const label = 'a'.repeat(63);
    const name = `${label}.${label}.${label}.${'b'.repeat(61)}`;
    expect(name).toHaveLength(253);
    expect(read(`<user@${name}>`)).toMatchObject({ domain: name });
    expect(read(`<user@${name}.ccc>`)).toBeNull();
  });

  test.for([
    '<a@b',
    'a@b',
    '<a@>',
    '<@b>',
    '<a@b>'.slice(1),
    '<a@b@c>',
    '<.a@b>',
    '<a.@b>',
    '<a@.b>',
    '<a@b.>',
    '<a@[1.2.3]>',
    '<a@[IPv6:1.2.3.4]>',
    '<a\u200b@b>',
    '<"a@b>',
    '<"a\r"@b>',
  ])('refuses %j', (text) => {
    expect(read(text)).toBeNull();
  });

  test('never throws and never runs away on any line', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2048 }), fc.boolean(), (octets, utf8) => {
        const line = Buffer.concat([Buffer.from('MAIL FROM:<'), octets]);
        expect(() => readMail(line, 1000)).not.toThrow();
        expect(() =>
          readRcpt(Buffer.concat([Buffer.from('RCPT TO:<'), octets]), utf8),
        ).not.toThrow();
      }),
      { numRuns: 2000, seed: 2 },
    );
    for (const part of ['a.', '"\\', '@a,', '\\"', 'a@', '[::', 'é'])
      expect(readPath(`<${part.repeat(1000)}`, 0)).toBeNull();
  });
});
