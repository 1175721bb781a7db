// A section a method: what came out in a line, the picture where there is one, and the facts it rests on.
import { plainDomain } from '../../report/untrusted-text.ts';
import { layoutWords } from '../../words/layout-words.ts';
import type { Report } from '../../report/report.ts';
import { sortedSignatures } from '../../report/summary.ts';
import { dkimNote, rows, spfNote } from '../../report/table.ts';
import type { DkimCheck, SpfCheck } from '../../verify/verification.ts';
import { breakable, html, nothing, shown, when, type Html } from '../html.ts';
import { sign, toneOf } from '../icons.ts';
import { bestSignature } from '../../report/summary.ts';
import { resultWord } from '../verdict-badge.ts';
import { diffOf } from '../diagrams/diff.ts';
import { check } from './check.ts';
import { identitiesPicture } from '../diagrams/identities.ts';
import { spfTreePicture } from '../diagrams/spf-tree.ts';
import type { Language } from '../../message/requested-reply.ts';
import { reasonIn } from '../../words/reason-words.ts';
import type { PageWords } from '../../words/en/pages.ts';
import { factList } from './facts.ts';

export function identitiesSection(report: Report, words: PageWords): Html {
  return html`<section class="plain-section" id="who" aria-labelledby="who-heading">
    <h2 id="who-heading">${words.sections.identities}</h2>
    <p class="fine">${words.sections.identitiesLead}</p>
    ${identitiesPicture(report, words)}
  </section>`;
}

export function spfSection(report: Report, words: PageWords): Html {
  const { mailFrom, helo } = report.spf;
  const layout = layoutWords(report.language);
  const ip = report.envelope.clientIp;
  return check(
    {
      id: 'spf',
      title: words.sections.spf,
      result: { word: mailFrom.result, text: resultWord('SPF', mailFrom.result, words) },
      note: spfNote(mailFrom, ip, layout),
    },
    html`${spfPart(mailFrom, 'spf-tree', ip, report, words)}
    ${when(
      report.envelope.mailFrom !== '',
      () =>
        html`<details class="more">
          <summary>${words.spf.helo}: ${helo.result}, ${shown(helo.domain, 100)}</summary>
          <p class="note">${spfNote(helo, ip, layout)}</p>
          ${spfPart(helo, 'helo-tree', ip, report, words)}
        </details>`,
    )}`,
  );
}

function spfPart(
  { domain, matched, explanation, tree, lookups, result }: SpfCheck,
  id: string,
  ip: string,
  { language }: Report,
  words: PageWords,
): Html {
  return html`${factList([
    [words.spf.domain, domain, 'code'],
    [words.connection.client, ip, 'code'],
    [words.report.result, result, 'code'],
    [
      words.spf.matched,
      matched === null
        ? null
        : html`<code>${breakable(matched.term, 512)}</code
            >${matched.domain === domain ? nothing : html` <span class="fine">${words.spf.inRecordOf(shown(matched.domain, 253))}</span>`}`,
    ],
    [words.spf.explanation, explanation],
  ])}
  ${tree === null ? nothing : spfTreePicture({ domain, tree, used: lookups.count, limit: lookups.limit, language }, id, words)}`;
}

export function dkimSection(report: Report, words: PageWords): Html {
  const sorted = sortedSignatures(report.dkim);
  const layout = layoutWords(report.language);
  const body =
    sorted.length === 0
      ? html`<p class="note">${words.dkim.notSigned}</p>`
      : html`${sorted.map((one, index) => signaturePart(one, dkimNote(one, report, layout), index, sorted.length, words))}`;
  const best = bestSignature(report.dkim);
  const { dkim: result } = report.summary;
  return check(
    {
      id: 'dkim',
      title: words.sections.dkim,
      result: {
        word: result,
        text: resultWord('DKIM', result, words),
        ...(best?.result === 'pass' && best.aligned === false ? { tone: 'warn' as const } : {}),
      },
      note: best === null ? words.dkim.notSigned : dkimNote(best, report, layout),
    },
    body,
  );
}

