// Names and addresses of the sending host: a record only where it is the reader's to publish, and it makes the finding go away. What a service's,
// a list's or a provider's host says of itself is not the reader's affair.
import { describe, expect, it } from 'vitest';
import type { Diagnosis, Finding } from '../../src/diagnose/finding.ts';
import { words } from '../../src/words/words.ts';
import { followed } from './follow.ts';
import { judged, type Given, type Zone } from './given.ts';

const find = ({ findings }: Pick<Diagnosis, 'findings'>, code: string): Finding | undefined =>
  findings.find((one) => one.code === code);
const PTR = '25.2.0.192.in-addr.arpa';
const named = (ip: string, name: string): Zone => ({
  [`${ip.split('.').toReversed().join('.')}.in-addr.arpa`]: [`PTR ${name}`],
  [name]: [`A ${ip}`],
});

describe('a record for the sending host', () => {
  const OWN: [string, string, Given, string][] = [
    [
      'a HELO name without an address',
      'connection-helo-unresolvable',
      { envelope: { helo: 'gone.example.org' } },
      'gone.example.org A 192.0.2.25',
    ],
    [
      'a PTR name without an address',
      'connection-ptr-mismatch',
      { zone: { [PTR]: ['PTR out.example.org'] } },
      'out.example.org A 192.0.2.25',
    ],
    [
      'a null MX beside others',
      'domain-null-mx-mixed',
      {
        zone: {
          'example.org': [
            'TXT "v=spf1 ip4:192.0.2.25 -all"',
            'MX 0 .',
            'MX 10 mail.example.org',
            'A 192.0.2.80',
          ],
        },
      },
      'example.org MX 0 .',
    ],
  ];
  it.each(OWN)('%s', async (_, code, given, record) => {
    const { before, after, fresh } = await followed(given);
    const found = find(before, code);
    expect(found?.records.map(({ name, type, value }) => `${name} ${type} ${value}`)).toEqual([
      record,
    ]);
    expect(find(after, code)).toBeUndefined();
    expect(fresh).toEqual([]);
  });

  it('is not for a HELO name of somebody else', async () => {
    const found = find(
      (await judged({ envelope: { helo: 'gone.stranger.example' } })).diagnosis,
      'connection-helo-unresolvable',
    );
    expect(found?.records).toEqual([]);
    expect(
      words({ code: 'connection-helo-unresolvable', values: found?.values ?? {} }, 'en').fix,
    ).toMatch(/^If gone\.stranger\.example is yours, .*mail\.example\.org in HELO/);
  });
});

describe("somebody else's host", () => {
  it('of a service says what it likes', async () => {
    const name = 'mail-db8eur05on2101.outbound.protection.outlook.com';
    for (const helo of [
      'APC01-SG2-obe.outbound.protection.outlook.com',
      'localhost',
      '[40.107.1.1]',
    ]) {
      const { codes } = await judged({
        zone: named('40.107.1.1', name),
        envelope: { clientIp: '40.107.1.1', helo },
      });
      expect(
        codes.filter(
          (code) => code.startsWith('connection-helo') || code === 'connection-generic-ptr',
        ),
      ).toEqual([]);
    }
  });

  it('of a forwarder is named as the one who can repair it', async () => {
    const { diagnosis } = await judged({
      zone: named('203.0.113.77', 'fwd.alumni.example'),
      envelope: {
        clientIp: '203.0.113.77',
        helo: 'gone.alumni.example',
        mailFrom: 'SRS0=x7Qk=AB=example.org=anna@alumni.example',
      },
    });
    const found = find(diagnosis, 'connection-helo-unresolvable');
    expect(found?.records).toEqual([]);
    expect(
      words({ code: 'connection-helo-unresolvable', values: found?.values ?? {} }, 'en').fix,
    ).toMatch(/operator of alumni\.example/);
  });
});

describe('what receivers miss', () => {
  it.each([
    [{ signatures: [] }, 'DKIM', 'DKIM'],
    [{ zone: { 'example.org': null } }, 'SPF', 'SPF'],
    [{ zone: { 'example.org': null }, signatures: [] }, 'SPF and DKIM', 'SPF dan DKIM'],
  ] as [Given, string, string][])('is only what did not pass', async (given, en, id) => {
    const { itemTitle } = await import('../../src/words/requirement-words.ts');
    const { diagnosis } = await judged(given);
    const asked = diagnosis.requirements.filter(
      ({ item, status }) => item === 'spf-and-dkim' && status === 'unmet',
    );
    expect(asked.length).toBeGreaterThan(0);
    for (const one of asked) expect([itemTitle(one, 'en'), itemTitle(one, 'id')]).toEqual([en, id]);
  });
});
