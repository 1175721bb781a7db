// The way of the mail through its Received fields (RFC 5321 §4.4), oldest first, with the time each leg took and our own host last.
import type { Hop, Report } from '../../report/report.ts';
import { durationText } from '../format.ts';
import { html, shown, type Html } from '../html.ts';
import type { PageWords } from '../../words/en/pages.ts';
import { picture, pictureText } from './diagram.ts';

const ROW = 66;
/** A leg that took longer than this is where a mail was held up. */
const SLOW_MS = 60_000;
/** Clocks are set to the second. */
const CLOCK_TOLERANCE_MS = 1500;

interface Stop {
  name: string;
  detail: string;
  at: number | null;
}

function stops(hops: readonly Hop[], report: Report, { path }: PageWords): Stop[] {
  const { clientIp, clientName, tls } = report.envelope;
  const first = hops[0];
  const origin: Stop[] = first?.from == null ? [] : [{ name: first.from, detail: '', at: null }];
  const between = hops.map((hop): Stop => ({
    name: hop.by ?? path.unknown,
    detail: hop.with === null ? '' : path.over(hop.with),
    at: hop.at === null ? null : Date.parse(hop.at),
  }));
  const sender: Stop[] =
    hops.length === 0
      ? [{ name: clientName ?? clientIp, detail: clientName === null ? '' : clientIp, at: null }]
      : [];
  const us: Stop = {
    name: `${report.service.host} (${path.here})`,
    detail: path.over(tls === null ? 'SMTP' : `ESMTPS, ${tls.version}`),
    at: Date.parse(report.receivedAt),
  };
  return [...origin, ...between, ...sender, us];
}

export function pathPicture(report: Report, words: PageWords): Html {
  const hops = report.message.received ?? [];
  const all = stops(hops, report, words);
  const height = (all.length - 1) * ROW + 44;
  const times = all.flatMap(({ at }) => (at === null ? [] : [at]));
  const total =
    times.length < 2 ? '' : durationText(Math.max(...times) - Math.min(...times), words);
  return picture({
    id: 'path',
    title: words.sections.path,
    describe: `${words.path.describe(all.length, total)}. ${all.map(({ name, detail }) => `${shown(name, 253)} ${shown(detail, 60)}`.trim()).join('; ')}`,
    height,
    body: [
      html`<path class="line" d="M12 18V${height - 26}" />`,
      ...all.map((stop, index) => {
        const y = 18 + index * ROW;
        const leg = legOf(all, index, words);
        return html`${leg}<circle
            class="stop ${index === all.length - 1 ? 'us' : ''}"
            cx="12"
            cy="${y}"
            r="6.5"
          />${pictureText(34, y + 5, shown(stop.name, 253), { most: 70, narrow: 36, kind: 'mono' })}${stop.detail === '' ? html`` : pictureText(34, y + 22, shown(stop.detail, 60), { most: 60, narrow: 40, kind: 'soft' })}`;
      }),
    ],
  });
}

/** The time from the stop before, on the line between them. */
function legOf(all: readonly Stop[], index: number, words: PageWords): Html {
  const at = all[index]?.at ?? null;
  const before = all.slice(0, index).findLast((stop) => stop.at !== null)?.at ?? null;
  if (at === null || before === null) return html``;
  const ms = at - before;
  const y = 18 + index * ROW - 17;
  const isBackwards = ms < -CLOCK_TOLERANCE_MS;
  const text = isBackwards
    ? words.path.backwards(durationText(ms, words))
    : words.path.after(durationText(Math.max(0, ms), words));
  return pictureText(34, y, text, {
    most: 60,
    narrow: 40,
    kind: isBackwards || ms > SLOW_MS ? 'leg slow' : 'leg',
  });
}
