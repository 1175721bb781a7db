// The verdict at a glance: what a receiver does, the verdict's word, how much there is to fix.
import { bestSignature } from '../report/summary.ts';
import { problemsOf } from '../report/problem.ts';
import type { FindingReport, Report } from '../report/report.ts';
import { breakable, html, nothing, shown, type Html } from './html.ts';
import { sign, toneOf, type Tone } from './icons.ts';
import { countOf, outcomeOf, outcomeTone, type Counted } from './outcome.ts';
import { fixBlock } from './report/fix-block.ts';
import type { PageWords } from '../words/en/pages.ts';

type Judged = Pick<Report, 'verdict' | 'headline'>;

interface Verdict extends Judged {
  /** What follows for people; the verdict's word where that says it. */
  title: string;
  tone: Tone;
  counted: Counted;
}

function verdictTone(verdict: Report['verdict'], { errors }: Counted): Tone {
  if (verdict === 'incomplete' || verdict === 'pending') return 'warn';
  return verdict === 'pass' && errors > 0 ? 'warn' : toneOf(verdict);
}

export function messageVerdict(report: Report, words: PageWords, heading: 'h1' | 'h3'): Html {
  const counted = countOf(report.findings);
  const outcome = outcomeOf(report);
  return verdictBlock(
    {
      verdict: report.verdict,
      headline: report.headline,
      title: words.report.outcome[outcome],
      tone: outcomeTone(outcome, counted),
      counted,
    },
    words,
    heading,
  );
}

export function publishedVerdict(
  { verdict, headline, findings }: Judged & { findings: readonly FindingReport[] },
  words: PageWords,
): Html {
  const counted = countOf(findings);
  const isFine = counted.errors + counted.warnings === 0;
  const title =
    verdict === 'pass'
      ? isFine
        ? words.survey.outcome.fine
        : words.survey.outcome.improve
      : words.survey.outcome[verdict === 'fail' ? 'fail' : 'incomplete'];
  return verdictBlock(
    { verdict, headline, title, tone: verdictTone(verdict, counted), counted },
    words,
    'h1',
  );
}

function verdictBlock(
  { verdict, headline, title, tone, counted }: Verdict,
  { report: words }: PageWords,
  heading: 'h1' | 'h3',
): Html {
  const content = html`<span class="word ${tone}">${words.verdict[verdict]}</span> ${title}`;
  return html`<div class="verdict ${tone}">
    <span class="seal ${tone}">${sign(tone)}</span>
    <div>
      ${heading === 'h1' ? html`<h1>${content}</h1>` : html`<h3>${content}</h3>`}
      <p class="headline">${breakable(headline, 300)}</p>
      ${countLine(counted, words)}
    </div>
  </div>`;
}

function countLine({ errors, warnings }: Counted, words: PageWords['report']): Html {
  if (errors + warnings === 0) return nothing;
  return html`<p class="counts">
    ${errors === 0 ? nothing : html`<span class="count bad">${words.errors(errors)}</span>`}
    ${warnings === 0 ? nothing : html`<span class="count warn">${words.warnings(warnings)}</span>`}
  </p>`;
}

export interface Badge {
  name: string;
  result: string;
  tone: Tone;
  href: string;
}

export function badges({ summary, iprev, envelope, dkim, verdict }: Report): Badge[] {
  const tls = summary.tls;
  // Results of DKIM: the signature that speaks for the message passes for another domain.
  const best = bestSignature(dkim);
  const dkimTone: Tone =
    best?.result === 'pass' && best.aligned === false ? 'warn' : toneOf(summary.dkim);
  const dmarcTone: Tone =
    summary.dmarc === 'none' && verdict === 'pass' ? 'calm' : toneOf(summary.dmarc);
  const all: Badge[] = [
    { name: 'SPF', result: summary.spf, tone: toneOf(summary.spf), href: '#spf' },
    { name: 'DKIM', result: summary.dkim, tone: dkimTone, href: '#dkim' },
    { name: 'DMARC', result: summary.dmarc, tone: dmarcTone, href: '#dmarc' },
    { name: 'PTR', result: iprev.result, tone: toneOf(iprev.result), href: '#connection' },
  ];
  if (summary.arc !== 'none')
    all.push({ name: 'ARC', result: summary.arc, tone: toneOf(summary.arc), href: '#arc' });
  // A saved message has no recipients of a session: nothing is known about how it travelled.
  if (envelope.rcptTo.length > 0)
    all.push({
      name: 'TLS',
      result: shown(tls, 20),
      tone: /^1\.[23]$/.test(tls) ? 'good' : 'warn',
      href: '#connection',
    });
  if (summary.dnsbl !== 'not-run')
    all.push({
      name: 'DNSBL',
      result: summary.dnsbl,
      tone: summary.dnsbl === 'clean' ? 'good' : summary.dnsbl === 'listed' ? 'bad' : 'calm',
      href: '#filters',
    });
  if (summary.spam !== 'not-run')
    all.push({
      name: 'Spam',
      result: summary.spam,
      tone: summary.spam === 'ham' ? 'good' : 'bad',
      href: '#filters',
    });
  return all;
}

/** A result in a person's words, and the RFC word where it says more. */
export function resultWord(name: string, result: string, { results }: PageWords): string {
  const plain: Partial<Record<string, string>> = results;
  return plain[`${name} ${result}`] ?? plain[result] ?? result;
}

/** The most important problem: title and fix alone. */
export function firstCause(report: Report, words: PageWords): Html {
  const [first] = problemsOf(report);
  return first === undefined
    ? html`<p>${words.report.noProblem}</p>`
    : html`<p class="cause">${breakable(first.title, 300)}</p>
        ${fixBlock(first, words)}`;
}
