// A section a method: what came out in a line, the picture where there is one, and the facts it rests on.
import { plainDomain } from '../../report/untrusted-text.ts';
import { layoutWords } from '../../words/layout-words.ts';
import type { LayoutWords } from '../../words/en/layouts.ts';
import type { Report } from '../../report/report.ts';
import { sortedSignatures } from '../../report/summary.ts';
import { dkimNote, rows, spfNote } from '../../report/table.ts';
import type { DkimCheck, SpfCheck } from '../../verify/verification.ts';
import { html, nothing, shown, when, type Html } from '../html.ts';
import { sign, toneOf } from '../icons.ts';
import { identitiesPicture } from '../diagrams/identities.ts';
import { spfTreePicture } from '../diagrams/spf-tree.ts';
import type { PageWords } from '../../words/en/pages.ts';
import { factList } from './facts.ts';

export function section(id: string, title: string, result: string | null, body: Html): Html {
  const word =
    result === null
      ? nothing
      : html` <span class="result ${toneOf(result)}"
          >${sign(toneOf(result))}${shown(result, 20)}</span
        >`;
  return html`<section class="method" id="${id}" aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${title}${word}</h2>
    ${body}
  </section>`;
}

export function identitiesSection(report: Report, words: PageWords): Html {
  return section(
    'identities',
    words.sections.identities,
    null,
    html`<p>${words.sections.identitiesLead}</p>
      ${identitiesPicture(report, words)}`,
  );
}

export function spfSection(report: Report, words: PageWords): Html {
  const { mailFrom, helo } = report.spf;
  const layout = layoutWords(report.language);
  const ip = report.envelope.clientIp;
  return section(
    'spf',
    words.sections.spf,
    mailFrom.result,
    html`${spfPart(mailFrom, 'spf-tree', ip, layout, words)}
    ${when(
      report.envelope.mailFrom !== '',
      () =>
        html`<details class="more">
          <summary>${words.spf.helo}: ${helo.result}, ${shown(helo.domain, 100)}</summary>
          ${spfPart(helo, 'helo-tree', ip, layout, words)}
        </details>`,
    )}`,
  );
}

function spfPart(
  check: SpfCheck,
  id: string,
  ip: string,
  layout: LayoutWords,
  words: PageWords,
): Html {
  return html`<p class="note">${spfNote(check, ip, layout)}</p>
    ${factList([
      [words.spf.domain, check.domain, 'code'],
      [words.spf.matched, check.matched === null ? null : check.matched.term, 'code'],
      [words.spf.explanation, check.explanation],
    ])}
    ${check.tree === null ? nothing : spfTreePicture({ domain: check.domain, tree: check.tree, used: check.lookups.count, limit: check.lookups.limit }, id, words)}`;
}

export function dkimSection(report: Report, words: PageWords): Html {
  const sorted = sortedSignatures(report.dkim);
  const layout = layoutWords(report.language);
  const body =
    sorted.length === 0
      ? html`<p class="note">${words.dkim.notSigned}</p>`
      : html`${sorted.map((check, index) => signaturePart(check, dkimNote(check, report, layout), index, sorted.length, words))}`;
  return section('dkim', words.sections.dkim, report.summary.dkim, body);
}

