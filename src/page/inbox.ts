// The messages that came to a test, last first: one line each, the last with its first cause and what changed since the one before it of the
// same author.
import type { Report } from '../report/report.ts';
import { breakable, html, nothing, shown, when, type Html } from './html.ts';
import { timeTag } from './format.ts';
import { sign } from './icons.ts';
import { countOf, outcomeOf, outcomeTone } from './outcome.ts';
import { firstCause, messageVerdict } from './verdict-badge.ts';
import type { TestPage } from './test-page.ts';
import type { PageWords } from '../words/en/pages.ts';

const MAX_NAMED = 4;

export function inbox(
  { reports, count, pending }: Pick<TestPage, 'reports' | 'count' | 'pending'>,
  words: PageWords,
): Html {
  const [last, ...earlier] = reports;
  const { live } = words;
  const hidden = count - reports.length - pending.length;
  return html`<section class="came" aria-labelledby="came-title">
    <h2 id="came-title">${live.came(count)}</h2>
    ${
      last === undefined
        ? nothing
        : html`<article class="card" aria-label="${live.last}">
            ${messageVerdict(last, words, 'h3')} ${changedSince(last, earlier, words)}
            ${firstCause(last, words)}
            <p><a class="button" href="/r/${last.id}">${live.whole}</a></p>
          </article>`
    }
    <ol class="inbox" id="inbox">
      ${pending.map(
        ({ id, receivedAt }) =>
          html`<li data-id="${id}">
            <a href="/r/${id}"
              ><span class="subject">${live.pending}</span>
              <span class="fine">${timeTag(receivedAt, words)}</span></a
            >
          </li>`,
      )}
      ${reports.map((report) => row(report, words))}
    </ol>
    ${when(hidden > 0, () => html`<p class="fine">${live.more(hidden)}</p>`)}
  </section>`;
}

function row(report: Report, words: PageWords): Html {
  const { id, verdict, message, receivedAt } = report;
  const tone = outcomeTone(outcomeOf(report), countOf(report.findings));
  return html`<li data-id="${id}">
    <a href="/r/${id}"
      >${sign(tone)} <b>${words.report.verdict[verdict]}</b>
      <span class="subject"
        >${message.subject === null || message.subject === '' ? id : breakable(message.subject, 100)}</span
      >
      <span class="fine">${timeTag(Date.parse(receivedAt), words)}</span></a
    >
  </li>`;
}

/** Problems by their code: what is gone, what is new, how many are left. */
function changedSince(last: Report, earlier: readonly Report[], { live }: PageWords): Html {
  const before = earlier.find(({ dmarc }) => dmarc.domain === last.dmarc.domain);
  if (before === undefined) return nothing;
  const problems = (report: Report): Map<string, string> =>
    new Map(
      report.findings.flatMap(({ code, severity, title }) =>
        severity === 'error' || severity === 'warning' ? [[code, title]] : [],
      ),
    );
  const [then, now] = [problems(before), problems(last)];
  const gone = [...then].filter(([code]) => !now.has(code)).map(([, title]) => title);
  const added = [...now].filter(([code]) => !then.has(code)).map(([, title]) => title);
  if (gone.length + added.length === 0) return html`<p class="fine">${live.noChange}</p>`;
  const items = (titles: readonly string[], word: string, tone: 'good' | 'bad'): Html =>
    html`${titles.slice(0, MAX_NAMED).map((title) => html`<li>${sign(tone)} ${word}: ${shown(title, 200)}</li>`)}`;
  return html`<ul class="changed">
    ${items(gone, live.fixed, 'good')} ${items(added, live.isNew, 'bad')}
  </ul>`;
}
