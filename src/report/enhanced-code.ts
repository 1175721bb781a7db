// Which enhanced status code a refusal carries (RFC 7372 §3). One code for all lines of the reply (RFC 2034 §4).
import type { Report } from './report.ts';

/**
 * 5.7.20 no passing DKIM, 5.7.23 SPF fail, 5.7.24 SPF error, 5.7.25 reverse DNS, 5.7.26 several, or DMARC, which is several by itself.
 * RFC 7372 §3.2: 5.7.23 is for the result "fail" alone; none, neutral and softfail have no code of their own.
 */
export function enhancedCode({ summary }: Pick<Report, 'summary'>): string {
  const failing: string[] = [];
  if (summary.spf === 'permerror' || summary.spf === 'temperror') failing.push('5.7.24');
  else if (summary.spf !== 'pass') failing.push(summary.spf === 'fail' ? '5.7.23' : '5.7.26');
  if (summary.dkim !== 'pass') failing.push('5.7.20');
  const [only] = failing;
  if (summary.dmarc === 'fail' || summary.dmarc === 'permerror' || failing.length > 1)
    return '5.7.26';
  if (only !== undefined) return only;
  return summary.iprev === 'pass' ? '5.7.26' : '5.7.25';
}
