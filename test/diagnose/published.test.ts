// What a finding tells people to publish is published here, and the mail judged again: the finding must be gone, and nothing worse have come.
import { describe, expect, test } from 'vitest';
import { CATALOG } from '../../src/diagnose/catalog.ts';
import type { Finding } from '../../src/diagnose/finding.ts';
import { CASES } from './all-cases.ts';
import { judged, txt, ZONE, type Given, type Zone } from './given.ts';
import { SITUATIONS } from './situations.ts';

const SAMPLES: [string, Given][] = [
  ...Object.entries(CASES).map(([code, { fires }]): [string, Given] => [code, fires]),
  ...Object.entries(SITUATIONS).map(([name, { given }]): [string, Given] => [name, given]),
];

/** The name a record is for. */
function ownerOf({ code, method, values }: Finding): string {
  if (code.startsWith('spf-helo')) return values['helo'] ?? '';
  return method === 'spf' ? (values['domain'] ?? '') : (values['name'] ?? '');
}

/** Old records of the same kind go, everything else at the name stays. */
function publish(given: Given, name: string, record: string): Given {
  const before = { ...ZONE, ...given.zone }[name] ?? [];
  const kind = /v=spf1/i.test(record) ? /spf/i : /v=dmarc1/i.test(record) ? /dmarc/i : /./;
  const kept = before.filter(
    (line) => !/^CNAME\b/.test(line) && !(/^(?:TXT|SPF)\b/.test(line) && kind.test(line)),
  );
  const zone: Zone = { ...given.zone, [name]: [...kept, txt(record)] };
  return { ...given, zone };
}

describe.each(SAMPLES)('%s', (_, given) => {
  test('every record to publish mends what it is for', async () => {
    const { findings, codes } = await judged(given);
    for (const finding of findings) {
      const { code, values, method, severity } = finding;
      const record = values['record'];
      if (record === undefined) continue;
      const name = ownerOf(finding);
      const after = await judged(publish(given, name, record));
      expect([code, after.codes]).toEqual([code, expect.not.arrayContaining([code])]);
      if (method === 'spf' && severity === 'error' && !code.startsWith('spf-helo'))
        expect([code, record, after.facts.spf.mailFrom.result]).toEqual([code, record, 'pass']);
      if (code.startsWith('dkim-key-') && values['unsigned'] === undefined)
        expect([
          code,
          after.facts.dkim.some(
            ({ result, selector }) => result === 'pass' && selector === values['selector'],
          ),
        ]).toEqual([code, true]);
      if (method === 'dmarc' && !code.startsWith('dmarc-rua'))
        expect([code, after.facts.dmarc.record]).toEqual([code, record]);
      // A policy shows that nothing passes; a key shows that nothing signs with it.
      // A record below a name makes the name exist.
      const expected = [
        'dmarc-nothing-passed',
        ...(codes.includes('domain-absent') ? ['domain-no-mail-server'] : []),
        ...(values['unsigned'] === undefined ? [] : ['dkim-none']),
      ];
      const worse = after.codes.filter(
        (one) =>
          CATALOG[one].severity === 'error' && !codes.includes(one) && !expected.includes(one),
      );
      expect([code, worse]).toEqual([code, []]);
    }
  });
});
