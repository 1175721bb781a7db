// LIBRARIES.md, row by row: what is wrong in a library, shown with the library alone. The day one of these fails the library was
// mended, and what closes the row (named at each) may go. Rows whose test stands beside the code that closes them are listed below.
// Row 18 (one dropped query takes node:dns 22 s) is not shown: nobody should wait for it.
import { readFileSync } from 'node:fs';
import { evaluateDmarc } from 'mailauth/lib/dmarc/index.js';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import addressparser from 'nodemailer/lib/addressparser/index.js';
import { describe, expect, test } from 'vitest';
import { mailauthResolver } from '../verify/mailauth/mailauth-resolver.ts';
import { zoneResolver } from '../../src/dns/zone.ts';
import { parseMailboxes } from '../../src/message/address/mailboxes.ts';
import { sourceFiles } from '../source/source-files.ts';
import { defaultZone, NOW, signedMessage, verifyText } from '../verify/dkim/harness.ts';

const HERE = new URL('..', import.meta.url).pathname;

/** Where a row's test stands, and words it must have. */
const ELSEWHERE: [row: number, file: string, words: RegExp][] = [
  [1, 'dns/wire.test.ts', /row 1: a name is cut at a NUL/],
  [3, 'message/mailboxes.test.ts', /row 3: nodemailer takes the first of two addresses/],
  [4, 'dns/wire.test.ts', /row 4: %s is EBADNAME/],
  [4, 'verify/mailauth/spf.test.ts', /EBADNAME of a resolver becomes permerror/],
  [5, 'dns/wire.test.ts', /row 5: a TXT of zero strings/],
  [6, 'verify/mailauth/spf.test.ts', /row 6: an underscore/],
  [7, 'verify/mailauth/spf.test.ts', /row 7: an MX that names an address/],
  [7, 'verify/mailauth/resolver.test.ts', /row 7 can go/],
  [
    8,
    'verify/dkim/agreement.test.ts',
    /row 8: an unpadded bh=[^]*row 8: l= beyond[^]*row 8: junk behind b=[^]*row 8: only the first TXT/,
  ],
  [9, 'verify/dkim/agreement.test.ts', /row 9: any RSA exponent/],
  [12, 'verify/dkim/agreement.test.ts', /row 12: a changed body/],
  [15, 'receive/library.test.ts', /row 15/],
  [17, 'message/facts.test.ts', /row 17: mailparser makes a missing date/],
];

test.each(ELSEWHERE)('row %i is tested in %s', (_, file, words) => {
  expect(readFileSync(`${HERE}${file}`, 'utf8')).toMatch(words);
});

describe('row 1: a NUL in d= (strict; the guard and src/dns/names.ts refuse it too)', () => {
  test("mailauth's default mode asks for the name with the NUL in it", async () => {
    const text = signedMessage({ tags: { d: 'bank.example\0.attacker.example' } });
    const asked = async (strict: boolean): Promise<string[]> => {
      const names: string[] = [];
      const resolver = async (name: string): Promise<string[][]> => {
        names.push(name);
        throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
      };
      await dkimVerify(Buffer.from(text, 'latin1'), { resolver, strict, curTime: new Date(NOW) });
      return names;
    };
    expect(await asked(false)).toEqual(['sel._domainkey.bank.example\0.attacker.example']);
    expect(await asked(true)).toEqual([]);
  });

  test('ours asks nothing and passes nothing', async () => {
    const resolver = zoneResolver(defaultZone());
    const { dkim } = await verifyText(
      signedMessage({ tags: { d: 'bank.example\0.attacker.example' } }),
      resolver,
    );
    expect(dkim[0]?.result).toBe('neutral');
    expect(resolver.questions.filter(({ name }) => name.includes('bank'))).toEqual([]);
  });
});

describe("rows 2 and 3: nodemailer's reader of From (src/message/address)", () => {
  test('row 2: 10.6.0 reads the quoted bracket right; this was a DMARC bypass before', () => {
    expect(addressparser('"x<y@attacker.example>"@bank.example')).toMatchObject([
      { address: '"x<y@attacker.example>"@bank.example' },
    ]);
  });

  test.each([
    ['"<y@attacker.example>" "x"@bank.example', 'x@bank.example'],
    ['a@bank.example b@mail.example', 'a@bank.example'],
  ])('row 3: it makes an address of %s, which is none', (text, address) => {
    expect(addressparser(text)).toMatchObject([{ address }]);
    expect(parseMailboxes(text).problem).not.toBeNull();
  });
});

