// Reports in which every string that is not ours is hostile: for everything that is drawn from reports.
import fc from 'fast-check';
import type { Report } from '../../src/report/report.ts';
import { hostileText } from './hostile.ts';
import { finding, reportOf } from './sample.ts';
import { SCENARIOS } from './scenarios.ts';

/** Values that are ours or come from a closed list keep their meaning; every other string becomes hostile. */
const OURS = new Set([
  'schema',
  'id',
  'receivedAt',
  'language',
  'verdict',
  'standing',
  'result',
  'severity',
  'decision',
  'code',
  'method',
  'kind',
  'outcome',
  'status',
  'identity',
  'qualifier',
  'p',
  'sp',
  'np',
  't',
  'psd',
  'adkim',
  'aspf',
  'type',
  'applied',
  'disposition',
  'certainty',
  'authenticationResults',
  'receivedSpf',
  'host',
  'link',
  'version',
  'citation',
]);
const SUMMARY = new Set(['spf', 'dkim', 'dmarc', 'arc', 'iprev']);

function poison(value: unknown, next: () => string, key = ''): unknown {
  if (typeof value === 'string')
    return OURS.has(key) || (SUMMARY.has(key) && value.length < 12) ? value : next();
  if (Array.isArray(value)) return value.map((item) => poison(item, next, key));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, poison(inner, next, name)]),
    );
  return value;
}

const scenario = fc.constantFrom(...Object.values(SCENARIOS));
export const hostileReport: fc.Arbitrary<Report> = fc
  .tuple(
    scenario,
    fc.array(hostileText, { minLength: 8, maxLength: 8 }),
    fc.constantFrom<'en' | 'id'>('en', 'id'),
  )
  .map(([chosen, texts, language]) => {
    let index = 0;
    const next = (): string => {
      index += 1;
      return texts[index % texts.length] ?? '';
    };
    const facts = poison(chosen.verification, next) as typeof chosen.verification;
    const findings = [
      ...chosen.findings,
      ...Array.from({ length: 30 }, (_, number) => finding(`spf-more-${number}`, 'error', 'x')),
    ].map((one) => poison(one, next)) as Report['findings'];
    return reportOf({ ...chosen, verification: facts, findings, language });
  });
