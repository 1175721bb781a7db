// The layout of elandsys (`autorespond+dkim@`, `autorespond+spf@`, `autorespond@`, LAYOUTS.md): one line a method.
import { untrusted, printable } from './untrusted-text.ts';
import { layoutWords } from '../words/layout-words.ts';
import type { Report } from './report.ts';
import { bestSignature } from './summary.ts';

export type ElandsysMethod = 'dkim' | 'spf';

export interface ElandsysOptions {
  methods?: readonly ElandsysMethod[];
  /** brief: the result lines alone; short: these without reasons, which are foreign text. */
  form?: 'full' | 'brief' | 'short';
}

/** LF line ends, the last line too. */
export function elandsysReport(
  report: Report,
  { methods = ['dkim', 'spf'], form = 'full' }: ElandsysOptions = {},
): string {
  const words = layoutWords(report.language).elandsys;
  const results = methods.map((method) =>
    method === 'dkim' ? dkimLine(report, form !== 'short') : spfLine(report, form !== 'short'),
  );
  if (form !== 'full') return `${results.join('\n')}\n`;
  const { link } = report.service;
  const outro = link === null ? [] : ['', words.link, printable(link, 400)];
  return `${[...words.intro, '', words.results, '', ...results, ...outro].join('\n')}\n`;
}

/** ★ `DKIM Signature validation: pass (1024-bit key)`, `fail (reason)`, `not available`, always on one line. */
function dkimLine({ dkim, summary }: Report, reasons: boolean): string {
  const best = bestSignature(dkim);
  const label = 'DKIM Signature validation:';
  if (best === null)
    return summary.dkim === 'none' ? `${label} not available` : `${label} ${summary.dkim}`;
  if (best.result !== 'pass')
    return reasons
      ? `${label} ${best.result} (${untrusted(best.reason)})`
      : `${label} ${best.result}`;
  if (best.key.type === 'ed25519') return `${label} pass (ed25519)`;
  return best.key.bits === null ? `${label} pass` : `${label} pass (${best.key.bits}-bit key)`;
}

/** ★ The same for SPF. */
function spfLine({ spf: { mailFrom: check } }: Report, reasons: boolean): string {
  const label = 'SPF validation:';
  if (check.result === 'none') return `${label} not available`;
  if (!reasons) return `${label} ${check.result}`;
  if (check.result !== 'pass') return `${label} ${check.result} (${untrusted(check.reason)})`;
  return check.matched === null
    ? `${label} pass`
    : `${label} pass (${untrusted(check.matched.term, 100)})`;
}
