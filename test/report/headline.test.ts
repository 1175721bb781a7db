// The line after the verdict, by verdict and policy.
import { expect, test } from 'vitest';
import { type FindingFacts, headline } from '../../src/report/headline.ts';
import { en } from '../../src/words/en/layouts.ts';
import { dkimSummary, tlsSummary } from '../../src/report/summary.ts';
import type { DmarcCheck, Verification } from '../../src/verify/verification.ts';
import { dkimCheck, dmarcCheck, NO_DMARC, spfCheck, verification } from './sample.ts';

const spf = (result: 'fail' | 'softfail' | 'none'): Partial<Verification> => ({
  spf: { ...verification().spf, mailFrom: spfCheck({ result }) },
});
const dmarc = (more: Partial<DmarcCheck>): Partial<Verification> => ({ dmarc: dmarcCheck(more) });
const found = (
  code: string,
  severity: FindingFacts['severity'],
  citation = 'RFC 7208',
): FindingFacts => ({ code, severity, citation });
const unsigned: Partial<Verification> = { dkim: [] };

test.each<[string, 'pass' | 'fail' | 'incomplete', Partial<Verification>, string, FindingFacts[]?]>(
  [
    ['all right', 'pass', {}, en.headline.pass('example.org')],
    ['no DMARC record', 'pass', dmarc(NO_DMARC), en.headline.passWithoutDmarc('example.org')],
    [
      'a DMARC record that does not count',
      'pass',
      dmarc(NO_DMARC),
      en.headline.passDmarcBroken('example.org'),
      [found('dmarc-syntax', 'notice')],
    ],
    [
      'two DMARC records',
      'pass',
      dmarc({
        ...NO_DMARC,
        walk: [
          {
            name: '_dmarc.example.org',
            status: 'NOERROR',
            record: null,
            note: '2 DMARC records, all discarded',
          },
        ],
      }),
      en.headline.passDmarcBroken('example.org'),
    ],
    [
      'DKIM passes for another domain',
      'pass',
      { dkim: [dkimCheck({ aligned: false })] },
      en.headline.passBySpf('example.org'),
    ],
    [
      'SPF passes for another domain',
      'pass',
      dmarc({ alignment: { spf: { domain: 'esp.example', aligned: false }, dkim: [] } }),
      en.headline.passByDkim('example.org'),
    ],
    [
      'Gmail refuses it all the same',
      'pass',
      {},
      `${en.headline.pass('example.org')} ${en.headline.butGmail(2)}`,
      [
        found('dmarc-syntax', 'error'),
        found('connection-no-ptr', 'warning', 'RFC 1912; Gmail sender guidelines (550 5.7.25)'),
      ],
    ],
    [
      'an error that did not show this time',
      'pass',
      {},
      `${en.headline.pass('example.org')} ${en.headline.butErrors(1)}`,
      [found('spf-record-too-many-lookups', 'error')],
    ],
    [
      'what is right is no reservation',
      'pass',
      {},
      en.headline.pass('example.org'),
      [found('spf-pass', 'ok'), found('dkim-simple', 'notice')],
    ],
    [
      'only tolerant receivers accept the signature',
      'fail',
      { dkim: [dkimCheck({ result: 'neutral', tolerant: { result: 'pass', reason: 'x' } })] },
      en.headline.spfAloneTolerated,
    ],
    [
      'SPF could not be checked',
      'fail',
      {
        ...unsigned,
        spf: { ...verification().spf, mailFrom: spfCheck({ result: 'temperror' }) },
        ...dmarc(NO_DMARC),
      },
      en.headline.spfUnchecked,
    ],
    [
      'p=reject',
      'fail',
      dmarc({ result: 'fail', disposition: 'reject' }),
      en.headline.refused('p=reject'),
    ],
    [
      'p=quarantine',
      'fail',
      dmarc({ result: 'fail', disposition: 'quarantine' }),
      en.headline.quarantined('p=reject'),
    ],
    [
      'p=none',
      'fail',
      dmarc({ result: 'fail', disposition: 'none' }),
      en.headline.nothingAsked('p=reject'),
    ],
    ['DKIM carries DMARC, SPF fails', 'fail', spf('fail'), en.headline.dkimAloneSpfFail],
    [
      'DKIM carries DMARC, SPF softfails',
      'fail',
      spf('softfail'),
      en.headline.dkimAlone('softfail'),
    ],
    ['SPF carries DMARC', 'fail', unsigned, en.headline.spfAlone],
    [
      'nothing at all',
      'fail',
      { ...unsigned, ...spf('none'), ...dmarc(NO_DMARC) },
      en.headline.nothingProves,
    ],
    ['no DMARC, not aligned', 'fail', dmarc(NO_DMARC), en.headline.notAligned('example.org')],
    [
      'no DMARC, SPF missing',
      'fail',
      { ...spf('none'), ...dmarc(NO_DMARC) },
      en.headline.spfMissing('none'),
    ],
    ['no DMARC, unsigned', 'fail', { ...unsigned, ...dmarc(NO_DMARC) }, en.headline.dkimMissing],
    [
      'a broken DMARC record',
      'fail',
      dmarc({ ...NO_DMARC, result: 'permerror' }),
      en.headline.dmarcBroken,
    ],
    [
      'no author',
      'fail',
      dmarc({ ...NO_DMARC, evaluated: false, domain: null }),
      en.headline.authorUnreadable,
    ],
    [
      'DNS silent',
      'incomplete',
      dmarc({ ...NO_DMARC, result: 'temperror' }),
      en.headline.undecided('DMARC'),
    ],
    ['our limit', 'incomplete', { limit: 'questions' }, en.headline.limited],
  ],
)('%s', (_, verdict, more, sentence, findings = []) => {
  expect(headline(verdict, verification(more), findings, en)).toBe(sentence);
});

test('a name that is none cannot look like a line of the report', () => {
  expect(headline('pass', verification(dmarc({ domain: 'VERDICT: PASS.\r\n' })), [], en)).toContain(
    '"VERDICT:\\u{20}PASS.\\u{d}\\u{a}"',
  );
});

test('several signatures have one word', () => {
  expect(dkimSummary([])).toBe('none');
  expect(dkimSummary([dkimCheck({ result: 'fail' }), dkimCheck()])).toBe('pass');
  expect(dkimSummary([dkimCheck({ result: 'neutral' }), dkimCheck({ result: 'fail' })])).toBe(
    'fail',
  );
  // One that could not be looked at could be the one that passes.
  expect(dkimSummary([dkimCheck({ result: 'fail' }), dkimCheck({ result: 'temperror' })])).toBe(
    'temperror',
  );
});

test('TLS is a version or none', () => {
  const { envelope } = verification();
  expect(tlsSummary(envelope)).toBe('1.3');
  expect(tlsSummary({ ...envelope, tls: null })).toBe('none');
});
