// Hostile values in every field of a report stay text on its pages: the markup is ours alone, whatever is in it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadAssets } from '../../src/page/assets.ts';
import { documentPage } from '../../src/page/document.ts';
import { redact } from '../../src/page/redact.ts';
import { reportPage, reportTitle } from '../../src/page/report-page.ts';
import { testPage } from '../../src/page/test-page.ts';
import { recordCheckForm } from '../../src/page/record-check/form.ts';
import { pageWords } from '../../src/words/page-words.ts';
import { inLanguage } from '../../src/report/in-language.ts';
import type { Language } from '../../src/message/requested-reply.ts';
import type { Report } from '../../src/report/report.ts';
import { hostileReport } from '../report/hostile-report.ts';
import { hostileText } from '../report/hostile.ts';

const assets = loadAssets();

async function whole(
  language: Language,
  title: string,
  body: Parameters<typeof documentPage>[1]['body'],
): Promise<string> {
  return String(
    await documentPage(
      { language, assets, path: '/r/x', version: '1', domain: 'mailassay.example', operator: {} },
      { title, body },
    ),
  );
}

function pages(report: Report, language: Language, foreign: string): Promise<string>[] {
  const words = pageWords(language);
  const forms = {
    path: '/r/x',
    isShared: false,
    hasSource: true,
    kept: { reports: 86_400_000, messages: 1000 },
    owner: null,
  };
  const spoken = inLanguage(report, language);
  return [
    whole(language, reportTitle(spoken, words), reportPage(spoken, forms, words)),
    whole(
      language,
      'x',
      recordCheckForm({ domain: foreign, selector: foreign, problem: foreign }, words),
    ),
    whole(
      language,
      'x',
      testPage(
        {
          id: 'x',
          address: 't-x@mailassay.example',
          label: foreign,
          expiresAt: 0,
          isExpired: false,
          secret: null,
          state: 'received',
          count: 3,
          reports: [spoken, spoken],
          pending: [],
          underWay: [
            {
              key: 'a1',
              id: null,
              receivedAt: null,
              steps: [
                { step: 'helo', result: null, detail: foreign },
                { step: 'spf', result: 'pass', detail: foreign },
                { step: 'connected', result: foreign, detail: foreign },
              ],
            },
          ],
        },
        {
          domain: 'mailassay.example',
          kept: { reports: 86_400_000, messages: 1000 },
          operator: { operatorName: foreign },
          now: 0,
        },
        words,
      ),
    ),
  ];
}

/** A start tag with attributes as we write them, an end tag, the doctype. */
const TAG =
  /<(?:!doctype html|\/?([a-z][a-z0-9]*|[a-z]+[A-Z][a-zA-Z]*)((?:\s+[a-zA-Z][a-zA-Z0-9-]*(?:="[^"<>]*")?)*)\s*\/?)>/g;
const ELEMENTS = new Set(
  'table tbody tr th td html head meta title link script body a header svg rect path span main article section div h1 h2 h3 p b code ul ol li dl dt dd details summary pre form button input label footer wbr noscript nav time table caption thead del ins line'.split(
    ' ',
  ),
);
const HREF =
  /^(?:\/(?:[rtsd]\/|api$|api\/|assets\/|openapi\.json|explain\/|example)|\/[dt]?$|#|mailto:[a-z0-9%+@.?=-]+$)/i;

/** What in a page is not as we write it. */
function faults(page: string): string[] {
  const found: string[] = [];
  for (const [, name = '', attributes = ''] of page.matchAll(TAG)) {
    if (name !== '' && !ELEMENTS.has(name)) found.push(`element ${name}`);
    for (const [, attribute = '', value = ''] of attributes.matchAll(
      /([a-zA-Z][a-zA-Z0-9-]*)(?:="([^"]*)")?/g,
    )) {
      if (/^(?:on|style$|srcdoc$|formaction$)/i.test(attribute))
        found.push(`attribute ${attribute}`);
      if (/^(?:href|src|action)$/.test(attribute) && !HREF.test(value))
        found.push(`${attribute} ${value}`);
    }
  }
  // Nothing that looks like markup is left between the tags, nothing invisible, nothing that re-orders.
  const text = page.replace(TAG, '');
  found.push(
    ...(text.match(/.{0,40}[<>].{0,40}/g) ?? []),
    ...(page.match(/.{0,40}[\p{Cf}\p{Cs}\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu) ?? []),
  );
  if (page.match(/<script/g)?.length !== 1) found.push('scripts');
  return found;
}

describe('pages of hostile reports', () => {
  test('hold no markup but ours', async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileReport,
        fc.constantFrom<Language>('en', 'id'),
        hostileText,
        async (report, language, foreign) => {
          for (const page of await Promise.all(pages(report, language, foreign)))
            expect(faults(page)).toEqual([]);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('redacted, they are drawn as well and name no mailbox', async () => {
    await fc.assert(
      fc.asyncProperty(hostileReport, async (report) => {
        const shared = redact(report, { id: 'share', link: 'https://mailassay.example/s/share' });
        expect(shared.message).toMatchObject({ subject: null, messageId: null, excerpt: '' });
        expect(JSON.stringify(shared)).not.toMatch(/[\p{L}\p{N}]@[\p{L}\p{N}[]/u);
        expect(JSON.stringify(shared)).not.toContain(report.id);
        expect(
          String(
            await reportPage(
              shared,
              {
                path: '/s/share',
                isShared: true,
                hasSource: false,
                kept: { reports: 86_400_000, messages: 1000 },
                owner: null,
              },
              pageWords('en'),
            ),
          ),
        ).toContain('</article>');
      }),
      { numRuns: 50 },
    );
  });
});
