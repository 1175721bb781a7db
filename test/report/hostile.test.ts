// Hostile values in every field at once stay inert in every layout: no line of theirs, no control, no link, no size beyond the limits.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportJson } from '../../src/report/json.ts';
import { columns } from '../../src/report/wrap.ts';
import { hostileReport } from './hostile-report.ts';
import { MAILED, RENDERINGS, WHOLE_LINE } from './renderings.ts';

const ACTIVE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/u;

describe.each(Object.keys(RENDERINGS))('%s', (form) => {
  const render = RENDERINGS[form] ?? (() => '');

  test('holds no active character, and only links of ours', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const text = render(report);
        for (const line of text.split('\n')) expect(line).not.toMatch(ACTIVE);
        if (form.endsWith('.txt') && form !== 'headers.txt') {
          for (const [url] of text.matchAll(/(?:https?|ftp):\/\/[^\s]*/gi))
            expect(url).toMatch(
              /^https:\/\/(?:mailassay\.example\/(?:r\/|explain(?:\?lang=id)?$)|www\.rfc-editor\.org\/rfc\/)/,
            );
        }
      }),
      { numRuns: 120 },
    );
  });
});

describe.each(Object.keys(MAILED))('%s as mail', (form) => {
  const render = MAILED[form] ?? (() => '');

  test('keeps to 72 columns and 8 KiB, and no line of it is forged', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const text = render(report);
        const lines = text.split('\n');
        for (const line of lines) {
          if (!WHOLE_LINE.test(line)) expect(columns(line), line).toBeLessThanOrEqual(72);
          expect(line.length).toBeLessThanOrEqual(1500);
          expect(line).toBe(line.trimEnd());
        }
        expect(Buffer.byteLength(text.replaceAll('\n', '\r\n'))).toBeLessThanOrEqual(8192);
        expect(text.endsWith('\n')).toBe(true);
        expect(lines.filter((line) => line.startsWith('VERDICT:')).length).toBe(
          /text|short|brief/.test(form) ? 1 : 0,
        );
        expect(lines.filter((line) => line.startsWith('SPF check:')).length).toBe(
          form === 'port25.txt' ? 1 : 0,
        );
        expect(lines).not.toContain('-- ');
        expect(lines).not.toContain('.');
      }),
      { numRuns: 150 },
    );
  });
});

test('the text report has at most 80 lines', () => {
  fc.assert(
    fc.property(
      hostileReport,
      (report) => (MAILED['text.txt']?.(report) ?? '').split('\n').length - 1 <= 80,
    ),
    { numRuns: 150 },
  );
});

test('the short report has at most 2 KiB, in ASCII, and of foreign text only domain names', () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      const text = MAILED['short.txt']?.(report) ?? '';
      expect(Buffer.byteLength(text.replaceAll('\n', '\r\n'))).toBeLessThanOrEqual(2048);
      expect(text).toMatch(/^[\n -~]*$/);
      expect(text).not.toMatch(/evil\.example\/|victim|[<>"\\]/);
    }),
    { numRuns: 150 },
  );
});

test('replies are lines of printable ASCII of at most 500 octets', () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      for (const form of ['smtp.txt', 'assert.txt']) {
        for (const line of (RENDERINGS[form]?.(report) ?? '')
          .split('\n')
          .filter((text) => text !== '')) {
          expect(line).toMatch(/^[245]\d\d[ -][245]\.\d+\.\d+ [ -~]+$/);
          expect(line.length).toBeLessThanOrEqual(506);
        }
      }
    }),
    { numRuns: 150 },
  );
});

test('the JSON report says exactly what the facts are, without an active character', () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      const text = reportJson(report);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(report)));
      for (const line of text.split('\n'))
        expect(line).not.toMatch(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u);
    }),
    { numRuns: 100 },
  );
});
