// /api/v1/check: judges an uploaded message as if it had come from the address, name and reverse-path that are stated. The same
// guard as for SMTP (SECURITY.md §1), 1 MiB, a bounded queue (§6); nothing is stored.
import { createRoute, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { diagnose } from '../../diagnose/diagnose.ts';
import type { Analysis } from '../../judge/analyze.ts';
import { canonicalAddress } from '../../message/ip-address.ts';
import { structureGuard } from '../../message/guard.ts';
import { toCrlf } from '../../message/to-crlf.ts';
import { reportJson } from '../../report/json.ts';
import { makeReport } from '../../report/make.ts';
import { undecided } from '../../verify/undecided.ts';
import type { VerifyInput } from '../../verify/verification.ts';
import { problem, UNREAD } from '../problem.ts';
import { boundedQueue } from '../bounded-queue.ts';
import { type Api, type ApiApp, problems, raw } from './api-deps.ts';
import { AReport } from './shapes.ts';

const MAX_OCTETS = 1_048_576;
const MAX_WAITING = 16;

const line = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => !/[\0\r\n]/.test(text), 'must not hold line ends or NUL');

const CheckQuery = z.object({
  ip: z
    .string()
    .refine((text) => canonicalAddress(text) !== null, 'expected an IPv4 or IPv6 address')
    .openapi({
      description: 'Address the message came from',
      example: '192.0.2.25',
      param: { name: 'ip', in: 'query' },
    }),
  helo: line(255)
    .optional()
    .openapi({
      description: 'Name said in EHLO; default: the address in brackets',
      example: 'mail.example.org',
      param: { name: 'helo', in: 'query' },
    }),
  mailFrom: line(512)
    .optional()
    .openapi({
      description: 'The reverse-path; empty or <> for none',
      example: 'news@example.org',
      param: { name: 'mailFrom', in: 'query' },
    }),
  lang: z
    .enum(['en', 'id'])
    .optional()
    .openapi({ description: 'Language of the report', param: { name: 'lang', in: 'query' } }),
});

const checkRoute = createRoute({
  method: 'post',
  path: '/api/v1/check',
  operationId: 'checkMessage',
  summary: 'Judge a message; nothing is stored',
  description:
    'The message is judged as if it had come just now from `ip`, with the name and reverse-path that are stated.',
  tags: ['reports'],
  security: [{ token: [] }, {}],
  middleware: bodyLimit({
    maxSize: MAX_OCTETS,
    onError: () =>
      problem(
        413,
        'Too large',
        'A message of at most 1 MiB is checked here; send larger ones by mail.',
        UNREAD,
      ),
  }),
  request: {
    query: CheckQuery,
    body: {
      content: {
        'message/rfc822': {
          schema: z
            .string()
            .openapi({ description: 'The message as received; LF line ends are taken for CRLF' }),
        },
      },
      required: true,
    },
  },
  responses: {
    200: { description: 'The report', content: { 'application/json': { schema: AReport } } },
    ...problems(400, 401, 413, 415, 422, 429, 503),
  },
});

export function addCheck(app: ApiApp, api: Api): void {
  const { pool, limits, settings, callerOf, clock, ids, log, version } = api;
  const uploads = boundedQueue({ atOnce: settings.workers * 2, mostWaiting: MAX_WAITING });

  const judged = async (input: VerifyInput, judging: Promise<Analysis>): Promise<Analysis> => {
    try {
      return await judging;
    } catch (error) {
      log.warn({ err: error }, 'verification of an upload did not end');
      const verification = undecided(
        input,
        'verification did not end within its time and memory limits',
      );
      return { verification, diagnosis: diagnose(verification) };
    }
  };

  app.openapi(checkRoute, async (context) => {
    const caller = callerOf(context);
    if (caller instanceof Response) return raw(caller);
    if (!/^message\/(?:rfc822|global)\s*(?:;|$)/i.test(context.req.header('content-type') ?? '')) {
      return raw(
        problem(
          415,
          'Not a message',
          'Send the message as it was received, with Content-Type: message/rfc822.',
        ),
      );
    }
    const refusal = await limits.take('check', caller);
    if (refusal !== null) return raw(refusal);

    // Saved files have the line ends of their system.
    const { bytes: message } = toCrlf(new Uint8Array(await context.req.arrayBuffer()));
    if (message.length === 0)
      return raw(
        problem(400, 'Bad request', 'The body is empty: expected a message with its header.'),
      );
    const guard = structureGuard({ maxSize: MAX_OCTETS });
    guard.push(message);
    const wrong = guard.end();
    if (wrong !== null) {
      return raw(
        problem(
          wrong.code === 552 ? 413 : 422,
          'Message refused',
          `${wrong.code} ${wrong.enhanced} ${wrong.text}.`,
        ),
      );
    }

    const { ip, helo, mailFrom, lang } = context.req.valid('query');
    const clientIp = canonicalAddress(ip) ?? ip;
    const input: VerifyInput = {
      message,
      envelope: {
        clientIp,
        clientName: null,
        helo: helo ?? (clientIp.includes(':') ? `[IPv6:${clientIp}]` : `[${clientIp}]`),
        mailFrom: (mailFrom ?? '').trim().replace(/^<(.*)>$/, '$1'),
        rcptTo: [],
        tls: null,
        smtputf8: false,
      },
      host: settings.hostname,
      at: clock.now(),
      // `ip` is whatever the visitor writes: it must not choose whose share of a zone's questions is spent.
      countedFor: caller.address,
      organizationsOf: [],
    };
    const judging = uploads.run(() => pool.judge(input));
    if (judging === null) {
      api.metrics.limitHit('http-uploads');
      return raw(
        problem(503, 'Too busy', 'Many messages are being checked; try again in a few seconds.', {
          'retry-after': '5',
        }),
      );
    }
    const report = makeReport({
      id: ids.next(),
      receivedAt: input.at,
      language: lang ?? 'en',
      ...(await judged(input, judging)),
      response: { decision: 'none', reason: 'saved-message', sentAt: null },
      service: { version, host: settings.hostname, link: null },
    });
    return raw(
      new Response(reportJson(report), { headers: { 'content-type': 'application/json' } }),
    );
  });
}
