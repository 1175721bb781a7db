// The verdict at a glance, and the first cause with its fix: what a reader must see without scrolling.
import { bestSignature } from '../report/summary.ts';
import { problemsOf } from '../report/problem.ts';
import type { FindingReport, Report } from '../report/report.ts';
import { breakable, html, nothing, shown, type Html } from './html.ts';
import { pictureSign, sign, toneOf, type Tone } from './mark.ts';
import type { PageWords } from './words/en.ts';

function verdictTone(verdict: Report['verdict']): Tone {
  return verdict === 'incomplete' || verdict === 'pending' ? 'warn' : toneOf(verdict);
}

export function verdictBlock(report: Pick<Report, 'verdict' | 'headline'>, { report: words }: PageWords, heading: 'h1' | 'h3'): Html {
  const tone = verdictTone(report.verdict);
  const title = words.verdict[report.verdict];
  return html`<div class="verdict ${tone}">
    <svg class="seal" viewBox="-10 -10 20 20" width="44" height="44" aria-hidden="true">${pictureSign(tone, -9, 0)}</svg>
    <div>
      ${heading === 'h1' ? html`<h1>${title}</h1>` : html`<h3>${title}</h3>`}
      <p class="headline">${breakable(report.headline, 300)}</p>
    </div>
  </div>`;
}

export interface Badge {
  name: string;
  result: string;
  tone: Tone;
  href: string;
}

export function badges({ summary, iprev, envelope, dkim, verdict }: Report): Badge[] {
  const tls = summary.tls;
  // Results of DKIM: the signature that speaks for the mail passes for another domain.
  const best = bestSignature(dkim);
  const dkimTone: Tone = best?.result === 'pass' && best.aligned === false ? 'warn' : toneOf(summary.dkim);
  const dmarcTone: Tone = summary.dmarc === 'none' && verdict === 'pass' ? 'calm' : toneOf(summary.dmarc);
  const all: Badge[] = [
    { name: 'SPF', result: summary.spf, tone: toneOf(summary.spf), href: '#spf' },
    { name: 'DKIM', result: summary.dkim, tone: dkimTone, href: '#dkim' },
    { name: 'DMARC', result: summary.dmarc, tone: dmarcTone, href: '#dmarc' },
    { name: 'PTR', result: iprev.result, tone: toneOf(iprev.result), href: '#connection' },
  ];
  if (summary.arc !== 'none') all.push({ name: 'ARC', result: summary.arc, tone: toneOf(summary.arc), href: '#arc' });
  // A saved message has no recipients of a session: nothing is known about how it travelled.
  if (envelope.rcptTo.length > 0) all.push({ name: 'TLS', result: shown(tls, 20), tone: /^1\.[23]$/.test(tls) ? 'good' : 'warn', href: '#connection' });
  if (summary.dnsbl !== 'not-run') all.push({ name: 'DNSBL', result: summary.dnsbl, tone: summary.dnsbl === 'clean' ? 'good' : summary.dnsbl === 'listed' ? 'bad' : 'calm', href: '#filters' });
  if (summary.spam !== 'not-run') all.push({ name: 'Spam', result: summary.spam, tone: summary.spam === 'ham' ? 'good' : 'bad', href: '#filters' });
  return all;
}

export function resultBadges(list: readonly Badge[], { report: words }: PageWords): Html {
  return html`<ul class="badges" aria-label="${words.methods}">
    ${list.map(
      ({ name, result, tone, href }) =>
        html`<li>
          <a class="badge ${tone}" href="${href}">${sign(tone)}<b>${name}</b> ${result === 'none' ? words.none : result}</a>
        </li>`,
    )}
  </ul>`;
}

/** The most important problem: title and fix alone. */
export function firstCause(report: Report, words: PageWords): Html {
  const [first] = problemsOf(report);
  return first === undefined
    ? html`<p>${words.report.noProblem}</p>`
    : html`<p class="cause">${breakable(first.title, 300)}</p>
        ${fixBlock(first, words)}`;
}

/** Octets; a DKIM key is longer and would fill a phone. */
const LONG_RECORD = 160;

/** A record or setting to copy stands in double quotes in the sentence: it gets a line of its own. */
export function fixBlock({ fix }: Pick<FindingReport, 'fix'>, { report: words }: PageWords): Html {
  if (fix === '') return nothing;
  const text = shown(fix, 3000);
  const [, before = text, record = null, after = ''] = /^([^"]*)"(v=[^"]*(?:" "[^"]*)*)"(.*)$/s.exec(text) ?? [];
  if (record === null) return html`<p class="fix"><b>${words.fix}:</b> ${breakable(text)}</p>`;
  // Strings that DNS keeps apart are one record to whoever types it in.
  const whole = record.replaceAll('" "', '');
  return html`<div class="fix"><p><b>${words.fix}:</b> ${breakable(before.trimEnd())}</p>
<div class="record"><code${whole.length > LONG_RECORD ? html` class="long" tabindex="0" role="region" aria-label="${words.record}"` : nothing}>${breakable(whole)}</code><button type="button" class="button small" data-copy="${whole}" data-copied="${words.copied}" hidden>${words.copy}</button></div>
${/^[.\s]*$/.test(after) ? nothing : html`<p>${breakable(after.replace(/^[.,;]\s*/, ''))}</p>`}</div>`;
}
