// Blocklists (RFC 5782) by cases: listed, not listed, refused, no answer, no list at all.
import { describe, expect, test } from 'vitest';
import { checkBlocklists } from '../../../src/verify/dnsbl/dnsbl-check.ts';
import { shutDown } from '../../../src/verify/dnsbl/shut-down.ts';
import { zoneResolver } from '../../../src/dns/zone.ts';

const ZONE = `
25.2.0.192.listed.example A 127.0.0.2
25.2.0.192.listed.example A 127.0.0.10
25.2.0.192.listed.example TXT "see https://listed.example/?q=192.0.2.25"
25.2.0.192.silent.example A 127.0.0.4
25.2.0.192.open.example A 127.255.255.254
25.2.0.192.open.example TXT "Error: open resolver; https://check.example/returnc/pub/"
25.2.0.192.uri.example A 127.0.0.1
25.2.0.192.parked.example A 203.0.113.80
25.2.0.192.down.example SERVFAIL
25.2.0.192.closed.example REFUSED
25.2.0.192.slow.example TIMEOUT
5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.listed.example A 127.0.0.3
`;

const ask = async (zone: string, ip = '192.0.2.25') => {
  const resolver = zoneResolver(ZONE);
  const [check] = await checkBlocklists(ip, [zone], resolver);
  return { check, questions: resolver.questions.map(({ name, type }) => `${type} ${name}`) };
};

test.each([
  [
    'listed.example',
    {
      listed: true,
      codes: ['127.0.0.10', '127.0.0.2'],
      text: 'see https://listed.example/?q=192.0.2.25',
      reason: '',
    },
  ],
  ['silent.example', { listed: true, codes: ['127.0.0.4'], text: null, reason: '' }],
  ['clean.example', { listed: false, codes: [], text: null, reason: '' }],
  [
    'open.example',
    {
      listed: 'refused',
      codes: ['127.255.255.254'],
      text: 'Error: open resolver; https://check.example/returnc/pub/',
      reason: 'it does not answer this resolver',
    },
  ],
  [
    'uri.example',
    {
      listed: 'refused',
      codes: ['127.0.0.1'],
      text: null,
      reason: 'it does not answer this resolver',
    },
  ],
  [
    'closed.example',
    { listed: 'refused', codes: [], text: null, reason: 'its servers refuse to answer' },
  ],
  [
    'parked.example',
    {
      listed: 'unknown',
      codes: ['203.0.113.80'],
      text: null,
      reason: '203.0.113.80 is no answer of a blocklist',
    },
  ],
  ['down.example', { listed: 'unknown', codes: [], text: null, reason: 'DNS: SERVFAIL' }],
  ['slow.example', { listed: 'unknown', codes: [], text: null, reason: 'no answer in time' }],
])('%s', async (zone, expected) => {
  const { check } = await ask(zone);
  expect(check).toEqual({ zone, name: `25.2.0.192.${zone}`, ...expected });
});

describe('the name asked', () => {
  test('has the octets reversed, and only a listing is asked for its text', async () => {
    expect((await ask('clean.example')).questions).toEqual(['A 25.2.0.192.clean.example']);
    expect((await ask('silent.example')).questions).toEqual([
      'A 25.2.0.192.silent.example',
      'TXT 25.2.0.192.silent.example',
    ]);
  });

  test('has the nibbles reversed for IPv6, and a mapped address is IPv4', async () => {
    expect((await ask('listed.example', '2001:db8::25')).check).toMatchObject({
      listed: true,
      codes: ['127.0.0.3'],
    });
    expect((await ask('listed.example', '::ffff:192.0.2.25')).check).toMatchObject({
      name: '25.2.0.192.listed.example',
      listed: true,
    });
  });
});

test('a list that was shut down is never asked', async () => {
  for (const zone of [
    'dnsbl.sorbs.net',
    'spam.dnsbl.sorbs.net',
    'dnsbl.ahbl.org',
    'relays.ordb.org',
    'bl.spamcannibal.org',
  ]) {
    const { check, questions } = await ask(zone);
    expect(check).toMatchObject({
      zone,
      name: null,
      listed: 'unknown',
      reason: expect.stringMatching(/^the list was shut down \(\d{4}\); it is never asked$/),
    });
    expect(questions).toEqual([]);
  }
  for (const zone of [
    'zen.spamhaus.org',
    'bl.spamcop.net',
    'b.barracudacentral.org',
    'notsorbs.net',
  ])
    expect(shutDown(zone)).toBeNull();
});