function signaturePart(
  check: DkimCheck,
  note: string,
  index: number,
  of: number,
  words: PageWords,
): Html {
  const { dkim } = words;
  const { key, forensics, tolerant } = check;
  const known = (value: boolean | 'unknown' | null): string =>
    value === true ? dkim.yes : value === false ? dkim.no : dkim.unknown;
  const kind = [
    key.type === null || key.type === 'unknown' ? '' : key.type.toUpperCase(),
    key.bits === null || key.type === 'ed25519' ? '' : dkim.bits(key.bits),
  ]
    .join(' ')
    .trim();
  return html`<div class="signature">
    <h3>
      ${dkim.signature(index + 1, of)}:
      <code>${shown(check.domain, 253)}</code>
      ${of === 1 ? nothing : html`<span class="result ${toneOf(check.result)}">${sign(toneOf(check.result))}${check.result}</span>`}
    </h3>
    <p class="note">${note}</p>
    ${when(tolerant !== null && tolerant.result !== check.result, () => html`<p>${dkim.tolerant(tolerant?.result ?? '')}</p>`)}
    ${
      forensics === null || forensics.changes.length === 0
        ? nothing
        : html`<div class="changes">
            <p>${dkim.changed}</p>
            <ul>
              ${forensics.changes.map(({ kind: what, detail }) => html`<li><b>${shown(what.replaceAll('-', ' '), 60)}</b> ${shown(detail, 400)}</li>`)}
            </ul>
          </div>`
    }
    ${factList([
      [dkim.selector, check.selector, 'code'],
      [dkim.algorithm, `${check.algorithm}, ${check.canonicalization}`],
      [dkim.key, kind],
      [
        dkim.keyMatches,
        check.result === 'pass' || forensics === null ? null : known(forensics.keyMatches),
      ],
      [
        dkim.headerIntact,
        check.result === 'pass' ? null : known(forensics?.headerIntact ?? check.headerIntact),
      ],
      [
        dkim.bodyIntact,
        check.result === 'pass' || check.bodyHash.computed === null
          ? null
          : known(forensics?.bodyIntact ?? check.bodyHash.computed === check.bodyHash.claimed),
      ],
      [dkim.signed, check.signedHeaders.join(', ')],
      [dkim.oversigned, check.oversigned.join(', ')],
      [dkim.unsigned, check.unsigned.join(', ')],
    ])}
    ${
      key.record === null
        ? nothing
        : html`<details class="more">
            <summary>${dkim.keyRecord}</summary>
            <p class="line"><code>${shown(`${key.name} TXT ${key.record}`, 3000)}</code></p>
          </details>`
    }
  </div>`;
}

export function dmarcSection(report: Report, words: PageWords): Html {
  const { dmarc } = report;
  const note =
    rows(report, layoutWords(report.language)).find(({ method }) => method === 'DMARC')?.note ?? '';
  const { policy, applied, legacy } = dmarc;
  const asked =
    policy === null || applied === null ? null : `${applied}=${policy[applied] ?? 'none'}`;
  return section(
    'dmarc',
    words.sections.dmarc,
    dmarc.result,
    html`${when(note !== '', () => html`<p class="note">${note}</p>`)}
    ${factList([
      [words.dmarc.domain, dmarc.domain, 'code'],
      [words.dmarc.organization, dmarc.organizationalDomain, 'code'],
      [
        words.dmarc.record,
        dmarc.record === null ? null : `_dmarc.${dmarc.policyDomain ?? ''} TXT ${dmarc.record}`,
        'code',
      ],
      [words.dmarc.policy, asked, 'code'],
      [
        words.dmarc.disposition,
        dmarc.result === 'fail' && dmarc.disposition !== null
          ? words.dmarc.dispositions[dmarc.disposition]
          : null,
      ],
      [words.dmarc.legacy, legacy === null ? null : `${legacy.result}: ${legacy.reason}`],
    ])}
    ${when(
      dmarc.walk.length > 0,
      () =>
        html`<details class="more">
          <summary>${words.dmarc.walk}</summary>
          <ol class="walk">
            ${dmarc.walk.map(({ name, status, record, note: about }) => html`<li><code>${shown(name, 260)}</code> ${record === null ? shown(status, 40) : html`<code>${shown(record, 600)}</code>`} <span class="fine">${shown(about, 300)}</span></li>`)}
          </ol>
        </details>`,
    )}
    ${plainDomain(dmarc.domain) === null ? nothing : html`<p class="forms"><a href="/d/${plainDomain(dmarc.domain)}">${words.survey.toDomain(shown(dmarc.domain ?? '', 253))}</a></p>`}`,
  );
}

export function arcSection(report: Report, words: PageWords): Html {
  const { arc } = report;
  if (arc.result === 'none') return nothing;
  return section(
    'arc',
    words.sections.arc,
    arc.result,
    html`<p class="note">${shown(arc.reason, 300)}</p>
      <ol class="walk">
        ${arc.sets.map(({ instance, sealer, seal, messageSignature }) => html`<li value="${instance}"><code>${shown(sealer ?? '?', 253)}</code> seal ${seal.result}, message ${messageSignature.result} <span class="fine">${shown(seal.result === 'pass' ? messageSignature.reason : seal.reason, 300)}</span></li>`)}
      </ol>`,
  );
}
