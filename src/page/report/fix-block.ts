// The fix of a finding, and below it each record as a table: name, type and value are what a form for DNS records asks for.
import {
  type Fix,
  fixSentence,
  recordsToDelete,
  recordsToPublish,
  unnamedRecord,
} from '../../report/fix.ts';
import { printable, visible } from '../../report/untrusted-text.ts';
import type { RecordReport } from '../../report/report.ts';
import { breakable, html, nothing, type Html } from '../html.ts';
import type { PageWords } from '../../words/en/pages.ts';

/** Longer values scroll in their cell, and are not shown again where they go: a key would fill a phone. */
const LONG_VALUE = 160;

export function fixBlock(finding: Fix, { report: words }: PageWords): Html {
  if (finding.fix === '') return nothing;
  const unnamed = unnamedRecord(finding);
  const publish = recordsToPublish(finding);
  const gone = recordsToDelete(finding);
  if (unnamed === null && publish.length + gone.length === 0)
    return html`<p class="fix"><b>${words.fix}:</b> ${breakable(finding.fix, 3000)}</p>`;
  const sentence = fixSentence(
    finding,
    () => ({ inside: words.recordBelow, atEnd: null }),
    printable,
  );
  return html`<div class="fix">
    <p><b>${words.fix}:</b> ${breakable(sentence, 3000)}</p>
    ${unnamed === null ? nothing : recordTable([[words.recordValue, unnamed, true]], words)}
    ${publish.map((record) => publishTable(record, words))}
    ${gone.length === 0 ? nothing : html`<p>${words.deleteRecord}</p>`}
    ${gone.map(({ name, type, value }) =>
      recordTable(
        [
          [words.recordName, name, false],
          [words.recordType, type, false],
          [words.recordValue, value, false],
        ],
        words,
      ),
    )}
  </div>`;
}

function publishTable(
  { name, type, value, replaces }: RecordReport,
  words: PageWords['report'],
): Html {
  return recordTable(
    [
      [words.recordName, name, true],
      [words.recordType, type, true],
      [words.recordValue, value, true],
      ...(replaces === undefined || replaces.length > LONG_VALUE
        ? []
        : [[words.recordReplaces, replaces, false] as const]),
    ],
    words,
  );
}

function recordCode(label: string, value: string): Html {
  return value.length > LONG_VALUE
    ? html`<code class="long" tabindex="0" role="region" aria-label="${label}">${value}</code>`
    : html`<code>${value}</code>`;
}

/** What is copied is what is shown, in one piece: whole, without quotes and without places to break it that a selection would keep. */
function recordTable(
  rows: readonly (readonly [label: string, value: string, copies: boolean])[],
  words: PageWords['report'],
): Html {
  return html`<table class="record">
    ${rows.map(
      ([label, value, copies]) =>
        html`<tr>
          <th scope="row">${label}</th>
          <td>${recordCode(label, visible(value))}</td>
          <td>
            ${copies ? html`<button type="button" class="button small" data-copy="${visible(value)}" data-copied="${words.copied}" aria-label="${words.copyWhat(label)}" hidden>${words.copy}</button>` : nothing}
          </td>
        </tr>`,
    )}
  </table>`;
}
