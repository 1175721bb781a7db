// The page of a test: its address, what happens to it now, what came. Everything is there without a script; the script fills in what
// happens meanwhile and opens the report when it is ready.
import type { Arrival, Step } from './arrival.ts';
import type { Report } from '../report/report.ts';
import { html, nothing, shown, when, type Html } from './html.ts';
import { numberText, timeText } from './format.ts';
import { sign, toneOf } from './icons.ts';
import { firstCause, verdictBlock } from './verdict-badge.ts';
import type { PageWords } from '../words/en/pages.ts';

export interface TestPage {
  id: string;
  address: string;
  label: string | null;
  expiresAt: number;
  isExpired: boolean;
  /** Only who made it knows it. */
  secret: string | null;
  state: 'waiting' | 'received' | 'done';
  count: number;
  /** Last first. */
  reports: readonly Report[];
  pending: readonly { id: string; receivedAt: number }[];
  underWay: readonly Arrival[];
}

const STEPS = ['connected', 'helo', 'tls', 'mail-from', 'message', 'spf', 'dkim', 'dmarc'] as const;

export function testPage(page: TestPage, domain: string, words: PageWords): Html {
  const { home } = words;
  return html`<div class="home">
    <h1>${home.title}</h1>
    <p class="lead">${home.lead}</p>
    ${addressCard(page, words)}
    ${when(!page.isExpired || page.pending.length > 0, () => liveCard(page, words))}
    ${when(page.reports.length > 0, () => arrived(page, words))} ${manage(page, words)}
    ${elsewhere(domain, words)}
  </div>`;
}

/** Where no address could be made: what works without one. */
export function limitedPage(domain: string, words: PageWords): Html {
  return html`<div class="home">
    <h1>${words.home.title}</h1>
    <p class="lead">${words.home.limited}</p>
    ${elsewhere(domain, words, true)}
  </div>`;
}

function addressCard({ address, label }: TestPage, words: PageWords): Html {
  const { home } = words;
  const [local = '', domain = ''] = address.split('@');
  return html`<section class="card address" aria-labelledby="address-label">
    ${label === null ? nothing : html`<p class="label-of-test">${home.label}: ${shown(label, 100)}</p>`}
    <h2 id="address-label">${home.addressLabel}</h2>
    <p class="mailbox">
      <code id="address">${local}<wbr />@${domain}</code>
    </p>
    <p class="actions">
      <button
        type="button"
        class="button"
        data-copy="${address}"
        data-copied="${home.copied}"
        hidden
      >
        ${home.copy}
      </button>
      <a class="button quiet" href="mailto:${address}?subject=${encodeURIComponent(home.subject)}"
        >${home.write}</a
      >
    </p>
    <p class="hint">${home.hint}</p>
  </section>`;
}

function manage({ id, expiresAt, isExpired, secret }: TestPage, words: PageWords): Html {
  const { home } = words;
  const until = timeText(expiresAt, words);
  return html`<div class="fine manage">
    <p>${isExpired ? home.expired(until) : home.until(until)} ${home.keep}</p>
    <p class="links">
      <a href="/t/${id}">${home.permanent}</a>
      <a href="/?new=1">${home.another}</a
      >${secret === null ? nothing : html` <a href="/t/${id}/delete?secret=${secret}">${home.remove}</a>`}
    </p>
  </div>`;
}

function liveCard({ id, state, reports, underWay }: TestPage, words: PageWords): Html {
  const { live } = words;
  const last = underWay.at(-1);
  const status =
    state === 'received'
      ? live.judging
      : last !== undefined
        ? live.receiving
        : reports.length === 0
          ? live.waiting
          : live.next;
  const after = reports[0]?.id;
  return html`<section
    class="card live${reports.length === 0 ? '' : ' again'}"
    aria-labelledby="live-title"
    data-events="/api/v1/tests/${id}/events${after === undefined ? '' : `?after=${after}`}"
    data-report="/r/"
    data-receiving="${live.receiving}"
    data-judging="${live.judging}"
    data-ready="${live.ready}"
    data-ended="${live.ended}"
    data-lost="${live.lost}"
    data-no-tls="${live.noTls}"
    data-octets="${live.octets('{n}')}"
  >
    <h2 id="live-title" class="visually-hidden">${live.title}</h2>
    <p class="status" role="status">
      <span class="pulse" aria-hidden="true"></span><span id="status">${status}</span>
    </p>
    <ol class="steps">
      ${STEPS.map((step) => stepRow(step, last?.steps.filter((one) => one.step === step) ?? [], words))}
    </ol>
    <noscript
      ><p class="fine">${live.reload} <a href="/t/${id}">${live.look}</a></p></noscript
    >
  </section>`;
}

function stepRow(step: (typeof STEPS)[number], known: readonly Step[], words: PageWords): Html {
  const values = known.map((one) => stepValue(one, words)).join(', ');
  const result = known.find(({ result: word }) => word !== null)?.result ?? null;
  const tone = result === null || step === 'tls' ? '' : toneOf(result);
  return html`<li data-step="${step}" class="${known.length === 0 ? 'open' : `known ${tone}`}">
    <span class="name">${words.live.steps[step]}</span> <span class="value">${values}</span>
  </li>`;
}

function stepValue({ step, result, detail }: Step, { live, ...words }: PageWords): string {
  const text = shown(detail, 200);
  if (step === 'message') return live.octets(numberText(Number(detail), { live, ...words }));
  if (step === 'tls' && result === 'none') return live.noTls;
  return result === null ? text : `${shown(result, 40)} ${text}`.trim();
}

function arrived({ reports, count, pending }: TestPage, words: PageWords): Html {
  const [last, ...earlier] = reports;
  if (last === undefined) return nothing;
  const { live } = words;
  const hidden = count - reports.length - pending.length;
  return html`<section class="came" aria-labelledby="came-title">
    <h2 id="came-title">${live.came(count)}</h2>
    <article class="card" aria-label="${live.last}">
      ${verdictBlock(last, words, 'h3')} ${firstCause(last, words)}
      <p><a class="button" href="/r/${last.id}">${live.whole}</a></p>
    </article>
    ${when(
      earlier.length > 0,
      () =>
        html`<h3>${live.earlier}</h3>
          <ul class="earlier">
            ${earlier.map((report) => earlierRow(report, words))}
          </ul>`,
    )}
    ${when(hidden > 0, () => html`<p class="fine">${live.more(hidden)}</p>`)}
  </section>`;
}

function earlierRow({ id, verdict, message, receivedAt }: Report, words: PageWords): Html {
  return html`<li>
    ${sign(toneOf(verdict))}
    <a href="/r/${id}"
      >${words.report.verdict[verdict]}:
      ${message.subject === null || message.subject === '' ? id : shown(message.subject, 80)}</a
    >
    <span class="fine">${timeText(Date.parse(receivedAt), words)}</span>
  </li>`;
}

function elsewhere(domain: string, { home }: PageWords, open = false): Html {
  const rows = Object.entries(home.layouts).map(
    ([local, what]) =>
      html`<dt>
          <a href="mailto:${local.replace('+', '%2B')}@${domain}"
            ><code>${local}@${domain}</code></a
          >
        </dt>
        <dd>${what}</dd>`,
  );
  return html`<details class="elsewhere" ${open ? 'open' : ''}>
    <summary>${home.elsewhereTitle}</summary>
    <p>${home.elsewhere}</p>
    <dl class="addresses">${rows}</dl>
    <p><a href="/d">${home.domain}</a></p>
    <p>${home.programs} <a href="/openapi.json">OpenAPI</a></p>
  </details>`;
}