describe('row 10: quadratic work (SECURITY.md §1: the guard; src/verify/dkim)', () => {
  /** The least CPU of some runs, in microseconds. */
  async function cost(work: () => unknown, runs = 3): Promise<number> {
    let least = Number.POSITIVE_INFINITY;
    for (let run = 0; run < runs; run++) {
      const before = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(before);
      least = Math.min(least, user + system);
    }
    return least;
  }

  const folded = (lines: number): Buffer =>
    Buffer.from(`From: a@example.org\r\nX: a${'\r\n b'.repeat(lines)}\r\n\r\nx\r\n`, 'latin1');
  const library = (octets: Buffer) =>
    dkimVerify(octets, { resolver: mailauthResolver(zoneResolver('')), strict: true });

  test('mailauth: six times the folded lines cost more than ten times as much', async () => {
    await library(folded(100));
    const [small, large] = [
      await cost(() => library(folded(4000))),
      await cost(() => library(folded(24_000)), 1),
    ];
    expect(large / small).toBeGreaterThan(10);
  });

  test('ours: not', async () => {
    const ours = (octets: Buffer) =>
      verifyText(
        `${signedMessage({}).split('\r\n\r\n')[0] ?? ''}\r\n${octets.toString('latin1')}`,
        defaultZone(),
      );
    await ours(folded(100));
    const [small, large] = [
      await cost(() => ours(folded(4000))),
      await cost(() => ours(folded(16_000))),
    ];
    expect(large).toBeLessThan(Math.max(small * 8, 50_000));
  });
});

test('row 11: mailauth asks for one key after the other; ours for all at once (src/verify/dkim/key-lookup.ts)', async () => {
  const one = signedMessage({});
  const text = `${one.slice(0, one.indexOf('\r\nReceived')).replace('s=sel', 's=other')}\r\n${one}`;
  const asked: string[] = [];
  const silent = (name: string): Promise<never> => {
    asked.push(name);
    return new Promise(() => {});
  };
  void dkimVerify(Buffer.from(text, 'latin1'), {
    resolver: silent,
    strict: true,
    curTime: new Date(NOW),
  });
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
  expect(asked).toHaveLength(1);

  asked.length = 0;
  void verifyText(text, { ...zoneResolver(''), resolve: silent });
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
  expect(asked.toSorted()).toEqual(['other._domainkey.example.org', 'sel._domainkey.example.org']);
});

test('row 13: mailauth does not say which of the reasons for dmarc=none it was (src/verify/dmarc/reason.ts)', async () => {
  const none = {
    status: { result: 'none', header: { from: 'bank.example' } },
    domain: 'bank.example',
    info: 'dmarc=none header.from=bank.example',
  };
  const answer = async (zone: string): Promise<unknown> => {
    const { response } = await evaluateDmarc({
      headerFrom: ['bank.example'],
      fromFields: 1,
      spfDomains: [],
      dkimDomains: [],
      resolver: mailauthResolver(zoneResolver(zone)),
      strict: true,
    } as unknown as Parameters<typeof evaluateDmarc>[0]);
    return response;
  };
  expect(await answer('')).toEqual(none);
  expect(
    await answer(
      '_dmarc.bank.example TXT "v=DMARC1; p=reject"\n_dmarc.bank.example TXT "v=DMARC1; p=none"',
    ),
  ).toEqual(none);
  expect(await answer('_dmarc.bank.example TXT "v=DMARC1; p=bob"')).toEqual(none);
});

test('row 16: nodemailer makes another address of a string with a comma (src/respond gives it objects)', () => {
  expect(addressparser('a,b@victim.example').map(({ address }) => address)).toEqual([
    '',
    'b@victim.example',
  ]);
});

test('row 14, and the preamble: what of mailauth is never called', () => {
  const sources = sourceFiles().map((file) => [file.path, file.text] as const);
  for (const [path, text] of sources) {
    expect(text, path).not.toMatch(
      /validateVMC\(|from 'mailauth\/lib\/(?:bimi|mailauth|parse-received)|from 'mailauth'/,
    );
  }
});
