// The page of a domain: what it publishes for its mail, judged. The verdict, what to repair, then the records a part at a time.
import type { DomainReport } from '../../report/domain-report.ts';
import { timeText } from '../format.ts';
import { html, nothing, shown, when, type Html } from '../html.ts';
import { sign, toneOf, type Tone } from '../icons.ts';
import { spfTreePicture } from '../diagrams/spf-tree.ts';
import { dnsSection } from '../report/sections.ts';
import { factList } from '../report/facts.ts';
import { findingList } from '../report/findings.ts';
import { section } from '../report/methods.ts';
import { type Badge, resultBadges, verdictBlock } from '../verdict-badge.ts';
import type { PageWords } from '../../words/en/pages.ts';

/** Words of ours for what is there; `none` is no fault where nobody has to have it. */
function tone(word: string, expected: boolean): Tone {
  if (['found', 'enforce', 'implicit', 'pass', 'null'].includes(word)) return 'good';
  if (['testing', 'unsigned', 'unchecked', 'declined', 'skipped', 'temperror'].includes(word))
    return word === 'temperror' ? 'warn' : 'calm';
  if (word === 'none' || word === 'absent') return expected ? 'bad' : 'calm';
  return toneOf(word) === 'good' ? 'good' : 'bad';
}

function badges({ summary }: DomainReport): Badge[] {
  const badge = (name: string, result: string, expected: boolean, href: string): Badge => ({
    name,
    result,
    tone: tone(result, expected),
    href,
  });
  return [
    badge('SPF', summary.spf, true, '#spf'),
    badge('DMARC', summary.dmarc, true, '#dmarc'),
    badge('MX', summary.mx, true, '#mx'),
    badge('MTA-STS', summary.mtaSts, false, '#records'),
    badge('TLS-RPT', summary.tlsRpt, false, '#records'),
    badge('DANE', summary.dane, false, '#records'),
    badge('BIMI', summary.bimi, false, '#records'),
  ];
}

export function domainPage(report: DomainReport, words: PageWords): Html {
  const { domain, spf, dmarc } = report;
  const { survey } = words;
  return html`<article class="report">
    <p class="crumbs"><a href="/d">← ${survey.title}</a></p>
    <p class="about"><code>${shown(domain, 253)}</code></p>
    ${verdictBlock(report, words, 'h1')} ${resultBadges(badges(report), words)}
    ${findingList(report, words)}
    <p class="fine when">${survey.checked(timeText(Date.parse(report.checkedAt), words))}</p>
    ${section(
      'spf',
      words.sections.spf,
      null,
      html`${factList([
        [words.dmarc.record, spf.record, 'code'],
        [survey.others, spf.status === 'found' ? spf.others : null],
        ['', spf.status === 'found' ? null : spf.reason],
      ])}${spf.tree === null || spf.tree.terms.length === 0 ? nothing : spfTreePicture({ domain, tree: spf.tree, used: null, limit: spf.lookups.limit }, 'spf-tree', words)}`,
    )}
    ${section(
      'dmarc',
      words.sections.dmarc,
      null,
      html`${factList([
        [
          words.dmarc.record,
          dmarc.record === null ? null : `_dmarc.${dmarc.policyDomain ?? ''} TXT ${dmarc.record}`,
          'code',
        ],
        [
          words.dmarc.policy,
          dmarc.applied === null ? null : `${dmarc.applied.tag}=${dmarc.applied.policy ?? 'none'}`,
          'code',
        ],
        [words.dmarc.organization, dmarc.organizationalDomain, 'code'],
        ['', dmarc.status === 'found' ? null : dmarc.reason],
      ])}${when(
        dmarc.walk.length > 0,
        () =>
          html`<details class="more">
            <summary>${words.dmarc.walk}</summary>
            <ol class="walk">
              ${dmarc.walk.map(({ name, status, record, note }) => html`<li><code>${shown(name, 260)}</code> ${record === null ? shown(status, 40) : html`<code>${shown(record, 600)}</code>`} <span class="fine">${shown(note, 300)}</span></li>`)}
            </ol>
          </details>`,
      )}`,
    )}
    ${mxSection(report, words)} ${recordsSection(report, words)} ${dnsSection(report, words)}
    <form class="ask inline" method="get" action="/d">
      <input type="hidden" name="domain" value="${domain}" />
      <p>
        <label for="selector">${survey.keyOf}</label
        ><input
          id="selector"
          name="selector"
          required
          maxlength="255"
          autocapitalize="none"
          autocomplete="off"
          spellcheck="false"
        /><button class="button">${survey.check}</button>
      </p>
    </form>
    <p class="forms">${words.report.other}: <a href="/api/v1/domains/${domain}">.json</a></p>
  </article>`;
}

function mxSection({ mx }: DomainReport, { survey }: PageWords): Html {
  const lead =
    mx.status === 'null'
      ? survey.nowhere
      : mx.status === 'implicit'
        ? survey.implicit
        : mx.status === 'found'
          ? null
          : mx.status;
  return section(
    'mx',
    survey.mx,
    null,
    html`${lead === null ? nothing : html`<p class="note">${lead}</p>`}
      <ul class="checks">
        ${mx.hosts.map(
          ({ name, preference, addresses, alias, status }) =>
            html`<li>
              ${sign(status === 'found' ? 'good' : status === 'temperror' ? 'warn' : 'bad')}
              <span
                >${preference} <code>${shown(name, 253)}</code>
                <span class="fine"
                  >${shown([...(status === 'found' ? [] : [status]), ...(alias === null ? [] : [`CNAME ${alias}`]), ...addresses].join(', '), 600)}</span
                ></span
              >
            </li>`,
        )}
      </ul>`,
  );
}

function recordsSection(
  { mtaSts, tlsRpt, dane, bimi, summary }: DomainReport,
  words: PageWords,
): Html {
  const { survey } = words;
  const policy = mtaSts.policy;
  const tlsa = dane.hosts.filter(({ records }) => records.length > 0);
  const row = (name: string, word: string, lines: readonly (string | null)[]): Html =>
    html`<h3>
        ${name}
        <span class="result ${tone(word, false)}"
          >${sign(tone(word, false))}${word === 'none' ? words.report.none : shown(word, 40)}</span
        >
      </h3>
      ${lines.filter((line) => line !== null && line !== '').map((line) => html`<p class="line"><code>${shown(line ?? '', 1000)}</code></p>`)}`;
  return section(
    'records',
    survey.records,
    null,
    html`${row('MTA-STS', summary.mtaSts, [mtaSts.record, policy === null ? null : (policy.trouble ?? `${policy.url}: mode ${policy.mode ?? '?'}, mx ${policy.mx.join(', ')}, max_age ${policy.maxAge ?? '?'}`), ...(policy?.faults ?? [])])}
    ${row('TLS-RPT', summary.tlsRpt, [tlsRpt.record])}
    ${row('DANE', summary.dane, [...tlsa.flatMap(({ host, records }) => records.map((record) => `_25._tcp.${host} TLSA ${record}`)), tlsa.length > 0 && !dane.validating ? survey.notValidating : null])}
    ${row('BIMI', summary.bimi, [...bimi.records, bimi.name === null || bimi.result === 'pass' ? null : bimi.reason])}`,
  );
}
