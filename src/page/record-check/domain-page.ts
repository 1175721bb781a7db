// The page of a domain: what it publishes for its mail, judged. The verdict, what to repair, then the records a part at a time.
import type { DomainReport } from '../../report/domain-report.ts';
import { timeTag } from '../format.ts';
import { breakable, html, nothing, shown, type Html } from '../html.ts';
import { sign, toneOf, type Tone } from '../icons.ts';
import { spfTreePicture } from '../diagrams/spf-tree.ts';
import { dnsSection } from '../report/sections.ts';
import { factList } from '../report/facts.ts';
import { findingList } from '../report/findings.ts';
import { walkList } from '../report/methods.ts';
import { check } from '../report/check.ts';
import { backToTop, contents } from '../report/contents.ts';
import { type Badge, publishedVerdict, resultWord } from '../verdict-badge.ts';
import { reasonIn } from '../../words/reason-words.ts';
import type { PageWords } from '../../words/en/pages.ts';

/** Words of ours for what is there; `none` is no fault where nobody has to have it. */
function tone(word: string, expected: boolean): Tone {
  if (['found', 'enforce', 'implicit', 'pass', 'null'].includes(word)) return 'good';
  if (['testing', 'unsigned', 'unchecked', 'declined', 'skipped', 'temperror'].includes(word))
    return word === 'temperror' ? 'warn' : 'calm';
  if (word === 'none' || word === 'absent') return expected ? 'bad' : 'calm';
  if (toneOf(word) === 'good') return 'good';
  // What nobody has to have is no failure of the domain, but one to mend.
  return expected ? 'bad' : 'warn';
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
  const { domain } = report;
  const { survey } = words;
  return html`<article class="report">
    <div class="overview">
      <p class="crumbs"><a href="/d">← ${survey.title}</a></p>
      <p class="about"><b>${breakable(domain, 253)}</b></p>
      <p class="fine when">${survey.lookedUp} ${timeTag(Date.parse(report.checkedAt), words)}</p>
      ${publishedVerdict(report, words)}
    </div>
    ${contents(
      {
        first: [
          { name: words.report.overview, href: '#content' },
          { name: words.report.toDo, href: '#todo' },
        ],
        results: badges(report),
        rest: [{ name: words.sections.dns, href: '#dns-questions' }],
      },
      words,
    )}
    <div class="sheet">
      ${findingList(report, words)}
      <div class="checks-list">
        <h2 class="group">${words.report.checks}</h2>
        ${spfCheck(report, words)} ${dmarcCheck(report, words)} ${mxSection(report, words)}
        ${recordsSection(report, words)} ${dnsSection(report, words)}
      </div>
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
      <p class="forms">${words.report.other}: <a href="/api/v1/domains/${domain}">JSON</a></p>
    </div>
    ${backToTop(words)}
  </article>`;
}

function spfCheck({ domain, spf, summary, language }: DomainReport, words: PageWords): Html {
  const { survey } = words;
  return check(
    {
      id: 'spf',
      title: words.sections.spf,
      result: {
        word: summary.spf,
        text: resultWord('SPF', summary.spf, words),
        tone: tone(summary.spf, true),
      },
      note: spf.status === 'found' ? `${survey.others}: ${spf.others}` : '',
    },
    html`${factList([
      [words.dmarc.record, spf.record, 'code'],
      [survey.others, spf.status === 'found' ? spf.others : null],
    ])}
    ${spf.status === 'found' ? nothing : html`<p class="note">${shown(reasonIn(language, spf.reason), 300)}</p>`}
    ${spf.tree === null || spf.tree.terms.length === 0 ? nothing : spfTreePicture({ domain, tree: spf.tree, used: null, limit: spf.lookups.limit, language }, 'spf-tree', words)}`,
  );
}

function dmarcCheck({ dmarc, summary, language }: DomainReport, words: PageWords): Html {
  const policy =
    dmarc.applied === null ? null : `${dmarc.applied.tag}=${dmarc.applied.policy ?? 'none'}`;
  return check(
    {
      id: 'dmarc',
      title: words.sections.dmarc,
      result: {
        word: summary.dmarc,
        text: resultWord('DMARC', summary.dmarc, words),
        tone: tone(summary.dmarc, true),
      },
      note: policy ?? '',
    },
    html`${factList([
      [
        words.dmarc.record,
        dmarc.record === null ? null : `_dmarc.${dmarc.policyDomain ?? ''} TXT ${dmarc.record}`,
        'code',
      ],
      [words.dmarc.policy, policy, 'code'],
      [words.dmarc.organization, dmarc.organizationalDomain, 'code'],
    ])}
    ${dmarc.status === 'found' ? nothing : html`<p class="note">${shown(reasonIn(language, dmarc.reason), 300)}</p>`}
    ${walkList(dmarc.walk, language, words)}`,
  );
}

function mxSection({ mx }: DomainReport, words: PageWords): Html {
  const { survey } = words;
  const lead =
    mx.status === 'null'
      ? survey.nowhere
      : mx.status === 'implicit'
        ? survey.implicit
        : mx.status === 'found'
          ? null
          : mx.status;
  return check(
    {
      id: 'mx',
      title: survey.mx,
      result: {
        word: mx.status,
        text: resultWord('MX', mx.status, words),
        tone: tone(mx.status, true),
      },
      note: mx.hosts.map(({ name }) => name).join(', '),
    },
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
          >${sign(tone(word, false))}${resultWord(name, word, words)}</span
        >
      </h3>
      ${lines.filter((line) => line !== null && line !== '').map((line) => html`<p class="line"><code>${breakable(line ?? '', 1000)}</code></p>`)}`;
  return check(
    { id: 'records', title: survey.records, note: 'MTA-STS, TLS-RPT, DANE, BIMI' },
    html`${row('MTA-STS', summary.mtaSts, [mtaSts.record, policy === null ? null : (policy.trouble ?? `${policy.url}: mode ${policy.mode ?? '?'}, mx ${policy.mx.join(', ')}, max_age ${policy.maxAge ?? '?'}`), ...(policy?.faults ?? [])])}
    ${row('TLS-RPT', summary.tlsRpt, [tlsRpt.record])}
    ${row('DANE', summary.dane, [...tlsa.flatMap(({ host, records }) => records.map((record) => `_25._tcp.${host} TLSA ${record}`)), tlsa.length > 0 && !dane.validating ? survey.notValidating : null])}
    ${row('BIMI', summary.bimi, [...bimi.records, bimi.name === null || bimi.result === 'pass' ? null : bimi.reason])}`,
  );
}
