// Whatever the octets, the header fields parse back by the grammar and say what was put in.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authenticationResults } from '../../src/report/authentication-results.ts';
import { receivedSpf } from '../../src/report/received-spf.ts';
import { SPF_RESULTS } from '../../src/verify/verification.ts';
import { readAuthenticationResults, readReceivedSpf } from './header-grammar.ts';
import { hostileText } from './hostile.ts';
import { dkimCheck, dmarcCheck, HOST, NO_DMARC, spfCheck, verification } from './sample.ts';
import { SCENARIOS } from './scenarios.ts';

describe('Authentication-Results (RFC 8601)', () => {
  test('names every method with its properties', () => {
    const { host, results } = readAuthenticationResults(
      authenticationResults(verification(), HOST),
    );
    expect(host).toBe(HOST);
    expect(
      results.map(({ method, result, properties }) => [
        method,
        result,
        Object.fromEntries(properties),
      ]),
    ).toEqual([
      ['spf', 'pass', { 'smtp.mailfrom': 'news@example.org' }],
      ['spf', 'none', { 'smtp.helo': 'mail.example.org' }],
      [
        'dkim',
        'pass',
        {
          'header.d': 'example.org',
          'header.s': '2024',
          'header.i': '@example.org',
          'header.a': 'rsa-sha256',
          'header.b': 'KMOYjsda',
        },
      ],
      ['dmarc', 'pass', { 'header.from': 'example.org', 'policy.dmarc': 'reject' }],
      ['arc', 'none', {}],
      ['iprev', 'pass', { 'policy.iprev': '192.0.2.25' }],
    ]);
  });

  test('has the comment people look for', () => {
    const { results } = readAuthenticationResults(authenticationResults(verification(), HOST));
    expect(results[0]?.comments).toEqual([
      `${HOST}: domain of news@example.org designates 192.0.2.25 as permitted sender`,
    ]);
  });

  test('writes none where there was nothing to check', () => {
    const facts = verification({ dkim: [], dmarc: dmarcCheck(NO_DMARC) });
    const { results } = readAuthenticationResults(authenticationResults(facts, HOST));
    expect(results.find(({ method }) => method === 'dkim')).toMatchObject({
      result: 'none',
      properties: [],
      comments: ['message not signed'],
    });
    expect(results.find(({ method }) => method === 'dmarc')).toMatchObject({
      result: 'none',
      properties: [['header.from', 'example.org']],
    });
  });

  test('gives reasons of failures in quotes', () => {
    const facts = verification({
      dkim: [dkimCheck({ result: 'fail', reason: 'body hash "x" (did not) verify; really' })],
    });
    expect(readAuthenticationResults(authenticationResults(facts, HOST)).results[2]?.reason).toBe(
      'body hash "x" (did not) verify; really',
    );
  });

  test('quotes what is no token: IPv6 addresses, base64, address literals', () => {
    const facts = verification();
    facts.envelope = { ...facts.envelope, clientIp: '2001:db8::1', helo: '[192.0.2.1]' };
    facts.iprev = { ...facts.iprev, ip: '2001:db8::1' };
    facts.dkim = [dkimCheck({ field: 'b=ab/+ c=def' })];
    const text = authenticationResults(facts, HOST);
    expect(text).toContain('policy.iprev="2001:db8::1"');
    expect(text).toContain('smtp.helo="[192.0.2.1]"');
    expect(text).toContain('header.b="ab/+c=de"');
  });

  test('judges a null reverse-path once, by the HELO name', () => {
    const facts = verification();
    facts.envelope = { ...facts.envelope, mailFrom: '' };
    const spf = readAuthenticationResults(authenticationResults(facts, HOST)).results.filter(
      ({ method }) => method === 'spf',
    );
    expect(spf.map(({ properties }) => properties)).toEqual([[['smtp.helo', 'mail.example.org']]]);
  });

  test('stays within its grammar whatever comes in', () => {
    const facts = fc.record({
      a: hostileText,
      b: hostileText,
      c: hostileText,
      d: hostileText,
      e: hostileText,
    });
    fc.assert(
      fc.property(facts, ({ a, b, c, d, e }) => {
        const base = verification();
        const { host, results } = readAuthenticationResults(
          authenticationResults(
            {
              ...base,
              envelope: { ...base.envelope, mailFrom: a || 'x', helo: b, clientIp: c },
              spf: {
                mailFrom: spfCheck({ result: 'permerror', sender: d, reason: e }),
                helo: spfCheck({ identity: 'helo', result: 'fail', sender: b }),
              },
              dkim: [
                dkimCheck({
                  result: 'fail',
                  reason: a,
                  domain: b,
                  selector: c,
                  auid: d,
                  algorithm: e,
                  field: `b=${e}`,
                }),
                dkimCheck({ domain: e, auid: a }),
              ],
              dmarc: dmarcCheck({ result: 'fail', domain: c, reason: d }),
              arc: { result: 'fail', reason: e, oldestPass: 0, sets: [] },
              iprev: { result: 'fail', reason: b, ip: c, name: d, names: [] },
            },
            HOST,
          ),
        );
        expect(host).toBe(HOST);
        expect(results.map(({ method, result }) => `${method}=${result}`)).toEqual([
          'spf=permerror',
          'spf=fail',
          'dkim=pass',
          'dkim=fail',
          'dmarc=fail',
          'arc=fail',
          'iprev=fail',
        ]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('Received-SPF (RFC 7208 section 9.1)', () => {
  test('reads as a receiver writes it', () => {
    const { envelope, spf } = verification();
    expect(receivedSpf(spf.mailFrom, envelope, HOST).replaceAll('\r\n', '')).toMatch(
      /^pass \(mx\.mailassay\.example: domain of news@example\.org designates 192\.0\.2\.25 as permitted sender\) client-ip=192\.0\.2\.25;/,
    );
    expect(readReceivedSpf(receivedSpf(spf.mailFrom, envelope, HOST)).pairs).toEqual({
      'client-ip': '192.0.2.25',
      'envelope-from': 'news@example.org',
      helo: 'mail.example.org',
      receiver: HOST,
      identity: 'mailfrom',
      mechanism: 'ip4:192.0.2.0/24',
    });
  });

  test('names the problem of an error', () => {
    const { envelope } = verification();
    expect(
      readReceivedSpf(
        receivedSpf(
          spfCheck({ result: 'permerror', reason: '14 "lookups"', matched: null }),
          envelope,
          HOST,
        ),
      ).pairs,
    ).toMatchObject({ problem: '14 "lookups"' });
  });

  test('every result has its sentence', () => {
    const { envelope } = verification();
    const sentences = SPF_RESULTS.map(
      (result) => readReceivedSpf(receivedSpf(spfCheck({ result }), envelope, HOST)).comment,
    );
    expect(new Set(sentences).size).toBe(SPF_RESULTS.length);
  });

  test('stays within its grammar whatever comes in', () => {
    fc.assert(
      fc.property(
        hostileText,
        hostileText,
        hostileText,
        fc.constantFrom(...SPF_RESULTS),
        (a, b, c, result) => {
          const { envelope } = verification();
          const check = spfCheck({
            result,
            sender: a,
            reason: b,
            matched: { record: c, term: c, domain: a },
          });
          const read = readReceivedSpf(
            receivedSpf(check, { ...envelope, clientIp: b, mailFrom: c, helo: a }, HOST),
          );
          expect(read.result).toBe(result);
          expect(read.pairs['receiver']).toBe(HOST);
          expect(read.pairs['identity']).toBe('mailfrom');
        },
      ),
      { numRuns: 1000 },
    );
  });
});

test('lines of ordinary fields are no longer than 78 characters with the name', () => {
  for (const { verification: facts } of Object.values(SCENARIOS)) {
    const fields = [
      `Authentication-Results: ${authenticationResults(facts, HOST)}`,
      `Received-SPF: ${receivedSpf(facts.spf.mailFrom, facts.envelope, HOST)}`,
    ];
    for (const line of fields.join('\r\n').split('\r\n'))
      expect(line.length).toBeLessThanOrEqual(78);
  }
});
