// Reading packets that are hostile (RFC 1035 §4.1.4): whatever the octets are, the answer is a message or null, at once.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  canonicalName,
  displayName,
  displayString,
  nameToWire,
  wireLabels,
  wireToName,
} from '../../src/dns/names.ts';
import { readAnswer } from '../../src/dns/wire/answer.ts';
import { readMessage, readName } from '../../src/dns/wire/message.ts';
import { encodeQuery } from '../../src/dns/wire/query.ts';
import { A_192_0_2_1, answerTo, txtData } from './odd-server.ts';

const octets = (text: string): Buffer => Buffer.from(text, 'latin1');
const HEADER = '\0'.repeat(12);

describe('names', () => {
  it.each<[string, string, { name: string; next: number } | null]>([
    ['plain', `${HEADER}\x01A\x02bc\0`, { name: '\x01a\x02bc\0', next: 18 }],
    ['the root', `${HEADER}\0`, { name: '\0', next: 13 }],
    ['not ended', `${HEADER}\x01a`, null],
    ['a label past the end', `${HEADER}\x05ab`, null],
    ['a pointer to itself', `${HEADER}\xc0\x0c`, null],
    ['a pointer into the header', `${HEADER}\xc0\x00`, null],
    ['a pointer ahead', `${HEADER}\xc0\x20`, null],
    ['half a pointer', `${HEADER}\xc0`, null],
    ['a label type of 01', `${HEADER}\x41a\0`, null],
  ])('%s', (_, packet, expected) => expect(readName(octets(packet), 12)).toEqual(expected));

  it('a pointer to what stands before', () => {
    const packet = octets(`${HEADER}\x02bc\0\x01a\xc0\x0c`);
    expect(readName(packet, 16)).toEqual({ name: '\x01a\x02bc\0', next: 20 });
  });

  it('over 255 octets is none, by whatever pointers', () => {
    let packet = `${HEADER}\x3f${'x'.repeat(63)}\0`;
    let last = 12;
    for (let i = 0; i < 4; i++) {
      const at = packet.length;
      packet += `\x3f${'x'.repeat(63)}${String.fromCharCode(0xc0 | (last >> 8), last & 255)}`;
      last = at;
    }
    expect(readName(octets(packet), last)).toBeNull();
    expect(readName(octets(packet), 12 + 65)?.name).toHaveLength(129);
  });

  it('there and back for any octets but NUL and dots', () => {
    const label = fc.array(
      fc.integer({ min: 1, max: 255 }).filter((code) => code !== 46 && !(code >= 65 && code <= 90)),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 8 }), (labels) => {
        const name = labels.map((codes) => String.fromCharCode(...codes)).join('.');
        const wire = nameToWire(name);
        expect(wire).not.toBeNull();
        expect(wireToName(wire ?? '')).toBe(name);
        expect(wireLabels(wire ?? '')).toHaveLength(labels.length);
      }),
      { seed: 1035 },
    );
  });

  it.each([
    ['Example.ORG.', 'example.org'],
    ['\xc9.ORG', '\xc9.org'],
    ['', ''],
    ['.', ''],
  ])("%j is compared as %j: case is ASCII's (RFC 4343 §3)", (text, canonical) =>
    expect(canonicalName(text)).toBe(canonical),
  );

  it('for people: odd octets as \\DDD', () => {
    expect(displayName('a b.\xe9.\x00')).toBe('a\\032b.\\233.\\000');
    expect(displayName('')).toBe('.');
    expect(displayString('a"\\\xe9\n')).toBe('"a\\"\\\\\\233\\010"');
    expect(wireToName('\x03a.b\x01c\0')).toBe('a\\046b.c');
  });
});

test('any octets: a message or null, and never an exception', () => {
  const name = nameToWire('x.test') ?? '';
  const good = answerTo(encodeQuery(1, name, 'TXT', true), {
    answers: [{ type: 16, data: txtData('v=spf1 -all') }, A_192_0_2_1],
  });
  const change = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 });
  fc.assert(
    fc.property(change, fc.nat(good.length), (changes, length) => {
      const packet = Buffer.from(good).subarray(0, length);
      for (const [at, octet] of changes) if (at < packet.length) packet[at] = octet;
      const message = readMessage(packet);
      if (message === null) return;
      for (const type of ['TXT', 'A', 'MX', 'SOA', 'PTR', 'AAAA', 'TLSA'] as const)
        expect(() => readAnswer(message, [name], type)).not.toThrow();
    }),
    { numRuns: 3000, seed: 4343 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      expect(() => readMessage(Buffer.from(bytes))).not.toThrow();
    }),
    { numRuns: 1000, seed: 4343 },
  );
});
