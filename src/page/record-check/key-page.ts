// The page of a published DKIM key.
import type { KeyReport } from '../../report/key-report.ts';
import { breakable, html, shown, when, type Html } from '../html.ts';
import { dnsSection } from '../report/sections.ts';
import { factList } from '../report/facts.ts';
import { findingList } from '../report/findings.ts';
import { check } from '../report/check.ts';
import { backToTop } from '../report/contents.ts';
import { publishedVerdict } from '../verdict-badge.ts';
import type { PageWords } from '../../words/en/pages.ts';

export function keyPage(report: KeyReport, words: PageWords): Html {
  const { name, domain, selector, key, status, places } = report;
  const { survey, dkim } = words;
  const kind =
    key.type === null
      ? null
      : [key.type.toUpperCase(), key.bits === null ? '' : dkim.bits(key.bits)].join(' ').trim();
  const flags = [...(key.testing ? ['t=y'] : []), ...key.flags].join(', ');
  const looked = places.filter(({ sought }) => sought === 'dkim-key');
  return html`<article class="report narrow">
    <div class="overview">
      <p class="crumbs"><a href="/d/${domain}">← ${survey.toDomain(domain)}</a></p>
      <p class="about"><b>${breakable(name, 300)}</b></p>
      ${publishedVerdict(report, words)}
    </div>
    <div class="sheet">
      ${findingList(report, words)}
      <div class="checks-list">
        <h2 class="group">${words.report.checks}</h2>
        ${check(
          { id: 'dkim', title: dkim.keyRecord, note: kind ?? status, isOpen: true },
          html`${factList([
            [dkim.selector, selector, 'code'],
            [survey.domain, domain, 'code'],
            [survey.type, kind],
            [survey.flags, flags],
          ])}${key.records.length === 0 ? html`<p class="note">${shown(status, 40)}</p>` : key.records.map((record) => html`<p class="line"><code>${breakable(record, 3000)}</code></p>`)}
          ${when(
            looked.length > 0,
            () =>
              html`<details class="more">
                <summary>${survey.places}</summary>
                <ul class="walk">
                  ${looked.map((place) => html`<li><code>${breakable(place.name, 260)}</code> ${place.records.length === 0 ? shown(place.status, 40) : html`<code>${breakable(place.records.join(' | '), 600)}</code>`}</li>`)}
                </ul>
              </details>`,
          )}`,
        )}
        ${dnsSection(report, words)}
      </div>
      <p class="forms">
        ${words.report.other}: <a href="/api/v1/keys/${domain}/${selector}">JSON</a>
      </p>
    </div>
    ${backToTop(words)}
  </article>`;
}
