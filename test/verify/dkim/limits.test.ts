// Hostile messages within the guard's limits (SECURITY.md §1): what is not evaluated is counted, and nothing takes long.
import { describe, expect, it } from 'vitest';
import { zoneResolver } from '../../../src/dns/zone.ts';
import { readFields } from '../../../src/message/fields.ts';
import { verifySignatures } from '../../../src/verify/dkim/verify-signatures.ts';
import { NOW, defaultZone, FIELDS, signedMessage, verifyText } from './harness.ts';
import { message, type Recipe } from './signer.ts';
import { cpuTime } from '../../machine-time.ts';

const signatureOf = (text: string): string => text.slice(0, text.indexOf('\r\n'));
const one = signatureOf(signedMessage({}));

async function timed(
  text: string,
): Promise<{ ms: number; facts: Awaited<ReturnType<typeof verifyText>> }> {
  await verifyText(signedMessage({}), defaultZone());
  const began = cpuTime();
  const facts = await verifyText(text, defaultZone());
  return { ms: cpuTime() - began, facts };
}

describe('limits', () => {
  it('evaluates ten signatures from the top and counts the rest', async () => {
    const signed = signedMessage({});
    const others = Array.from({ length: 11 }, (_, i) => one.replace('s=sel', `s=s${i}`));
    const { dkim, notEvaluated } = await verifyText(
      `${others.join('\r\n')}\r\n${signed}`,
      defaultZone(),
    );
    expect(dkim.map(({ selector }) => selector)).toEqual([
      's0',
      's1',
      's2',
      's3',
      's4',
      's5',
      's6',
      's7',
      's8',
      's9',
    ]);
    expect(notEvaluated).toEqual({ dkim: 2, arc: 0 });
  });

  it('evaluates 1,000 names in h= and not 1,001', async () => {
    const names = (count: number): string =>
      ['From', ...Array<string>(count - 1).fill('X')].join(':');
    expect(
      (await verifyText(signedMessage({ tags: { h: names(1000) } }), defaultZone())).dkim[0]
        ?.result,
    ).toBe('pass');
    const { dkim, notEvaluated, unseen } = await verifyText(
      signedMessage({ tags: { h: names(1001) } }),
      defaultZone(),
    );
    expect([dkim, notEvaluated, unseen]).toEqual([[], { dkim: 1, arc: 0 }, ['example.org']]);
  });

  it("takes the author's own before all others, then those above, below and beside, whatever their place", async () => {
    const octets = Buffer.from(
      message(
        [
          ...Array.from({ length: 10 }, (_, i) => `n${i}.example`),
          'mail.example.org',
          'other.example',
          'sub.mail.example.org',
          'example.org',
          'beside.example.org',
        ].map(
          (domain) => `DKIM-Signature: v=1; a=rsa-sha256; d=${domain}; s=s; h=From; bh=AA; b=AA`,
        ),
        'x\r\n',
      ),
      'latin1',
    );
    const { dkim, unseen } = await verifySignatures(
      octets,
      { at: NOW, section: readFields(octets), author: 'mail.example.org' },
      zoneResolver(''),
    );
    expect(dkim.map(({ domain }) => domain)).toEqual([
      ...Array.from({ length: 6 }, (_, i) => `n${i}.example`),
      'mail.example.org',
      'sub.mail.example.org',
      'example.org',
      'beside.example.org',
    ]);
    expect(unseen).toEqual([
      'n6.example',
      'n7.example',
      'n8.example',
      'n9.example',
      'other.example',
    ]);
  });

  it('asks no key for what it does not evaluate', async () => {
    const resolver = zoneResolver(defaultZone());
    const many = Array.from(
      { length: 500 },
      (_, i) => `DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s${i}; h=From; bh=AA; b=AA`,
    );
    const { notEvaluated } = await verifyText(message([...many, ...FIELDS], 'x\r\n'), resolver);
    expect(notEvaluated.dkim).toBe(490);
    expect(resolver.questions).toHaveLength(10);
  });

  const l = (i: number): Partial<Recipe> => ({ limit: i });
  const hostile: Record<string, string> = {
    'ten signatures with distinct l= over 10 MiB': message(
      [
        ...Array.from({ length: 10 }, (_, i) =>
          one.replace('bh=', `l=${(l(i).limit ?? 0) * 1_000_000}; bh=`),
        ),
        ...FIELDS,
      ],
      '\ta b\r\n'.repeat(1_700_000),
    ),
    'a thousand tiny signatures': message(
      [...Array<string>(990).fill('DKIM-Signature: b=;h=:;;;'), ...FIELDS],
      'x\r\n',
    ),
    'signatures of 16 KiB of semicolons': message(
      [...Array<string>(7).fill(`DKIM-Signature: ${';'.repeat(16_000)}`), ...FIELDS],
      'x\r\n',
    ),
    'signatures of 16 KiB of white space': message(
      [...Array<string>(7).fill(`DKIM-Signature: v=1; a =${' '.repeat(16_000)}x; s=a`), ...FIELDS],
      'x\r\n',
    ),
    'signatures folded over and over': message(
      [...Array<string>(7).fill(`DKIM-Signature: v=1;${'\r\n '.repeat(280)}a=b`), ...FIELDS],
      'x\r\n',
    ),
    'h= of 8,000 names': message(
      [...Array<string>(7).fill(`DKIM-Signature: v=1; h=${'a:'.repeat(8000)}`), ...FIELDS],
      'x\r\n',
    ),
    'a signed field of 16 KiB of white space': signedMessage({
      fields: [`X: a${' '.repeat(16_000)}b`, ...FIELDS],
      tags: { h: 'From:X' },
    }),
    'a signed To of 64 KiB of white space': signedMessage({
      fields: [`To: a${' '.repeat(65_000)}b`, ...FIELDS.slice(0, 2), ...FIELDS.slice(3)],
      tags: { h: 'From:To' },
    }),
    'a signed To of 64 KiB, folded over and over': signedMessage({
      fields: [
        `To: a${'\r\n '.repeat(1900)}${'b,'.repeat(28_000)}`,
        ...FIELDS.slice(0, 2),
        ...FIELDS.slice(3),
      ],
      tags: { h: 'From:To' },
    }),
    'a signature of 60 KiB of white space': message(
      [`DKIM-Signature: v=1; a =${' '.repeat(60_000)}x; s=a`, ...FIELDS],
      'x\r\n',
    ),
    'a signature of 64 KiB of tags': message(
      [
        `DKIM-Signature: ${Array.from({ length: 10_000 }, (_, i) => `a${i}=`).join(';')}`,
        ...FIELDS,
      ],
      'x\r\n',
    ),
    'ten signatures of 1,000 names and 900 fields of those names': message(
      [
        ...Array<string>(10).fill(
          `DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=sel; bh=AA; b=AA; h=From:${'x:'.repeat(999)}`,
        ),
        ...Array<string>(900).fill('X: a'),
        ...FIELDS,
      ],
      'x\r\n',
    ),
    'a From of 16 KiB of brackets': signedMessage({
      fields: [`From: ${'<('.repeat(8000)}`, ...FIELDS.slice(2)],
    }),
    '50 ARC sets of junk': message(
      [
        ...Array.from({ length: 50 }, (_, i) => [
          `ARC-Seal: i=${i + 1};${' '.repeat(700)}x`,
          `ARC-Message-Signature: i=${i + 1}; h=${'from:'.repeat(150)}`,
          `ARC-Authentication-Results: i=${i + 1}${' ()'.repeat(100)}`,
        ]).flat(),
        ...FIELDS,
      ],
      'x\r\n',
    ),
    'AAR of 16 KiB of comments': message(
      [...Array<string>(7).fill(`ARC-Authentication-Results: ${'() '.repeat(5000)}i=1`), ...FIELDS],
      'x\r\n',
    ),
    'AAR of nested comments': message(
      [
        ...Array<string>(7).fill(
          `ARC-Authentication-Results: ${'('.repeat(8000)}${')'.repeat(8000)}i=1;`,
        ),
        ...FIELDS,
      ],
      'x\r\n',
    ),
    'AAR of comments that never end': message(
      [
        ...Array<string>(7).fill(`ARC-Authentication-Results: ${'(\\('.repeat(5000)}i=1;`),
        ...FIELDS,
      ],
      'x\r\n',
    ),
    'i= of 16 KiB': message(
      [
        ...Array<string>(7).fill(
          `DKIM-Signature: v=1; d=example.org; i=${'a.'.repeat(7900)}@example.org`,
        ),
        ...FIELDS,
      ],
      'x\r\n',
    ),
    'd= of 16 KiB': message(
      [...Array<string>(7).fill(`DKIM-Signature: v=1; s=s; d=${'a.'.repeat(7900)}`), ...FIELDS],
      'x\r\n',
    ),
  };

  it.each(Object.entries(hostile))('is quick with %s', async (_, text) => {
    const { ms, facts } = await timed(text);
    expect(ms).toBeLessThan(1500);
    expect(facts.dkim.every(({ reason }) => reason !== '')).toBe(true);
  });
});
