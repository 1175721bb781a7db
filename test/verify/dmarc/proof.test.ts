// What proves the reverse-path (DESIGN.md §1), and what does not.
import { describe, expect, test } from 'vitest';
import { zoneResolver } from '../../../src/dns/zone.ts';
import { proveReversePath } from '../../../src/verify/dmarc/proof.ts';
import type { DkimResult, SpfResult } from '../../../src/verify/verification.ts';

const ORG = '_dmarc.example.com. TXT "v=DMARC1; p=none"';

async function prove(
  domain: string | null,
  spf: SpfResult,
  dkim: [string, DkimResult][],
  zone = '',
) {
  const resolver = zoneResolver(zone);
  const { proof } = await proveReversePath(
    { domain, spf, dkim: dkim.map(([d, result]) => ({ domain: d, result })) },
    resolver,
  );
  return { ...proof, questions: resolver.questions.length };
}

describe('proveReversePath', () => {
  test.each<
    [string, Parameters<typeof prove>, { spf: boolean; dkim: string | null; questions: number }]
  >([
    ['SPF', ['example.com', 'pass', []], { spf: true, dkim: null, questions: 0 }],
    [
      'a signature of the very domain',
      ['example.com', 'fail', [['example.com', 'pass']]],
      { spf: false, dkim: 'example.com', questions: 0 },
    ],
    [
      'both',
      ['example.com', 'pass', [['EXAMPLE.com.', 'pass']]],
      { spf: true, dkim: 'example.com', questions: 0 },
    ],
    [
      'a signature of the same organization',
      ['bounce.example.com', 'none', [['example.com', 'pass']], ORG],
      { spf: false, dkim: 'example.com', questions: 3 },
    ],
    [
      'a signature below',
      ['example.com', 'none', [['mail.example.com', 'pass']], ORG],
      { spf: false, dkim: 'mail.example.com', questions: 3 },
    ],
    [
      'the second signature',
      [
        'bounce.example.com',
        'none',
        [
          ['esp.example.net', 'pass'],
          ['example.com', 'fail'],
          ['example.com', 'pass'],
        ],
        ORG,
      ],
      { spf: false, dkim: 'example.com', questions: 3 },
    ],
    [
      'no walk when SPF passed',
      ['bounce.example.com', 'pass', [['example.com', 'pass']], ORG],
      { spf: true, dkim: null, questions: 0 },
    ],
    ['nothing', ['example.com', 'none', []], { spf: false, dkim: null, questions: 0 }],
    [
      'a signature that fails',
      [
        'example.com',
        'softfail',
        [
          ['example.com', 'fail'],
          ['example.com', 'temperror'],
        ],
      ],
      { spf: false, dkim: null, questions: 0 },
    ],
    [
      'another domain',
      ['example.com', 'none', [['example.net', 'pass']], ORG],
      { spf: false, dkim: null, questions: 0 },
    ],
    [
      'no record makes each name its own organization',
      ['bounce.example.com', 'none', [['example.com', 'pass']]],
      { spf: false, dkim: null, questions: 3 },
    ],
    [
      'psd=n keeps the parent out',
      [
        'b.example.com',
        'none',
        [['example.com', 'pass']],
        `${ORG}\n_dmarc.b.example.com. TXT "v=DMARC1; p=none; psd=n"`,
      ],
      { spf: false, dkim: null, questions: 1 },
    ],
    [
      'DNS does not answer',
      [
        'b.example.com',
        'none',
        [['example.com', 'pass']],
        `${ORG}\n_dmarc.b.example.com. SERVFAIL`,
      ],
      { spf: false, dkim: null, questions: 1 },
    ],
    [
      'the null reverse-path',
      [null, 'pass', [['example.com', 'pass']]],
      { spf: false, dkim: null, questions: 0 },
    ],
    [
      'a reverse-path without a name',
      ['[192.0.2.1]', 'pass', [['example.com', 'pass']]],
      { spf: false, dkim: null, questions: 0 },
    ],
  ])('%s', async (_name, given, expected) => {
    expect(await prove(...given)).toEqual(expected);
  });
});
