// What surrounds the methods: the connection, the way the mail took, what large receivers ask, the DNS questions, the header fields
// as a receiver would write them, the mail itself.
import type { Report, RequirementReport } from '../../report/report.ts';
import { headerFields } from '../../report/headers.ts';
import { requirementWords } from '../../words/requirement-words.ts';
import { numberText } from '../format.ts';
import { breakable, html, nothing, shown, type Html } from '../html.ts';
import { sign, toneOf, type Tone } from '../icons.ts';
import { dnsTimeline, lengthMs } from '../diagrams/dns-timeline.ts';
import { pathPicture } from '../diagrams/path.ts';
import { reasonIn } from '../../words/reason-words.ts';
import type { PageWords } from '../../words/en/pages.ts';
import { factList } from './facts.ts';
import { check } from './check.ts';
import { resultWord } from '../verdict-badge.ts';

export function connectionSection(
  { envelope, iprev, response, service, summary }: Report,
  words: PageWords,
): Html {
  const { connection } = words;
  const { clientIp, helo, tls, rcptTo } = envelope;
  const names = iprev.names
    .map(({ name, matches }) => `${name}${matches ? '' : ` ≠ ${clientIp}`}`)
    .join(', ');
  const hasSession = rcptTo.length > 0;
  const tone: Tone =
    summary.iprev !== 'pass' ? toneOf(summary.iprev) : hasSession && tls === null ? 'warn' : 'good';
  return check(
    {
      id: 'connection',
      title: words.sections.connection,
      result: {
        word: summary.iprev,
        text:
          tone === 'warn' && summary.iprev === 'pass'
            ? words.results['TLS none']
            : `PTR ${resultWord('PTR', summary.iprev, words)}`,
        tone,
      },
      note: [clientIp, iprev.name ?? '', tls === null ? '' : tls.version]
        .filter((text) => text !== '')
        .join(', '),
    },
    html`${factList([
      [connection.client, clientIp, 'code'],
      [
        connection.name,
        html`<span class="result ${toneOf(summary.iprev)}"
            >${sign(toneOf(summary.iprev))}${summary.iprev}</span
          >
          ${names === '' ? nothing : html`<code>${breakable(names, 300)}</code>`}`,
      ],
      [connection.helo, helo, 'code'],
      [
        connection.tls,
        rcptTo.length === 0
          ? null
          : tls === null
            ? connection.noTls
            : `${tls.version}, ${tls.cipher}`,
      ],
      [
        connection.answer,
        service.link === null
          ? null
          : connection.decided(
              connection.decisions[response.decision],
              connection.reasons[response.reason] ?? response.reason,
            ),
      ],
    ])}`,
  );
}

/** What the operator's blocklists and spam filters said; nothing when none was asked. */
export function filtersSection({ dnsbl, spam }: Report, words: PageWords): Html {
  const ran = spam.filter(({ result }) => result !== 'not-run');
  if (dnsbl.length === 0 && ran.length === 0) return nothing;
  const { filters } = words;
  const lists = dnsbl.map(({ zone, listed, text, reason }) => {
    const [tone, word] =
      listed === true
        ? (['bad', filters.listed] as const)
        : listed === false
          ? (['good', filters.clean] as const)
          : (['calm', filters[listed]] as const);
    return html`<li>
      ${sign(tone)}
      <span
        ><code>${shown(zone, 253)}</code> ${word}
        <span class="fine">${shown(text ?? reason, 300)}</span></span
      >
    </li>`;
  });
  const judged = ran.map(({ engine, result, score, required, symbols }) => {
    const tone = result === 'ham' ? 'good' : 'bad';
    return html`<h3>
        ${engine === 'spamassassin' ? 'SpamAssassin' : 'rspamd'}
        <span class="result ${tone}">${sign(tone)}${result}</span>
      </h3>
      ${score === null ? nothing : html`<p class="note">${filters.points(numberText(score, words, 1), required === null ? '?' : numberText(required, words, 1))}</p>`}
      ${
        symbols.length === 0
          ? nothing
          : html`<details class="more">
              <summary>${filters.rules}</summary>
              <ul class="walk">
                ${symbols.map((symbol) => html`<li><code>${shown(symbol.name, 80)}</code> ${symbol.score === null ? nothing : numberText(symbol.score, words, 1)}</li>`)}
              </ul>
            </details>`
      }`;
  });
  return check(
    { id: 'filters', title: words.sections.filters },
    html`${
      lists.length === 0
        ? nothing
        : html`<ul class="checks">
            ${lists}
          </ul>`
    }${judged}`,
  );
}

