// What large receivers ask, item by item, and the five criteria: met, unmet, unknown.
import { describe, expect, test } from 'vitest';
import type {
  Criterion,
  Item,
  Receiver,
  Status,
} from '../../src/diagnose/requirements/requirement.ts';
import { addSet } from '../verify/arc/sealer.ts';
import { judged, keyTxt, txt, type Given } from './given.ts';

const LEAVE = {
  'List-Unsubscribe': '<https://example.org/leave?id=7>',
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
};
const sealed = (key: 'rsa2048' | 'rsa2048b'): Given => ({
  zone: { 'arc._domainkey.lists.example.net': [keyTxt('rsa2048')] },
  onTheWay: ({ fields, body }) => ({ fields: addSet(fields, body, { instance: 1, key }) }),
});

async function statusOf(given: Given, receiver: Receiver, item: Item): Promise<Status | undefined> {
  const { diagnosis } = await judged(given);
  return diagnosis.requirements.find((one) => one.receiver === receiver && one.item === item)
    ?.status;
}

const CASES: [Item, Status, string, Given][] = [
  ['spf-or-dkim', 'met', 'one of them passes', { signatures: [] }],
  ['spf-or-dkim', 'unmet', 'none passes', { zone: { 'example.org': null }, signatures: [] }],
  [
    'spf-or-dkim',
    'unknown',
    'one could not be checked',
    { zone: { 'example.org': ['SERVFAIL'] }, signatures: [] },
  ],
  ['spf-and-dkim', 'met', 'both pass', {}],
  ['spf-and-dkim', 'unmet', 'one passes', { signatures: [] }],
  [
    'spf-and-dkim',
    'unknown',
    'one passes, the other could not be checked',
    { zone: { 'example.org': ['SERVFAIL'] } },
  ],
  ['reverse-dns', 'met', 'the name leads back', {}],
  ['reverse-dns', 'unmet', 'there is no name', { zone: { '25.2.0.192.in-addr.arpa': null } }],
  ['reverse-dns', 'unknown', 'DNS is away', { zone: { '25.2.0.192.in-addr.arpa': ['TIMEOUT'] } }],
  ['tls', 'met', 'TLS 1.3', {}],
  ['tls', 'unmet', 'no TLS', { envelope: { tls: null } }],
  ['tls', 'unknown', 'a saved message', { envelope: { tls: null, rcptTo: [] } }],
  [
    'well-formed',
    'met',
    'a Message-ID is missing, which is no MUST',
    { header: { 'Message-ID': null } },
  ],
  ['well-formed', 'unmet', 'the Date is missing', { header: { Date: null } }],
  ['dmarc-record', 'met', 'p=none', { zone: { '_dmarc.example.org': [txt('v=DMARC1; p=none')] } }],
  ['dmarc-record', 'unmet', 'none', { zone: { '_dmarc.example.org': null } }],
  ['dmarc-record', 'unknown', 'DNS is away', { zone: { '_dmarc.example.org': ['SERVFAIL'] } }],
  ['aligned', 'met', 'by SPF', { signatures: [] }],
  [
    'aligned',
    'unmet',
    'another domain passes',
    {
      zone: { 'example.net': [txt('v=spf1 ip4:192.0.2.25 -all')] },
      envelope: { mailFrom: 'a@example.net' },
      signatures: [],
    },
  ],
  ['aligned', 'unknown', 'DNS is away', { zone: { '_dmarc.example.org': ['SERVFAIL'] } }],
  ['one-click-unsubscribe', 'met', 'both fields, signed', { header: LEAVE }],
  [
    'one-click-unsubscribe',
    'unmet',
    'marked as bulk, no field',
    { header: { Precedence: 'bulk' } },
  ],
  ['one-click-unsubscribe', 'unknown', 'a mail from one to one', {}],
];

test.each(CASES)('%s is %s: %s', async (item, status, _, given) => {
  expect(await statusOf(given, 'gmail', item)).toBe(status);
  // Yahoo's list has no TLS.
  expect(await statusOf(given, 'yahoo', item)).toBe(item === 'tls' ? undefined : status);
});

test('ARC is asked of forwarders by Apple alone', async () => {
  expect(await statusOf({}, 'apple', 'arc')).toBe('unknown');
  expect(await statusOf(sealed('rsa2048'), 'apple', 'arc')).toBe('met');
  expect(await statusOf(sealed('rsa2048b'), 'apple', 'arc')).toBe('unmet');
  expect(await statusOf({}, 'gmail', 'arc')).toBeUndefined();
});

test('each receiver has its list, with this message as evidence', async () => {
  const { diagnosis } = await judged({ signatures: [] });
  const lists = diagnosis.requirements.map(
    ({ receiver, applies, item, status }) => `${receiver} ${applies} ${item} ${status}`,
  );
  expect(lists.filter((line) => line.startsWith('microsoft'))).toEqual([
    'microsoft bulk spf-and-dkim unmet',
    'microsoft bulk dmarc-record met',
    'microsoft bulk aligned met',
  ]);
  expect(lists.filter((line) => line.startsWith('apple'))).toEqual([
    'apple all reverse-dns met',
    'apple all spf-and-dkim unmet',
    'apple all dmarc-record met',
    'apple all arc unknown',
  ]);
  expect(lists.filter((line) => line.startsWith('gmail'))).toHaveLength(8);
  for (const { evidence, citation } of diagnosis.requirements) {
    expect(evidence).not.toBe('');
    expect(citation).not.toBe('');
  }
  expect(diagnosis.requirements.find(({ item }) => item === 'spf-and-dkim')?.evidence).toBe(
    'spf=pass dkim=none',
  );
});

describe('the five criteria', () => {
  const statuses = async (given: Given): Promise<Record<Criterion, Status>> => {
    const { diagnosis } = await judged(given);
    return Object.fromEntries(
      diagnosis.criteria.map(({ criterion, status }) => [criterion, status]),
    ) as Record<Criterion, Status>;
  };

  test('a good mail', async () => {
    // Blocklists are asked only where the operator names some.
    expect(await statuses({})).toEqual({
      'static-address': 'met',
      'not-blocklisted': 'unknown',
      'reverse-dns': 'met',
      spf: 'met',
      dkim: 'met',
    });
  });

  test('a home computer', async () => {
    const given: Given = {
      envelope: { clientIp: '198.51.100.77', helo: 'pc' },
      zone: { '77.100.51.198.in-addr.arpa': ['PTR 77.100.dsl.isp.example'] },
      signatures: [],
    };
    expect(await statuses(given)).toEqual({
      'static-address': 'unmet',
      'not-blocklisted': 'unknown',
      'reverse-dns': 'unmet',
      spf: 'unmet',
      dkim: 'unmet',
    });
  });

  test('without a name nothing is known of the address', async () => {
    expect(await statuses({ zone: { '25.2.0.192.in-addr.arpa': null } })).toMatchObject({
      'static-address': 'unknown',
      'reverse-dns': 'unmet',
    });
  });
});
