// The page of a report: whose message it was and what receivers do with it, what to do, then each check as a line that opens. The same
// facts as the text report, in the reader's language; no script is needed to read it.
import type { Report } from '../report/report.ts';
import { plainDomain } from '../report/untrusted-text.ts';
import { timeTag } from './format.ts';
import { breakable, html, nothing, shown, type Html } from './html.ts';
import { backToTop, contents } from './report/contents.ts';
import { conversationSection } from './report/conversation.ts';
import { findingList } from './report/findings.ts';
import {
  arcSection,
  dkimSection,
  dmarcSection,
  identitiesSection,
  spfSection,
} from './report/methods.ts';
import {
  bimiSection,
  connectionSection,
  dnsSection,
  fieldsSection,
  filtersSection,
  pathSection,
  requirementsSection,
} from './report/sections.ts';
import { type Forms, messageSection, reportActions } from './report/message.ts';
import { badges, messageVerdict } from './verdict-badge.ts';
import type { PageWords } from '../words/en/pages.ts';

/** The test this message came to, when the reader is the one who made it. */
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
  const { sections } = words;
  return html`<article class="report">
    <div class="overview">
      ${owner === null ? nothing : html`<p class="crumbs"><a href="${owner.testPath}">← ${words.report.back}</a></p>`}
      ${forms.isExample === true ? html`<p class="shared">${words.report.example}</p>` : nothing}
      ${forms.isShared ? html`<p class="shared">${words.report.shared}</p>` : nothing}
      ${about(report, words)} ${messageVerdict(report, words, 'h1')}
    </div>
    ${contents(
      {
        first: [
          { name: words.report.overview, href: '#content' },
          { name: words.report.toDo, href: '#todo' },
          { name: sections.identities, href: '#who' },
        ],
        results: badges(report),
        rest: [
          ...(report.envelope.dialogue === undefined
            ? []
            : [{ name: words.talk.title, href: '#talk' }]),
          ...(report.message.received === undefined ? [] : [{ name: sections.path, href: '#way' }]),
          { name: sections.requirementsShort, href: '#requirements' },
          { name: sections.dns, href: '#dns-questions' },
          { name: sections.message, href: '#message' },
          { name: words.report.afterwards, href: '#more' },
        ],
      },
      words,
    )}
    <div class="sheet">
      ${findingList(report, words)} ${identitiesSection(report, words)}
      <div class="checks-list">
        <h2 class="group">${words.report.checks}</h2>
        ${spfSection(report, words)} ${dkimSection(report, words)} ${dmarcSection(report, words)}
        ${arcSection(report, words)} ${bimiSection(report, words)}
        ${connectionSection(report, words)} ${filtersSection(report, words)}
        ${requirementsSection(report, words)}
        <h2 class="group">${words.report.behind}</h2>
        ${conversationSection(report, words)} ${pathSection(report, words)}
        ${dnsSection(report, words)} ${fieldsSection(report, words)}
        ${messageSection(report, forms, words)}
      </div>
      ${reportActions(forms, words)}
      ${owner === null ? nothing : html`<p class="last"><a class="button quiet danger" href="${owner.deletePath}">${words.report.remove}</a></p>`}
    </div>
    ${backToTop(words)}
  </article>`;
}

/** Whose message, about what, when, from where. */
function about(report: Report, words: PageWords): Html {
  const { subject } = report.message;
  const domain = report.dmarc.domain ?? report.spf.mailFrom.domain;
  const { clientIp, clientName } = report.envelope;
  return html`<p class="about">
      <b>${breakable(domain, 253)}</b
      >${subject === null || subject === '' ? nothing : html` <span class="subject">${breakable(subject, 120)}</span>`}
    </p>
    <p class="fine when">
      ${timeTag(Date.parse(report.receivedAt), words)}, ${words.report.cameFrom}
      <code>${shown(clientIp, 60)}</code
      >${clientName === null ? nothing : html` <span class="host">(${breakable(clientName, 253)})</span>`}
    </p>
    ${report.service.link === null ? nothing : html`<p class="printed-link fine">${report.service.link}</p>`}`;
}
