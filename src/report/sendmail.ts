// The layout of sendmail.net (`sa-test@`, LAYOUTS.md): four blocks of five labelled lines, in its order.
import { untrusted, printable } from './untrusted-text.ts';
import { layoutWords } from '../words/layout-words.ts';
import type { LayoutWords } from '../words/en/layouts.ts';
import type { Report } from './report.ts';
import { bestSignature } from './summary.ts';
import { spfNote } from './table.ts';
import { wrap } from './wrap.ts';

const NO_RESULT = '(no result present)';

interface Block {
  system: string;
  result: string;
  description: string;
  more: string;
}

/** LF line ends, the last line too. With `brief` the systems and their results alone. */
export function sendmailReport(
  report: Report,
  { brief = false }: { brief?: boolean } = {},
): string {
  const words = layoutWords(report.language);
  const { host, link } = report.service;
  const blocks = [
    spfBlock(report, words),
    senderIdBlock(words),
    domainKeysBlock(words),
    dkimBlock(report, words),
  ].map(({ system, result, description, more }) => [
    `Authentication System: ${system}`,
    `Result: ${result}`,
    ...(brief
      ? []
      : [
          `Description: ${description}`.trimEnd(),
          `Reporting host: ${host}`,
          `More information: ${more}`,
        ]),
  ]);
  const text = blocks.map((block) => block.join('\n')).join('\n\n');
  if (brief) return `${text}\n`;
  const intro = words.sendmail.intro(host).flatMap((line) => wrap(line));
  const outro = link === null ? [] : ['', words.sendmail.link, printable(link, 400)];
  return `${[...intro, '', text, ...outro].join('\n')}\n`;
}

function spfBlock({ spf, envelope }: Report, words: LayoutWords): Block {
  const { mailFrom: check } = spf;
  return {
    system: 'Sender Policy Framework',
    result: check.result === 'none' ? NO_RESULT : `SPF ${check.result}`,
    description:
      check.result === 'none' ? words.sendmail.noSpf : spfNote(check, envelope.clientIp, words),
    more: 'https://www.rfc-editor.org/rfc/rfc7208',
  };
}

function senderIdBlock(words: LayoutWords): Block {
  return {
    system: 'Sender ID',
    result: NO_RESULT,
    description: words.sendmail.historic,
    more: 'https://www.rfc-editor.org/rfc/rfc4406',
  };
}

function domainKeysBlock(words: LayoutWords): Block {
  return {
    system: 'DomainKeys',
    result: NO_RESULT,
    description: words.sendmail.domainKeys,
    more: 'https://www.rfc-editor.org/rfc/rfc4870',
  };
}

function dkimBlock({ dkim, summary }: Report, words: LayoutWords): Block {
  const best = bestSignature(dkim);
  const block = {
    system: 'DomainKeys Identified Mail',
    more: 'https://www.rfc-editor.org/rfc/rfc6376',
  };
  if (best === null && summary.dkim !== 'none')
    return { ...block, result: 'DKIM signature not checked', description: words.row.limit };
  if (best === null)
    return { ...block, result: NO_RESULT, description: words.sendmail.noSignature };
  if (best.result === 'pass')
    return {
      ...block,
      result: 'DKIM signature confirmed GOOD',
      description: words.sendmail.intact,
    };
  // Only what was looked at and found wrong is BAD: DNS that gave no answer is no verdict.
  const result =
    best.result === 'temperror' ? 'DKIM signature not checked' : 'DKIM signature confirmed BAD';
  return { ...block, result, description: untrusted(best.reason) };
}