export function bimiSection({ bimi, language }: Report, words: PageWords): Html {
  if (bimi.name === null) return nothing;
  return check(
    {
      id: 'bimi',
      title: words.sections.bimi,
      result: { word: bimi.result, text: resultWord('BIMI', bimi.result, words) },
    },
    html`<p class="note">${shown(reasonIn(language, bimi.reason), 300)}</p>
      ${bimi.records.map((record) => html`<p class="line"><code>${shown(`${bimi.name ?? ''} TXT ${record}`, 1000)}</code></p>`)}`,
  );
}

export function pathSection(report: Report, words: PageWords): Html {
  const hops = report.message.received;
  if (hops === undefined) return nothing;
  return check(
    { id: 'way', title: words.sections.path, note: words.path.count(hops.length) },
    html`<p class="fine">${hops.length === 0 ? words.path.none : words.path.lead}</p>
      ${pathPicture(report, words)}`,
  );
}

export function requirementsSection(
  { requirements, criteria, language }: Report,
  words: PageWords,
): Html {
  if (requirements.length === 0 && criteria.length === 0) return nothing;
  const names = requirementWords(language);
  const item = ({
    title,
    status,
    evidence,
    applies,
  }: {
    title: string;
    status: 'met' | 'unmet' | 'unknown';
    evidence: string;
    applies?: 'all' | 'bulk';
  }): Html =>
    html`<li>
      ${sign(toneOf(status))}
      <span
        >${shown(title, 200)}${applies === 'bulk' ? html` <span class="fine">(${words.requirements.bulk})</span>` : nothing}
        <span class="visually-hidden">${words.requirements[status]}</span
        >${evidence === '' ? nothing : html` <span class="fine">${shown(reasonIn(language, evidence), 300)}</span>`}</span
      >
    </li>`;
  const receivers = [...new Set(requirements.map(({ receiver }) => receiver))];
  const missing = receivers.filter((receiver) =>
    requirements.some(
      (one) => one.receiver === receiver && one.status === 'unmet' && one.applies === 'all',
    ),
  );
  return check(
    {
      id: 'requirements',
      title: words.sections.requirements,
      result: {
        word: missing.length === 0 ? 'met' : 'unmet',
        text:
          missing.length === 0
            ? words.requirements.fine
            : words.requirements.notAll(
                missing.map((receiver) => names.receivers[receiver]).join(', '),
              ),
        tone: missing.length === 0 ? 'good' : 'bad',
      },
    },
    html`${
      criteria.length === 0
        ? nothing
        : html`<h3>${names.basics.replace(/:$/, '')}</h3>
            <ul class="checks">
              ${criteria.map((one) => item(one))}
            </ul>`
    }
    ${receivers.map((receiver) => {
      const all = requirements.filter((one) => one.receiver === receiver);
      return html`<details class="more receiver">
        <summary>${receiverLine(names.receivers[receiver], all, words)}</summary>
        <ul class="checks">
          ${all.map((one) => item(one))}
        </ul>
      </details>`;
    })}`,
  );
}

/** What a receiver misses, in a line: first what it wants of everybody. */
function receiverLine(
  name: string,
  items: readonly RequirementReport[],
  { requirements: words }: PageWords,
): Html {
  const unmet = (applies: 'all' | 'bulk'): string =>
    items
      .filter((one) => one.status === 'unmet' && one.applies === applies)
      .map(({ title }) => shown(title, 100))
      .join(', ');
  const everybody = unmet('all');
  const bulk = unmet('bulk');
  const tone = everybody !== '' ? 'bad' : bulk !== '' ? 'warn' : 'good';
  const text =
    everybody !== ''
      ? words.missing(everybody)
      : bulk !== ''
        ? words.missingBulk(bulk)
        : words.fine;
  return html`${sign(tone)} ${name} <span class="fine">${text}</span>`;
}

export function dnsSection({ dns }: Pick<Report, 'dns'>, words: PageWords): Html {
  if (dns.length === 0)
    return check(
      { id: 'dns-questions', title: words.sections.dns, note: words.dns.none },
      html`<p>${words.dns.none}</p>`,
    );
  return check(
    {
      id: 'dns-questions',
      title: words.sections.dns,
      note: words.dns.count(dns.length, numberText(lengthMs(dns), words)),
    },
    html`<p class="fine">${words.dns.lead}</p>
      ${dnsTimeline(dns, words)}`,
  );
}

export function fieldsSection(report: Report, words: PageWords): Html {
  return check(
    { id: 'fields', title: words.sections.fields },
    html`<p class="fine">${words.sections.fieldsLead}</p>
      <pre tabindex="0" role="region" aria-label="Authentication-Results, Received-SPF">
${headerFields(report).replaceAll('\r\n', '\n').trimEnd()}</pre>`,
  );
}
