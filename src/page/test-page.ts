// The page of a test: its address in three steps, what happens to it now, what came. Everything is there without a script; the script fills
// in what happens meanwhile, and opens the first report when it is ready.
import type { Arrival } from './arrival.ts';
import type { Report } from '../report/report.ts';
import { html, nothing, shown, when, type Html } from './html.ts';
import { durationText, timeText } from './format.ts';
import { inbox } from './inbox.ts';
import { stepRows, stepWords } from './live-steps.ts';
import { operatorLine, type Operator } from './operator.ts';
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

/** What is said before a message is sent: how long things are kept, and who runs this. */
export interface House {
  domain: string;
  kept: { reports: number; messages: number };
  operator: Operator;
  now: number;
}

export function testPage(page: TestPage, house: House, words: PageWords): Html {
  const { home } = words;
  return html`<div class="home">
    <h1>${home.title}</h1>
    ${
      page.isExpired
        ? expired(page, words)
        : html`<p class="lead">${home.lead}</p>
            ${steps(page, words)}`
    }
    ${when(page.reports.length + page.pending.length > 0, () => inbox(page, words))}
    ${manage(page, house, words)} ${elsewhere(house.domain, words)}
  </div>`;
}

/** Where no address could be made: what works without one. */
export function limitedPage(domain: string, words: PageWords): Html {
  return html`<div class="home">
    <h1>${words.home.title}</h1>
    <p class="lead">${words.home.limited}</p>
    ${samples(words)} ${elsewhere(domain, words, true)}
  </div>`;
}

function newAddress({ home }: PageWords, kind: string): Html {
  return html`<form method="post" action="/t">
    <button class="${kind}">${home.another}</button>
  </form>`;
}

function expired({ expiresAt, reports }: TestPage, words: PageWords): Html {
  const { home } = words;
  return html`<section class="card" aria-labelledby="expired">
    <h2 id="expired">${home.expiredTitle}</h2>
    <p>
      ${home.expired(timeText(expiresAt, words))}${reports.length === 0 ? '' : ` ${home.reportsStay}`}
    </p>
    <div class="actions">${newAddress(words, 'button')}</div>
  </section>`;
}

function steps(page: TestPage, words: PageWords): Html {
  const { home } = words;
  const { address, label } = page;
  const [local = '', domain = ''] = address.split('@');
  return html`<section class="card" aria-label="${home.stepsTitle}">
    ${label === null ? nothing : html`<p class="label-of-test">${home.label}: ${shown(label, 100)}</p>`}
    <ol class="three">
      <li>
        <h2>${home.copyStep}</h2>
        <p class="mailbox">
          <code id="address">${local}<wbr />@${domain}</code>
        </p>
        <div class="actions">
          <button
            type="button"
            class="button"
            data-copy="${address}"
            data-copied="${home.copied}"
            hidden
          >
            ${home.copy}
          </button>
          <a
            class="button quiet"
            href="mailto:${address}?subject=${encodeURIComponent(home.subject)}"
            >${home.write}</a
          >
        </div>
      </li>
      <li>
        <h2>${home.sendStep}</h2>
        <p class="hint">${home.hint}</p>
      </li>
      ${live(page, words)}
    </ol>
  </section>`;
}

function live(
  { id, state, reports, underWay, expiresAt, pending }: TestPage,
  words: PageWords,
): Html {
  const { live: said } = words;
  const last = underWay.at(-1);
  const status =
    state === 'received'
      ? said.judging
      : last !== undefined
        ? said.receiving
        : reports.length === 0
          ? said.waiting
          : said.next;
  const after = reports[0]?.id;
  const script = JSON.stringify({
    ...said,
    id,
    after: after ?? null,
    expiresAt,
    follow: reports.length + pending.length === 0,
    verdicts: words.report.verdict,
    steps: stepWords(words),
  });
  return html`<li class="live" id="live" data-live="${script}">
    <h2>${words.home.stayStep}</h2>
    <p class="status" role="status">
      <span class="pulse" aria-hidden="true"></span><span id="status">${status}</span>
    </p>
    <ol class="steps" aria-label="${said.title}">
      ${last === undefined ? nothing : stepRows(last, words)}
    </ol>
    <p class="fine" id="ready" hidden></p>
    <noscript
      ><p class="fine">${said.reload} <a href="/t/${id}">${said.look}</a></p></noscript
    >
  </li>`;
}

function manage(
  { id, expiresAt, isExpired, secret }: TestPage,
  { kept, operator, now }: House,
  words: PageWords,
): Html {
  const { home } = words;
  return html`<div class="fine manage">
    ${samples(words)}
    <p>
      ${isExpired ? '' : html`<span title="${timeText(expiresAt, words)}">${home.until(durationText(expiresAt - now, words))}</span>`}
      ${home.happens(durationText(kept.messages, words), durationText(kept.reports, words))}
      ${home.keep}
    </p>
    ${operatorLine(operator, words)}
    <div class="links">
      <a href="/t/${id}">${home.permanent}</a>
      ${isExpired ? nothing : newAddress(words, 'plainly')}
      ${secret === null ? nothing : html`<a href="/t/${id}/delete?secret=${secret}">${home.remove}</a>`}
    </div>
  </div>`;
}

function samples({ home }: PageWords): Html {
  return html`<p class="samples">
    <span>${home.example}</span> <a href="/example">${home.exampleGood}</a>
    <a href="/example/broken">${home.exampleBroken}</a>
  </p>`;
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
    <p>${home.programs} <a href="/api">API</a></p>
  </details>`;
}
