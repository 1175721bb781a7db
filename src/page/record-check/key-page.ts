// The page of a published DKIM key.
import type { KeyReport } from '../../report/key-report.ts';
import { breakable, html, shown, when, type Html } from '../html.ts';
import { dnsSection } from '../report/sections.ts';
import { factList } from '../report/facts.ts';
import { findingList } from '../report/findings.ts';
import { section } from '../report/methods.ts';
import { verdictBlock } from '../verdict-badge.ts';
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
  return html`<article class="report">
    <p class="crumbs"><a href="/d/${domain}">← ${survey.toDomain(domain)}</a></p>
    <p class="about"><code>${breakable(name, 300)}</code></p>
    ${verdictBlock(report, words, 'h1')} ${findingList(report, words)}
    ${section(
      'dkim',
      words.sections.dkim,
      null,
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
              ${looked.map((place) => html`<li><code>${shown(place.name, 260)}</code> ${place.records.length === 0 ? shown(place.status, 40) : html`<code>${shown(place.records.join(' | '), 600)}</code>`}</li>`)}
            </ul>
          </details>`,
      )}`,
    )}
    ${dnsSection(report, words)}
    <p class="forms">
      ${words.report.other}: <a href="/api/v1/keys/${domain}/${selector}">.json</a>
    </p>
  </article>`;
}
