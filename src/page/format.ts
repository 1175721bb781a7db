// Times, durations and numbers as people read them.
import type { PageWords } from '../words/en/pages.ts';
import { html, type Html } from './html.ts';

/** 24 Nov 2026, 07:15 UTC: said in UTC, as the server does not know where its reader is. */
export function timeText(at: number, words: PageWords, withSeconds = false): string {
  const text = new Intl.DateTimeFormat(words.number, {
    dateStyle: 'medium',
    timeStyle: withSeconds ? 'medium' : 'short',
    timeZone: 'UTC',
  }).format(at);
  return `${text} UTC`;
}

/** The same as an element: the script says it in the reader's own time zone. */
export function timeTag(at: number, words: PageWords): Html {
  return html`<time datetime="${new Date(at).toISOString()}" data-local
    >${timeText(at, words)}</time
  >`;
}

export function numberText(value: number, words: PageWords, digits = 0): string {
  return new Intl.NumberFormat(words.number, { maximumFractionDigits: digits }).format(value);
}

/** 846 bytes, 12.4 KB, 9.4 MB. */
export function sizeText(octets: number, words: PageWords): string {
  if (octets < 1000) return words.message.octets(numberText(octets, words));
  return octets < 1_000_000
    ? `${numberText(octets / 1000, words, 1)} KB`
    : `${numberText(octets / 1_000_000, words, 1)} MB`;
}

export function durationText(ms: number, words: PageWords): string {
  const seconds = Math.abs(ms) / 1000;
  if (seconds < 120) return words.seconds(numberText(seconds, words));
  if (seconds < 7200) return words.minutes(numberText(seconds / 60, words));
  return seconds < 172_800
    ? words.hours(numberText(seconds / 3600, words))
    : words.days(numberText(seconds / 86_400, words));
}