function signaturePart(
  signature: DkimCheck,
  note: string,
  index: number,
  of: number,
  words: PageWords,
): Html {
  const { dkim } = words;
  const { key, forensics, tolerant } = signature;
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
      <code>${shown(signature.domain, 253)}</code>
      ${of === 1 ? nothing : html`<span class="result ${toneOf(signature.result)}">${sign(toneOf(signature.result))}${signature.result}</span>`}
    </h3>
    <p class="note">${note}</p>
    ${when(tolerant !== null && tolerant.result !== signature.result, () => html`<p>${dkim.tolerant(tolerant?.result ?? '')}</p>`)}
    ${forensics === null ? nothing : diffOf(forensics, words)}
    ${factList([
      [dkim.selector, signature.selector, 'code'],
      [dkim.algorithm, `${signature.algorithm}, ${signature.canonicalization}`],
      [dkim.key, kind],
      [
        dkim.keyMatches,
        signature.result === 'pass' || forensics === null ? null : known(forensics.keyMatches),
      ],
      [
        dkim.headerIntact,
        signature.result === 'pass'
          ? null
          : known(forensics?.headerIntact ?? signature.headerIntact),
      ],
      [
        dkim.bodyIntact,
        signature.result === 'pass' || signature.bodyHash.computed === null
          ? null
          : known(
              forensics?.bodyIntact ?? signature.bodyHash.computed === signature.bodyHash.claimed,
            ),
      ],
      [dkim.signed, signature.signedHeaders.join(', ')],
      [dkim.oversigned, signature.oversigned.join(', ')],
      [dkim.unsigned, signature.unsigned.join(', ')],
    ])}
    ${
      key.record === null
        ? nothing
        : html`<details class="more">
            <summary>${dkim.keyRecord}</summary>
            <p class="line"><code>${breakable(`${key.name} TXT ${key.record}`, 3000)}</code></p>
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
  return check(
    {
      id: 'dmarc',
      title: words.sections.dmarc,
      result: {
        word: dmarc.result,
        text: resultWord('DMARC', dmarc.result, words),
        ...(dmarc.result === 'none' && report.verdict === 'pass' ? { tone: 'calm' as const } : {}),
      },
      note,
    },
    html`${factList([
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
      [
        words.dmarc.legacy,
        legacy === null ? null : `${legacy.result}: ${reasonIn(report.language, legacy.reason)}`,
      ],
    ])}
    ${walkList(dmarc.walk, report.language, words)}
    ${plainDomain(dmarc.domain) === null ? nothing : html`<p class="forms"><a href="/d/${plainDomain(dmarc.domain)}">${words.survey.toDomain(shown(dmarc.domain ?? '', 253))}</a></p>`}`,
  );
}

/** The tree walk (RFC 9989 §4.10). */
export function walkList(
  walk: Report['dmarc']['walk'],
  language: Language,
  { dmarc }: PageWords,
): Html {
  return when(
    walk.length > 0,
    () =>
      html`<details class="more">
        <summary>${dmarc.walk}</summary>
        <ol class="walk">
          ${walk.map(({ name, status, record, note }) => html`<li><code>${breakable(name, 260)}</code> ${record === null ? shown(status, 40) : html`<code>${breakable(record, 600)}</code>`} <span class="fine">${shown(reasonIn(language, note), 300)}</span></li>`)}
        </ol>
      </details>`,
  );
}

export function arcSection(report: Report, words: PageWords): Html {
  const { arc } = report;
  if (arc.result === 'none') return nothing;
  return check(
    {
      id: 'arc',
      title: words.sections.arc,
      result: { word: arc.result, text: resultWord('ARC', arc.result, words) },
    },
    html`<p class="note">${shown(reasonIn(report.language, arc.reason), 300)}</p>
      <ol class="walk">
        ${arc.sets.map(({ instance, sealer, seal, messageSignature }) => html`<li value="${instance}"><code>${shown(sealer ?? '?', 253)}</code> seal ${seal.result}, message ${messageSignature.result} <span class="fine">${shown(reasonIn(report.language, seal.result === 'pass' ? messageSignature.reason : seal.reason), 300)}</span></li>`)}
      </ol>`,
  );
}
