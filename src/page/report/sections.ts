// What surrounds the methods: the connection, the way the mail took, what large receivers ask, the DNS questions, the header fields
// as a receiver would write them, the mail itself.
import type { Report, RequirementReport } from '../../report/report.ts';
import { headerFields } from '../../report/headers.ts';
import { requirementWords } from '../../words/requirement-words.ts';
import { durationText, numberText } from '../format.ts';
import { html, nothing, shown, when, type Html } from '../html.ts';
import { sign, toneOf } from '../icons.ts';
import { dnsPicture, lengthMs } from '../diagrams/dns-timeline.ts';
import { pathPicture } from '../diagrams/path.ts';
import type { PageWords } from '../../words/en/pages.ts';
import { factList } from './facts.ts';
import { section } from './methods.ts';

const MAX_ANSWERS = 10;

export function connectionSection(
  { envelope, iprev, response, service, summary }: Report,
  words: PageWords,
): Html {
  const { connection } = words;
  const { clientIp, helo, tls, rcptTo } = envelope;
  const names = iprev.names
    .map(({ name, matches }) => `${name}${matches ? '' : ` ≠ ${clientIp}`}`)
    .join(', ');
  return section(
    'connection',
    words.sections.connection,
    null,
    html`${factList([
      [connection.client, clientIp, 'code'],
      [
        connection.name,
        html`<span class="result ${toneOf(summary.iprev)}"
            >${sign(toneOf(summary.iprev))}${summary.iprev}</span
          >
          ${names === '' ? nothing : html`<code>${shown(names, 300)}</code>`}`,
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
          : `${connection.decisions[response.decision]} (${response.reason})`,
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
  return section(
    'filters',
    words.sections.filters,
    null,
    html`${
      lists.length === 0
        ? nothing
        : html`<ul class="checks">
            ${lists}
          </ul>`
    }${judged}`,
  );
}

export function bimiSection({ bimi }: Report, words: PageWords): Html {
  if (bimi.name === null) return nothing;
  return section(
    'bimi',
    words.sections.bimi,
    bimi.result,
    html`<p class="note">${shown(bimi.reason, 300)}</p>
      ${bimi.records.map((record) => html`<p class="line"><code>${shown(`${bimi.name ?? ''} TXT ${record}`, 1000)}</code></p>`)}`,
  );
}

export function pathSection(report: Report, words: PageWords): Html {
  const hops = report.message.received;
  if (hops === undefined) return nothing;
  return section(
    'way',
    words.sections.path,
    null,
    html`<p>${hops.length === 0 ? words.path.none : words.path.lead}</p>
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
        >${evidence === '' ? nothing : html` <span class="fine">${shown(evidence, 300)}</span>`}</span
      >
    </li>`;
  const receivers = [...new Set(requirements.map(({ receiver }) => receiver))];
  return section(
    'requirements',
    words.sections.requirements,
    null,
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
    return section('dns-questions', words.sections.dns, null, html`<p>${words.dns.none}</p>`);
  return section(
    'dns-questions',
    words.sections.dns,
    null,
    html`<p>${words.dns.lead(dns.length, numberText(lengthMs(dns), words))}</p>
      ${dnsPicture(dns, words)}
      <details class="more">
        <summary>${words.dns.answers}</summary>
        <dl class="answers">
          ${dns.map(
            ({ name, type, status, answers, ttl, authenticated }) =>
              html`<dt>
                  <code>${shown(name, 260)} ${type}</code>
                  <span class="fine"
                    >${[status, ttl === null ? '' : `TTL ${ttl}`, authenticated ? 'DNSSEC' : ''].filter((text) => text !== '').join(', ')}</span
                  >
                </dt>
                ${answers.slice(0, MAX_ANSWERS).map((answer) => html`<dd><code>${shown(answer, 1000)}</code></dd>`)}`,
          )}
        </dl>
      </details>`,
  );
}

export function fieldsSection(report: Report, words: PageWords): Html {
  return section(
    'fields',
    words.sections.fields,
    null,
    html`<pre tabindex="0" role="region" aria-label="Authentication-Results, Received-SPF">
${headerFields(report).replaceAll('\r\n', '\n').trimEnd()}</pre>`,
  );
}

export interface Forms {
  /** Without ending: /r/ID or /s/ID. */
  path: string;
  isShared: boolean;
  /** The message as received is still there. */
  hasSource: boolean;
  /** How long reports and messages are kept, milliseconds. */
  kept: { reports: number; messages: number };
}

export function messageSection(
  { message }: Report,
  { path, isShared, hasSource, kept }: Forms,
  words: PageWords,
): Html {
  const { from, subject, date, messageId, size, sha256 } = message;
  return section(
    'message',
    words.sections.message,
    null,
    html`${factList([
        [words.message.from, from],
        [words.message.subject, subject],
        [words.message.date, date],
        [words.message.id, messageId, 'code'],
        [words.message.size, words.message.octets(numberText(size, words))],
        [words.message.hash, sha256, 'code'],
      ])}
      <p class="forms">
        ${words.report.other}:
        ${['txt', 'json', 'junit.xml', 'sarif'].map((form) => html`<a href="${path}.${form}">.${form}</a> `)}${when(hasSource, () => html`· <a href="${path}.source.txt" download>${words.report.source}</a>`)}
      </p>
      ${
        isShared
          ? nothing
          : html`<form method="post" action="${path}/share" class="share">
              <button class="button quiet">${words.report.share}</button>
              <p class="fine">${words.report.shareNote}</p>
            </form>`
      }
      <p class="fine">
        ${words.report.kept(durationText(kept.reports, words), durationText(kept.messages, words))}
      </p>`,
  );
}
