// DMARC over random trees of records, against RFC 9989 told plainly (dmarc-oracle.ts).
import { expect, test } from 'vitest';
import { zoneResolver } from '../../src/dns/zone.ts';
import { checkDmarc } from '../../src/verify/dmarc/check-dmarc.ts';
import { inputOf } from '../verify/dmarc/given.ts';
import { expected, type Answer, type Identifiers, type Names } from './dmarc-oracle.ts';
import { seeded, type Random } from './random.ts';

const DOMAINS = [
  'test',
  'example.test',
  'a.example.test',
  'b.example.test',
  'x.a.example.test',
  'c.d.e.f.g.h.i.example.test',
  'other.test',
  'co.test',
  'shop.co.test',
  'm.shop.co.test',
  'example.org',
];

function record({ pick, chance }: Random): string {
  const policy = (): string =>
    pick(['none', 'quarantine', 'reject', 'reject', 'Reject', 'bob', '']);
  const tags = [
    chance(0.9) ? `p=${policy()}` : '',
    chance(0.3) ? `sp=${policy()}` : '',
    chance(0.25) ? `np=${policy()}` : '',
    chance(0.3) ? `psd=${pick(['y', 'n', 'u', 'Y', 'x'])}` : '',
  ];
  tags.push(
    chance(0.2) ? `t=${pick(['y', 'n', 'x'])}` : '',
    chance(0.2) ? `adkim=${pick(['r', 's', 'S', 'x'])}` : '',
    chance(0.2) ? `aspf=${pick(['r', 's', 'q'])}` : '',
  );
  tags.push(
    chance(0.3)
      ? `rua=${pick(['mailto:a@b.example', 'not a uri', 'mailto:a@b.example!10m', ''])}`
      : '',
    chance(0.05) ? pick(['p=none', 'junk', '=', 'pct=50', 'sp', 'x=y']) : '',
  );
  const shuffled = tags.filter((tag) => tag !== '').toSorted(() => (chance(0.1) ? 1 : 0));
  return (
    [
      pick([
        'v=DMARC1',
        'v=DMARC1',
        'v=DMARC1',
        'v=DMARC1',
        'v = DMARC1',
        'v=dmarc1',
        'v=DMARC2',
        'V=DMARC1',
        ' v=DMARC1',
      ]),
      ...shuffled,
    ].join(pick(['; ', ';', ' ;'])) + pick(['', ';'])
  );
}

function policies(random: Random): Map<string, Answer> {
  const { chance, weighted } = random;
  const answers = new Map<string, Answer>();
  for (const domain of DOMAINS) {
    if (!chance(0.45)) continue;
    answers.set(
      domain,
      weighted<() => Answer>([
        [20, () => [record(random)]],
        [2, () => [record(random), record(random)]],
        [2, () => ['v=spf1 -all', record(random)]],
        [1, () => ['hello']],
        [2, () => 'SERVFAIL'],
        [1, () => 'NODATA'],
      ])(),
    );
  }
  return answers;
}

test('the same answer as RFC 9989 told plainly, for 4,000 trees', async () => {
  const random = seeded(9989);
  const seen = new Map<string, number>();
  for (let round = 0; round < Number(process.env['DMARC_RUNS'] ?? 4000); round++) {
    const answers = policies(random);
    const existing = new Map(
      DOMAINS.map((domain) => [
        domain,
        random.weighted<boolean | 'SERVFAIL'>([
          [6, true],
          [3, false],
          [1, 'SERVFAIL'],
        ]),
      ]),
    );
    const identifier = (): { domain: string; passed: boolean } => ({
      domain: random.pick(DOMAINS),
      passed: random.chance(0.8),
    });
    const given: Identifiers = {
      author: random.pick(DOMAINS.slice(1)),
      spf: random.chance(0.7) ? identifier() : null,
      dkim: random.list(2, identifier),
    };
    const lines: string[] = [];
    for (const [domain, answer] of answers) {
      if (Array.isArray(answer))
        lines.push(...answer.map((text) => `_dmarc.${domain}. TXT "${text}"`));
      else lines.push(`_dmarc.${domain}. ${answer}`);
    }
    for (const [domain, there] of existing)
      lines.push(`${domain}. ${there === 'SERVFAIL' ? 'SERVFAIL' : there ? 'MX 0 .' : 'NXDOMAIN'}`);
    const names: Names = {
      policy: (domain) => answers.get(domain) ?? 'NXDOMAIN',
      exists: (domain) => existing.get(domain) ?? false,
    };
    const word = ({ domain, passed }: { domain: string; passed: boolean }): string =>
      `${domain} ${passed ? 'pass' : 'fail'}`;
    const input = inputOf({
      from: given.author,
      ...(given.spf === null ? {} : { spf: word(given.spf) }),
      ...(given.dkim.length === 0 ? {} : { dkim: given.dkim.map(word).join(', ') }),
    });
    const { dmarc } = await checkDmarc(input, zoneResolver(lines.join('\n')));
    const { result, policyDomain, organizationalDomain, disposition } = dmarc;
    expect(
      { result, policyDomain, organizationalDomain, disposition },
      `${JSON.stringify(given)}\n${lines.join('\n')}\n${dmarc.reason}`,
    ).toEqual(expected(given, names));
    expect(dmarc.reason).not.toBe('');
    seen.set(result, (seen.get(result) ?? 0) + 1);
  }
  expect([...seen.keys()].toSorted()).toEqual(['fail', 'none', 'pass', 'temperror']);
});
