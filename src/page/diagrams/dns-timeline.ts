// The DNS questions of a verification over time: a bar from the question to its answer, in the order they were asked.
import type { DnsEvidence } from '../../dns/dns-evidence.ts';
import { numberText } from '../format.ts';
import { html, shown, type Html } from '../html.ts';
import type { PageWords } from '../../words/en/pages.ts';
import { picture, pictureText } from './diagram.ts';

const ROW = 34;
const MAX_ROWS = 40;

function kindOf({ status }: DnsEvidence): string {
  if (status === 'NOERROR') return 'found';
  return status === 'NXDOMAIN' || status === 'NODATA' ? 'absent' : 'trouble';
}

export function lengthMs(dns: readonly DnsEvidence[]): number {
  return Math.max(0, ...dns.map(({ at, ms }) => at + ms)) - firstMs(dns);
}

/** Questions that were asked before the message had arrived have negative times. */
function firstMs(dns: readonly DnsEvidence[]): number {
  return Math.min(0, ...dns.map(({ at }) => at));
}

export function dnsPicture(dns: readonly DnsEvidence[], words: PageWords): Html {
  const sorted = dns.toSorted((a, b) => a.at - b.at);
  const rows = sorted.slice(0, MAX_ROWS);
  const hidden = sorted.length - rows.length;
  const total = Math.max(1, lengthMs(dns));
  const first = firstMs(dns);
  const ms = numberText(total, words);
  const top = 22;
  const height = top + rows.length * ROW + (hidden > 0 ? 22 : 0);
  const share = (part: number): string => `${Math.round((part / total) * 10_000) / 100}%`;
  return picture({
    id: 'dns',
    title: words.sections.dns,
    describe: words.dns.describe(dns.length, ms),
    height,
    body: [
      ...[0, 25, 50, 75, 100].map(
        (part) =>
          html`<line
            class="grid"
            x1="${part}%"
            x2="${part}%"
            y1="${top - 4}"
            y2="${top + rows.length * ROW}"
          />`,
      ),
      html`<text class="soft" x="0" y="12">0 ms</text
        ><text class="soft" x="100%" y="12" text-anchor="end">${ms} ms</text>`,
      ...rows.map((one, index) => {
        const y = top + index * ROW;
        const took =
          one.ms === 0 ? words.dns.cached : `${numberText(one.ms, words, one.ms < 10 ? 1 : 0)} ms`;
        return html`${pictureText(0, y + 14, `${shown(one.name, 260)} ${one.type}`, { most: 76, narrow: one.status === 'NOERROR' ? 38 : 30, kind: 'mono small' })}<text
            class="soft small"
            x="100%"
            y="${y + 14}"
            text-anchor="end"
            >${one.status === 'NOERROR' ? '' : `${shown(one.status, 20)} `}${took}</text
          ><rect
            class="bar ${kindOf(one)}"
            x="${share(Math.min(one.at - first, total * 0.995))}"
            y="${y + 20}"
            width="${share(Math.max(one.ms, total * 0.005))}"
            height="8"
            rx="2"
          />`;
      }),
      hidden > 0
        ? pictureText(0, height - 6, words.dns.cut(hidden), { most: 60, narrow: 40, kind: 'soft' })
        : html``,
    ],
  });
}
