import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { dmarc } from 'mailauth/lib/dmarc/index.js';
import { spf } from 'mailauth/lib/spf/index.js';
import { describe, expect, test } from 'vitest';
import { mailauthResolver } from './mailauth-resolver.ts';
import type { DnsStatus, RecordType, Resolver } from '../../../src/dns/resolver.ts';
import { zoneResolver } from '../../../src/dns/zone.ts';

const TEMPORARY: DnsStatus[] = [
  'SERVFAIL',
  'REFUSED',
  'TIMEOUT',
  'LOOP',
  'CHAIN',
  'BUDGET',
  'ERROR',
];

/** Answers every question with one status. */
function failing(status: DnsStatus): Resolver {
  return {
    async resolve<T extends RecordType>(name: string, type: T) {
      return {
        name,
        type,
        status,
        records: [],
        ttl: null,
        ms: 0,
        authenticated: false,
        cached: false,
        chain: [],
      };
    },
  };
}

const SIGNED = [
  'DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=example.org; s=s; h=from; bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=AAAA',
  'From: a@example.org',
  '',
  '',
].join('\r\n');

const checkSpf = (resolver: Resolver, strict = true) =>
  spf({
    sender: 'user@example.org',
    ip: '192.0.2.9',
    helo: 'helo.example.org',
    mta: 'mx.test',
    strict,
    resolver: mailauthResolver(resolver),
  });

describe('codes mailauth reads', () => {
  test.each(TEMPORARY)('%s is temperror in SPF, DKIM and DMARC', async (status) => {
    const resolver = mailauthResolver(failing(status));
    expect((await checkSpf(failing(status))).status.result).toBe('temperror');
    const signatures = await dkimVerify(SIGNED, { resolver, strict: true, minBitLength: 1024 });
    expect(signatures.results[0]?.status.result).toBe('temperror');
    const policy = await dmarc({
      headerFrom: 'a@example.org',
      spfDomains: [],
      dkimDomains: [],
      resolver,
      strict: true,
    });
    expect(policy && policy.status.result).toBe('temperror');
  });

  test.each(TEMPORARY)('%s under include, exists and redirect is temperror too', async (status) => {
    for (const term of [
      'include:other.example',
      'exists:other.example',
      'redirect=other.example',
      'mx:other.example',
      'a:other.example',
    ]) {
      const zone = zoneResolver(`example.org TXT "v=spf1 ${term}"`);
      const resolver: Resolver = {
        resolve: (name, type) =>
          name === 'other.example' ? failing(status).resolve(name, type) : zone.resolve(name, type),
      };
      expect((await checkSpf(resolver)).status.result, term).toBe('temperror');
    }
  });

  test.each(['NXDOMAIN', 'NODATA', 'BADNAME'] as const)('%s is no record', async (status) => {
    const resolver = mailauthResolver(failing(status));
    expect((await checkSpf(failing(status))).status.result).toBe('none');
    expect((await dkimVerify(SIGNED, { resolver, strict: true })).results[0]?.status.comment).toBe(
      'no key',
    );
    const policy = await dmarc({
      headerFrom: 'a@example.org',
      spfDomains: [],
      dkimDomains: [],
      resolver,
      strict: true,
    });
    expect(policy && policy.status.result).toBe('none');
  });

  test('NXDOMAIN and NODATA stay apart for np= (RFC 9989 §4.7)', async () => {
    const zone =
      '_dmarc.example.org TXT "v=DMARC1; p=none; sp=quarantine; np=reject"\nreal.example.org A 192.0.2.1\n';
    const resolver = mailauthResolver(zoneResolver(zone));
    const of = async (domain: string) =>
      dmarc({ headerFrom: `a@${domain}`, spfDomains: [], dkimDomains: [], resolver, strict: true });
    expect(await of('real.example.org')).toMatchObject({ policy: 'quarantine' });
    expect(await of('gone.example.org')).toMatchObject({ policy: 'reject' });
    await expect(resolver('gone.example.org', 'A')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    await expect(resolver('real.example.org', 'TXT')).rejects.toMatchObject({ code: 'ENODATA' });
  });
});

describe('shapes', () => {
  const zone = zoneResolver(`
    example.org TXT "v=spf1 mx " "-all"
    example.org TXT
    example.org MX 10 mail.example.org
    example.org MX 20 192.0.2.9
    example.org MX 30 localhost
    example.org MX 40 mail.example.123
    example.org MX 50 2001:db8::1
    example.org MX 60 .
    mail.example.org A 192.0.2.1
    9.2.0.192.in-addr.arpa PTR mail.example.org
    onlyip.example MX 10 192.0.2.9
    onlyip.example TXT "v=spf1 mx a:mail.example.org -all"
  `);
  const resolver = mailauthResolver(zone);

  test('values as node:dns gives them', async () => {
    expect(await resolver('mail.example.org', 'A')).toEqual(['192.0.2.1']);
    expect(await resolver('9.2.0.192.in-addr.arpa', 'PTR')).toEqual(['mail.example.org']);
    await expect(resolver('example.org', 'HINFO')).rejects.toThrow(TypeError);
  });

  test('a TXT of zero strings is an empty text (LIBRARIES.md row 5)', async () => {
    expect(await resolver('example.org', 'TXT')).toEqual([['v=spf1 mx ', '-all'], ['']]);
    expect((await checkSpf(zone)).status.result).toBe('fail');
  });

  test('MX that name an address or one label are dropped for mailauth, the Resolver keeps them (row 7)', async () => {
    expect(await resolver('example.org', 'MX')).toEqual([
      { exchange: 'mail.example.org', priority: 10 },
      { exchange: '', priority: 60 },
    ]);
    expect((await zone.resolve('example.org', 'MX')).records).toHaveLength(6);
    // Not void either: the MX set is there, its hosts are not.
    expect(await resolver('onlyip.example', 'MX')).toEqual([]);
  });

  test('the day mailauth takes such MX itself, row 7 can go', async () => {
    const raw = async (name: string, type: string) => {
      const answer = await resolver(name, type);
      return type === 'MX'
        ? ([{ exchange: '192.0.2.9', priority: 10 }] as unknown as string[])
        : answer;
    };
    const outcome = await spf({
      sender: 'u@onlyip.example',
      ip: '192.0.2.1',
      helo: 'h.example.org',
      mta: 'mx.test',
      strict: true,
      resolver: raw,
    });
    expect(outcome.status.result).toBe('permerror');
    const closed = await spf({
      sender: 'u@onlyip.example',
      ip: '192.0.2.1',
      helo: 'h.example.org',
      mta: 'mx.test',
      strict: true,
      resolver,
    });
    expect(closed.status.result).toBe('pass');
  });

  test('a name that cannot be asked is no match, not permerror', async () => {
    const long = zoneResolver(
      `example.org TXT "v=spf1 exists:%{l}.x.example.org a:mail.example.org -all"\nmail.example.org A 192.0.2.9`,
    );
    const outcome = await spf({
      sender: `${'l'.repeat(64)}@example.org`,
      ip: '192.0.2.9',
      helo: 'h.example.org',
      mta: 'mx.test',
      strict: false,
      resolver: mailauthResolver(long),
    });
    expect(outcome.status.result).toBe('pass');
  });
});
