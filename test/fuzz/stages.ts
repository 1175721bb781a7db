// The stages of the route, one by one, over a message whose every field is one short piece again and again: the processor time of
// each. What a stranger can make long must cost in proportion to its length.
import { diagnose } from '../../src/diagnose/diagnose.ts';
import { zoneResolver } from '../../src/dns/zone.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import { messageFacts } from '../../src/message/facts.ts';
import { structureGuard } from '../../src/message/guard.ts';
import { redact } from '../../src/page/redact.ts';
import { reportPage } from '../../src/page/report-page.ts';
import { pageWords } from '../../src/words/page-words.ts';
import { makeReport } from '../../src/report/make.ts';
import { renderReport } from '../../src/report/render.ts';
import { dataReply } from '../../src/report/smtp.ts';
import { fixedClock } from '../../src/runtime/clock.ts';
import { verify } from '../../src/verify/verify.ts';
import type { VerifyInput } from '../../src/verify/verification.ts';
import { cpuTime } from '../machine-time.ts';

const NOW = Date.UTC(2026, 7, 1, 10, 0, 0);

/** Fields that something of ours reads, each with what stands before the pieces. */
const FIELDS: Record<string, string> = {
  Received: 'from a.example by b.example with SMTP; ',
  Subject: '',
  From: 'a@good.example, ',
  Sender: '',
  'Reply-To': '',
  To: '',
  'Message-ID': '<',
  'In-Reply-To': '<',
  Date: 'Sat, 01 Aug 2026 10:00:00 +0000 ',
  'DKIM-Signature': 'v=1; a=rsa-sha256; d=good.example; s=s; h=from; bh=AA==; b=AA==; x=',
  'Authentication-Results': 'mx.example; dkim=pass ',
  'ARC-Authentication-Results': 'i=1; mx.example; dkim=pass ',
  'ARC-Seal': 'i=1; cv=none; ',
  'List-Id': '<',
  'List-Unsubscribe': '<https://',
  'Content-Type': 'text/plain; charset=',
  'Content-Transfer-Encoding': '',
  'MIME-Version': '1.0 ',
  'X-Mailer': '',
  'X-Spam-Status': '',
};

export function hostileMail(
  piece: string,
  times: number,
  only: readonly string[] = Object.keys(FIELDS),
): Buffer {
  const lines = Object.entries(FIELDS)
    .filter(([name]) => only.includes(name))
    // What ends otherwise than it goes on makes an expression that is tied to the end begin again and again.
    .map(([name, start]) => `${name}: ${start}${piece.repeat(times)}x`);
  const body = piece.repeat(times).replace(/[\r\n]+/g, '');
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}\r\n`, 'utf8');
}

export const fieldNames: readonly string[] = Object.keys(FIELDS);

const ZONE =
  'good.example TXT "v=spf1 -all"\n_dmarc.good.example TXT "v=DMARC1; p=none"\ns._domainkey.good.example TXT "v=DKIM1; p=AA=="';
const STARTS: Record<string, string> = {
  'good.example': 'v=spf1 ',
  '_dmarc.good.example': 'v=DMARC1; p=none; rua=',
  's._domainkey.good.example': 'v=DKIM1; p=',
};

/** The zone of the sender, in whose records the pieces stand. */
export function hostileZone(piece: string, times: number): Resolver {
  const inner = zoneResolver(ZONE);
  return {
    async resolve(name, type) {
      const answer = await inner.resolve(name, type);
      const start = STARTS[name];
      return type === 'TXT' && start !== undefined
        ? { ...answer, records: [[`${start}${piece.repeat(times)}x`]] as typeof answer.records }
        : answer;
    },
  };
}

/** Milliseconds of the processor by stage. */
export async function stageTimes(
  message: Buffer,
  resolver: Resolver = zoneResolver(ZONE),
): Promise<Record<string, number>> {
  const times: Record<string, number> = {};
  const timed = async <T>(stage: string, work: () => T | Promise<T>): Promise<T> => {
    const before = cpuTime();
    const made = await work();
    times[stage] = cpuTime() - before;
    return made;
  };
  await timed('guard', () => {
    const guard = structureGuard({ maxSize: 10 * 1024 * 1024 });
    guard.push(message);
    return guard.end();
  });
  await timed('outline', () => messageFacts(message));
  const envelope = {
    clientIp: '192.0.2.10',
    clientName: null,
    helo: 'mail.good.example',
    mailFrom: 'a@good.example',
    rcptTo: ['test@test.example'],
    tls: null,
    smtputf8: false,
  };
  const input: VerifyInput = {
    message,
    envelope,
    host: 'mx.test.example',
    at: NOW,
    organizationsOf: [],
  };
  // Forensics has a limit of its own on time (FORENSICS.md).
  const verification = await timed('verify', () =>
    verify(input, resolver, fixedClock(NOW), { forensics: { milliseconds: 0, candidates: 0 } }),
  );
  const diagnosis = await timed('diagnose', () => diagnose(verification));
  const report = await timed('make', () =>
    makeReport({
      id: '00000000000000000000000001',
      receivedAt: NOW,
      language: 'en',
      verification,
      diagnosis,
      response: { decision: 'mail', reason: 'proven', sentAt: null },
      service: { version: '1', host: 'mx.test.example', link: 'http://localhost/r/1' },
    }),
  );
  for (const format of [
    'text',
    'json',
    'junit',
    'sarif',
    'port25',
    'sendmail',
    'elandsys',
    'headers',
  ] as const)
    await timed(format, () => renderReport(report, format));
  await timed('trace', () => renderReport(report, 'text', { trace: true }));
  await timed('smtp', () =>
    dataReply(
      { ...report, response: { ...report.response, decision: 'reject' } },
      { kind: 'test' },
    ),
  );
  const forms = {
    path: '/r/x',
    isShared: false,
    hasSource: true,
    kept: { reports: 86_400_000, messages: 1000 },
    owner: null,
  };
  await timed('page', async () => String(await reportPage(report, forms, pageWords('en'))));
  await timed('redact', () => redact(report, { id: 'x', link: 'http://localhost/s/x' }));
  return times;
}
