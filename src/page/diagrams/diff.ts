// What was changed after signing, as signed and as received side by side. Only proven changes are shown.
import type { Forensics } from '../../verify/verification.ts';
import { breakable, html, nothing, shown, type Html } from '../html.ts';
import type { PageWords } from '../../words/en/pages.ts';

/** Reports hold optional values as undefined. */
type WithDiff = Pick<Forensics, 'changes'> & { diff?: Forensics['diff'] | undefined };
type Entry = NonNullable<Forensics['diff']>[number];

/** Of reports without a diff: a field's value before and after, the text that was put in. */
function entriesOf({ changes }: WithDiff): Entry[] {
  return changes.flatMap(({ where, field, before, after }) =>
    before === undefined && after === undefined
      ? []
      : [
          {
            where,
            name: field ?? '',
            hunks: [
              {
                line: 1,
                before: before === undefined ? [] : [before],
                after: after === undefined ? [] : [after],
              },
            ],
          },
        ],
  );
}

export function diffOf(forensics: WithDiff, words: PageWords): Html {
  const { changes, diff } = forensics;
  if (changes.length === 0) return nothing;
  const entries = diff ?? entriesOf(forensics);
  const { dkim } = words;
  return html`<div class="changes">
    <p><b>${dkim.changed}</b></p>
    <ul>
      ${changes.map(({ kind, detail }) => html`<li>${shown(kind.replaceAll('-', ' '), 60)}: <span lang="en">${breakable(detail, 400)}</span></li>`)}
    </ul>
    ${entries.map((entry) => entryOf(entry, words))}
  </div>`;
}

function entryOf({ where, name, type, hunks }: Entry, { dkim }: PageWords): Html {
  const place =
    where === 'header'
      ? shown(name, 80)
      : [
          name === '' ? dkim.body : dkim.part(shown(name, 40)),
          type === undefined ? '' : shown(type, 80),
        ]
          .filter((text) => text !== '')
          .join(', ');
  return html`<table class="diff">
    <caption>
      <code>${place}</code>
    </caption>
    <thead>
      <tr>
        <th scope="col">${dkim.asSigned}</th>
        <th scope="col">${dkim.asReceived}</th>
      </tr>
    </thead>
    <tbody>
      ${hunks.map(
        ({ before, after, omitted = 0 }) =>
          html`<tr>
            <td data-label="${dkim.asSigned}">
              ${before.length === 0 ? html`<span class="fine">${dkim.notThere}</span>` : html`<del>${lines(before)}</del>`}
            </td>
            <td data-label="${dkim.asReceived}">
              ${after.length === 0 ? html`<span class="fine">${dkim.notThere}</span>` : html`<ins>${lines(after)}</ins>`}${omitted > 0 ? html`<span class="fine">${dkim.linesMore(omitted)}</span>` : nothing}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function lines(all: readonly string[]): Html {
  return html`${all.map((line) => html`<span class="diff-line">${line === '' ? '\u00a0' : breakable(line, 1000)}</span>`)}`;
}
