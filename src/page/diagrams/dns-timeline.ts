// The DNS lookups of a verification in the order they were made: what was asked, what came, and a bar from the question to its answer.
import type { DnsEvidence } from '../../dns/dns-evidence.ts';
import { numberText } from '../format.ts';
import { breakable, html, nothing, shown, type Html } from '../html.ts';
import type { PageWords } from '../../words/en/pages.ts';
import { bar } from './bar.ts';

/** Answers in sight; the rest is folded. */
const MAX_PLAIN = 2;
const MAX_ANSWERS = 12;
/** Keys are long: folded too. */
const LONG_ANSWER = 140;

function kindOf({ status }: DnsEvidence): string {
  if (status === 'NOERROR') return 'found';
  return status === 'NXDOMAIN' || status === 'NODATA' ? 'absent' : 'trouble';
}

export function lengthMs(dns: readonly DnsEvidence[]): number {
  return Math.max(0, ...dns.map(({ at, ms }) => at + ms)) - firstMs(dns);
}

/** Questions that were asked before the message had arrived have negative times. */
function firstMs(dns: readonly DnsEvidence[]): number {
  return Math.min(0, ...dns.map(({ at }) => at));
}

export function dnsTimeline(dns: readonly DnsEvidence[], words: PageWords): Html {
  const total = Math.max(1, lengthMs(dns));
  const first = firstMs(dns);
  return html`<ol class="lookups">
    ${dns
      .toSorted((a, b) => a.at - b.at)
      .map(
        (one) =>
          html`<li>
            <p class="question">
              <code>${breakable(one.name, 260)} <b>${one.type}</b></code>
              <span class="fine">${tookText(one, words)}</span>
            </p>
            ${bar([{ from: Math.min((one.at - first) / total, 0.995), to: Math.min((one.at - first) / total, 0.995) + Math.max(one.ms / total, 0.008), kind: kindOf(one) }])}
            ${answersOf(one, words)}
          </li>`,
      )}
  </ol>`;
}

function tookText({ status, ms, ttl, authenticated }: DnsEvidence, words: PageWords): string {
  return [
    status === 'NOERROR' ? '' : (words.dns.status[status] ?? shown(status, 20)),
    authenticated ? 'DNSSEC' : '',
    ttl === null ? '' : `TTL ${ttl}`,
    ms === 0 ? words.dns.cached : `${numberText(ms, words, ms < 10 ? 1 : 0)} ms`,
  ]
    .filter((text) => text !== '')
    .join(' · ');
}

function answersOf({ answers }: DnsEvidence, { dns: words }: PageWords): Html {
  if (answers.length === 0) return nothing;
  const line = (answer: string): Html => html`<li><code>${breakable(answer, 2000)}</code></li>`;
  const isFolded =
    answers.length > MAX_PLAIN || answers.some((answer) => answer.length > LONG_ANSWER);
  const list = html`<ul class="answers">
    ${answers.slice(0, MAX_ANSWERS).map(line)}${answers.length > MAX_ANSWERS ? html`<li>${words.moreAnswers(answers.length - MAX_ANSWERS)}</li>` : nothing}
  </ul>`;
  return isFolded
    ? html`<details class="more">
        <summary>${words.answersCount(answers.length)}</summary>
        ${list}
      </details>`
    : list;
}
