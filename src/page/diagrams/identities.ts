// The three identities of a mail and how they align (RFC 9989 §4.4): the domain people see in the middle, what SPF checked above it,
// what DKIM signed below it, joined where they belong together.
import { sortedSignatures } from '../../report/summary.ts';
import type { Report } from '../../report/report.ts';
import { html, shown, type Html } from '../html.ts';
import { pictureSign, toneOf, type Tone } from '../icons.ts';
import type { PageWords } from '../../words/en/pages.ts';
import { picture, pictureText } from './diagram.ts';
import { layoutWords } from '../../words/layout-words.ts';

const BOX = 56;
const GAP = 44;
const INDENT = 34;
const MAX_SIGNATURES = 4;

interface Identity {
  label: string;
  name: string;
  result: string | null;
  aligned: boolean | null;
}

export function identitiesPicture(report: Report, words: PageWords): Html {
  const { identities } = words;
  const { dmarc, spf, dkim } = report;
  const from = dmarc.domain ?? identities.unreadable;
  const mailFrom: Identity = {
    label: identities.mailFrom,
    name: spf.mailFrom.domain,
    result: spf.mailFrom.result,
    aligned: dmarc.alignment.spf?.aligned ?? spfAligned(report),
  };
  const sorted = sortedSignatures(dkim);
  const signatures: Identity[] = sorted
    .slice(0, MAX_SIGNATURES)
    .map(({ domain, selector, result, aligned }) => ({
      label: `${identities.signature}, s=${selector}`,
      name: domain,
      result,
      aligned,
    }));
  if (signatures.length === 0)
    signatures.push({
      label: identities.signature,
      name:
        report.summary.dkim === 'none'
          ? identities.notSigned
          : layoutWords(report.language).row.limit,
      result: report.summary.dkim,
      aligned: null,
    });
  const hidden = sorted.length - MAX_SIGNATURES;

  const told = [mailFrom, ...signatures]
    .map(
      (one) =>
        `${one.label}: ${shown(one.name, 100)}, ${one.result ?? ''}, ${relation(one, words)}.`,
    )
    .join(' ');
  const fromY = BOX + GAP;
  const firstY = fromY + BOX + GAP;
  const rows = signatures.map((one, index) => ({ one, y: firstY + index * (BOX + 34) }));
  const last = rows.at(-1)?.y ?? firstY;
  const height = last + BOX + (hidden > 0 ? 26 : 2);
  return picture({
    id: 'identities',
    title: words.sections.identities,
    describe: identities.describe(shown(from, 100), told),
    height,
    body: [
      link(mailFrom, BOX, BOX + GAP / 2, fromY, words),
      html`<path class="line" d="M16 ${fromY + BOX}V${last + BOX / 2}" />`,
      ...rows.map(
        ({ one, y }) =>
          html`<path class="line" d="M16 ${y + BOX / 2}H${INDENT}" />${joint(one, y - 17, words)}`,
      ),
      box(mailFrom, 1, 0),
      box({ label: identities.from, name: from, result: null, aligned: null }, 1, fromY, 'seen'),
      ...rows.map(({ one, y }) => box(one, INDENT, y)),
      hidden > 0
        ? pictureText(INDENT, height - 6, identities.more(hidden), {
            most: 60,
            narrow: 40,
            kind: 'soft',
          })
        : html``,
    ],
  });
}

/** Without a record DMARC does not say; the same domain is the same organization. */
function spfAligned({ dmarc, spf }: Report): boolean | null {
  return dmarc.domain !== null && spf.mailFrom.domain.toLowerCase() === dmarc.domain.toLowerCase()
    ? true
    : null;
}

function relation({ aligned, result }: Identity, { identities }: PageWords): string {
  if (aligned === null) return result === 'none' ? '' : identities.unknown;
  if (!aligned) return identities.apart;
  return result === 'pass' ? identities.aligned : identities.alignedOnly;
}

function alignmentTone({ aligned, result }: Identity): Tone {
  if (aligned === null) return 'calm';
  if (!aligned) return 'bad';
  return result === 'pass' ? 'good' : 'calm';
}

/** The line between two boxes with its sign and word. */
function link(one: Identity, top: number, middle: number, bottom: number, words: PageWords): Html {
  return html`<path class="line" d="M16 ${top}V${bottom}" />${joint(one, middle, words)}`;
}

function joint(one: Identity, y: number, words: PageWords): Html {
  const text = relation(one, words);
  return text === ''
    ? html``
    : html`${pictureSign(alignmentTone(one), 7, y)}${pictureText(INDENT, y + 4, text, { most: 60, narrow: 44, kind: 'soft' })}`;
}

function box({ label, name, result }: Identity, x: number, y: number, kind = ''): Html {
  const tone = result === null ? 'calm' : toneOf(result);
  return html`<svg
    x="${x}"
    y="${y}"
    width="${x === 1 ? '99.4%' : '89%'}"
    height="${BOX}"
    class="box ${kind}"
  >
    <rect width="100%" height="100%" rx="8" />
    ${pictureText(14, 22, shown(label, 100), { most: 60, narrow: 34, kind: 'soft' })}${pictureText(14, 43, shown(name, 253), { most: 56, narrow: 30, kind: 'mono strong' })}${result === null ? html`` : html`<text class="word ${tone}" x="100%" dx="-14" y="22" text-anchor="end">${shown(result, 20)}</text>`}
  </svg>`;
}
