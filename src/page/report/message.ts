// The message itself, and what can be done with its report.
import type { Report } from '../../report/report.ts';
import { durationText, numberText, sizeText } from '../format.ts';
import { html, nothing, when, type Html } from '../html.ts';
import type { PageWords } from '../../words/en/pages.ts';
import { check } from './check.ts';
import { factList } from './facts.ts';

export interface Forms {
  /** Without ending: /r/ID or /s/ID. */
  path: string;
  isShared: boolean;
  /** Made up, to be looked at: it has no other forms. */
  isExample?: boolean;
  /** The message as received is still there. */
  hasSource: boolean;
  /** How long reports and messages are kept, milliseconds. */
  kept: { reports: number; messages: number };
}

export function messageSection(
  { message }: Report,
  { path, hasSource }: Forms,
  words: PageWords,
): Html {
  const { from, subject, date, messageId, size, sha256 } = message;
  return check(
    { id: 'message', title: words.sections.message, note: sizeText(size, words) },
    html`${factList([
      [words.message.from, from],
      [words.message.subject, subject],
      [words.message.date, date],
      [words.message.id, messageId, 'code'],
      [words.message.size, words.message.octets(numberText(size, words))],
      [words.message.hash, sha256, 'code'],
    ])}
    ${when(hasSource, () => html`<p><a href="${path}.source.txt" download>${words.report.source}</a></p>`)}`,
  );
}

/** What can be done with a report: its other forms, a link for others, and how long it is kept. */
export function reportActions({ path, isShared, isExample, kept }: Forms, words: PageWords): Html {
  const { report } = words;
  if (isExample === true)
    return html`<p class="last" id="more">
      <a class="button" href="/">${words.notices.start}</a>
    </p>`;
  const forms = [
    ['.txt', report.forms.text],
    ['.json', 'JSON'],
    ['.junit.xml', 'JUnit'],
    ['.sarif', 'SARIF'],
  ] as const;
  return html`<section class="afterwards" id="more" aria-labelledby="more-heading">
    <h2 id="more-heading">${report.afterwards}</h2>
    <p class="forms">
      ${report.other}: ${forms.map(([form, name]) => html`<a href="${path}${form}">${name}</a> `)}
    </p>
    ${
      isShared
        ? nothing
        : html`<form method="post" action="${path}/share" class="share">
              <button class="button quiet">${report.share}</button>
              <p class="fine">${report.shareNote}</p>
            </form>
            <form method="post" action="${path}/unshare" class="share">
              <button class="plainly">${report.unshare}</button>
            </form>`
    }
    <p class="fine">
      ${report.kept(durationText(kept.reports, words), durationText(kept.messages, words))}
    </p>
  </section>`;
}
