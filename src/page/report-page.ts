// The page of a report: verdict at a glance, problems with their fixes, then a section a method, then everything else. The same
// facts as the text report, in the reader's language; no script is needed to read it.
import type { Report } from '../report/report.ts';
import { plainDomain } from '../report/untrusted-text.ts';
import { timeText } from './format.ts';
import { html, nothing, shown, type Html } from './html.ts';
import {
  bimiSection,
  connectionSection,
  dnsSection,
  fieldsSection,
  filtersSection,
  type Forms,
  messageSection,
  pathSection,
  requirementsSection,
} from './report/sections.ts';
import { findingList } from './report/findings.ts';
import {
  arcSection,
  dkimSection,
  dmarcSection,
  identitiesSection,
  spfSection,
} from './report/methods.ts';
import { badges, resultBadges, verdictBlock } from './verdict-badge.ts';
import type { PageWords } from '../words/en/pages.ts';

/** The test this mail came to, when the reader is the one who made it. */
export interface Owner {
  testPath: string;
  deletePath: string;
}

export function reportTitle(report: Report, words: PageWords): string {
  const domain = plainDomain(report.dmarc.domain ?? report.spf.mailFrom.domain) ?? '';
  return words.report.title(words.report.verdict[report.verdict], domain);
}

export function reportPage(
  report: Report,
  { owner, ...forms }: Forms & { owner: Owner | null },
  words: PageWords,
): Html {
  return html`<article class="report">
    ${owner === null ? nothing : html`<p class="crumbs"><a href="${owner.testPath}">← ${words.report.back}</a></p>`}
    ${forms.isShared ? html`<p class="shared">${words.report.shared}</p>` : nothing}
    ${verdictBlock(report, words, 'h1')} ${resultBadges(badges(report), words)}
    ${findingList(report, words)}
    <p class="fine when">
      ${words.report.received(timeText(Date.parse(report.receivedAt), words))}${report.message.subject === null || report.message.subject === '' ? nothing : html` · ${shown(report.message.subject, 120)}`}
    </p>
    ${identitiesSection(report, words)} ${spfSection(report, words)} ${dkimSection(report, words)}
    ${dmarcSection(report, words)} ${arcSection(report, words)} ${bimiSection(report, words)}
    ${connectionSection(report, words)} ${filtersSection(report, words)}
    ${pathSection(report, words)} ${requirementsSection(report, words)} ${dnsSection(report, words)}
    ${fieldsSection(report, words)} ${messageSection(report, forms, words)}
    ${owner === null ? nothing : html`<p><a class="button quiet danger" href="${owner.deletePath}">${words.report.remove}</a></p>`}
  </article>`;
}
