// The way of the message through its Received fields (RFC 5321 §4.4), oldest first, with the time each leg took and our own host last.
import type { Hop, Report } from '../../report/report.ts';
import { durationText, timeText } from '../format.ts';
import { breakable, html, nothing, shown, type Html } from '../html.ts';
import type { PageWords } from '../../words/en/pages.ts';

/** A leg that took longer than this is where a message was held up. */
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
    name: report.service.host,
    detail: `${path.here}, ${path.over(tls === null ? 'SMTP' : `ESMTPS, ${tls.version}`)}`,
    at: Date.parse(report.receivedAt),
  };
  return [...origin, ...between, ...sender, us];
}

export function pathPicture(report: Report, words: PageWords): Html {
  const all = stops(report.message.received ?? [], report, words);
  return html`<ol class="path">
    ${all.map(
      (stop, index) =>
        html`<li class="${index === all.length - 1 ? 'us' : ''}">
          ${legOf(all, index, words)}
          <code>${breakable(stop.name, 253)}</code>
          ${stop.detail === '' ? nothing : html`<span class="fine">${shown(stop.detail, 100)}</span>`}
          ${stop.at === null || Number.isNaN(stop.at) ? nothing : html`<time class="fine" datetime="${new Date(stop.at).toISOString()}">${timeText(stop.at, words, true)}</time>`}
        </li>`,
    )}
  </ol>`;
}

/** The time from the stop before. */
function legOf(all: readonly Stop[], index: number, words: PageWords): Html {
  const at = all[index]?.at ?? null;
  const before = all.slice(0, index).findLast((stop) => stop.at !== null)?.at ?? null;
  if (at === null || before === null || Number.isNaN(at - before)) return nothing;
  const ms = at - before;
  const isBackwards = ms < -CLOCK_TOLERANCE_MS;
  const text = isBackwards
    ? words.path.backwards(durationText(ms, words))
    : words.path.after(durationText(Math.max(0, ms), words));
  return html`<span class="leg${isBackwards || ms > SLOW_MS ? ' slow' : ''}">${text}</span>`;
}
