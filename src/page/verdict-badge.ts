// The verdict at a glance, and the first cause with its fix: what a reader must see without scrolling.
import { bestSignature } from '../report/summary.ts';
import {
  type Fix,
  fixSentence,
  recordsToDelete,
  recordsToPublish,
  unnamedRecord,
} from '../report/fix.ts';
import { printable, visible } from '../report/untrusted-text.ts';
import { problemsOf } from '../report/problem.ts';
import type { RecordReport, Report } from '../report/report.ts';
import { breakable, html, nothing, shown, type Html } from './html.ts';
import { pictureSign, sign, toneOf, type Tone } from './icons.ts';
import type { PageWords } from '../words/en/pages.ts';

function verdictTone(verdict: Report['verdict']): Tone {
  return verdict === 'incomplete' || verdict === 'pending' ? 'warn' : toneOf(verdict);
}

export function verdictBlock(
  report: Pick<Report, 'verdict' | 'headline'>,
  { report: words }: PageWords,
  heading: 'h1' | 'h3',
): Html {
  const tone = verdictTone(report.verdict);
  const title = words.verdict[report.verdict];
  return html`<div class="verdict ${tone}">
    <svg class="seal" viewBox="-10 -10 20 20" width="44" height="44" aria-hidden="true">
      ${pictureSign(tone, -9, 0)}
    </svg>
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

export function resultBadges(list: readonly Badge[], { report: words }: PageWords): Html {
  return html`<ul class="badges" aria-label="${words.methods}">
    ${list.map(
      ({ name, result, tone, href }) =>
        html`<li>
          <a class="badge ${tone}" href="${href}"
            >${sign(tone)}<b>${name}</b> ${result === 'none' ? words.none : result}</a
          >
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

/** Longer values scroll in their cell, and are not shown again where they go: a key would fill a phone. */
const LONG_VALUE = 160;

/** The fix, and below it each record as a table: name and value are what a form for DNS records asks for. */
export function fixBlock(finding: Fix, { report: words, ...rest }: PageWords): Html {
  if (finding.fix === '') return nothing;
  const unnamed = unnamedRecord(finding);
  const publish = recordsToPublish(finding);
  const gone = recordsToDelete(finding);
  if (unnamed === null && publish.length + gone.length === 0)
    return html`<p class="fix"><b>${words.fix}:</b> ${breakable(finding.fix, 3000)}</p>`;
  const sentence = fixSentence(
    finding,
    () => ({ inside: words.recordBelow, atEnd: null }),
    printable,
  );
  return html`<div class="fix">
    <p><b>${words.fix}:</b> ${breakable(sentence, 3000)}</p>
    ${unnamed === null ? nothing : recordTable([[words.recordValue, unnamed, true]], words)}
    ${publish.map((record) => publishTable(record, { report: words, ...rest }))}
    ${gone.length === 0 ? nothing : html`<p>${words.deleteRecord}</p>`}
    ${gone.map(({ name, type, value }) =>
      recordTable(
        [
          [words.recordName, name, false],
          [words.recordType, type, false],
          [words.recordValue, value, false],
        ],
        words,
      ),
    )}
  </div>`;
}

function publishTable(
  { name, type, value, replaces }: RecordReport,
  { report: words }: PageWords,
): Html {
  return recordTable(
    [
      [words.recordName, name, true],
      [words.recordType, type, false],
      [words.recordValue, value, true],
      ...(replaces === undefined || replaces.length > LONG_VALUE
        ? []
        : [[words.recordReplaces, replaces, false] as const]),
    ],
    words,
  );
}

function recordCode(label: string, value: string): Html {
  return value.length > LONG_VALUE
    ? html`<code class="long" tabindex="0" role="region" aria-label="${label}">${value}</code>`
    : html`<code>${value}</code>`;
}

/** What is copied is what is shown, in one piece: whole, without quotes and without places to break it that a selection would keep. */
function recordTable(
  rows: readonly (readonly [label: string, value: string, copies: boolean])[],
  words: PageWords['report'],
): Html {
  return html`<table class="record">
    ${rows.map(
      ([label, value, copies]) =>
        html`<tr>
          <th scope="row">${label}</th>
          <td>${recordCode(label, visible(value))}</td>
          <td>
            ${copies ? html`<button type="button" class="button small" data-copy="${visible(value)}" data-copied="${words.copied}" aria-label="${words.copyWhat(label)}" hidden>${words.copy}</button>` : nothing}
          </td>
        </tr>`,
    )}
  </table>`;
}
