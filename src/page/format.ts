// Times, durations and numbers as people read them.
import type { PageWords } from '../words/en/pages.ts';

/** 24 Nov 2026, 07:15 UTC: said in UTC, as the page does not know where its reader is. */
export function timeText(at: number, words: PageWords): string {
  const text = new Intl.DateTimeFormat(words.number, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(at);
  return `${text} UTC`;
}

export function numberText(value: number, words: PageWords, digits = 0): string {
  return new Intl.NumberFormat(words.number, { maximumFractionDigits: digits }).format(value);
}

export function durationText(ms: number, words: PageWords): string {
  const seconds = Math.abs(ms) / 1000;
  if (seconds < 120) return words.seconds(numberText(seconds, words));
  if (seconds < 7200) return words.minutes(numberText(seconds / 60, words));
  return seconds < 172_800
    ? words.hours(numberText(seconds / 3600, words))
    : words.days(numberText(seconds / 86_400, words));
}
