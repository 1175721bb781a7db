// Judges a case by the way a received message takes: verify, diagnose, decide, report. Only DNS is the case's zone, and time stands still.
import { loadSettings } from '../../src/config/load.ts';
import { zoneResolver } from '../../src/dns/zone.ts';
import { judge } from '../../src/judge/analyze.ts';
import { makeReport } from '../../src/report/make.ts';
import type { Report } from '../../src/report/report.ts';
import { decide } from '../../src/respond/decide.ts';
import type { RequestedReply } from '../../src/message/requested-reply.ts';
import type { Store } from '../../src/store/store.ts';
import type { Case } from './case.ts';

export const HOST = 'mailassay.example';

/** A private instance: no limits, so that cases do not use up each other's. */
const { settings } = loadSettings({
  flags: { domain: HOST, limits: 'off' },
  environment: {},
  file: null,
  otherVariables: new Set(),
});

export async function reportOf(
  { name, message, session, zone }: Omit<Case, 'expected'>,
  store: Store,
): Promise<Report> {
  if (settings === null) throw new Error('the settings of the cases are not valid');
  const at = Date.parse(session.at);
  const { ip, helo, clientName = null, mailFrom, rcptTo, tls, smtputf8 } = session;
  const resolver = zoneResolver(zone);
  const { verification, diagnosis } = await judge(
    {
      message,
      envelope: { clientIp: ip, clientName, helo, mailFrom, rcptTo, tls, smtputf8 },
      host: HOST,
      at,
      organizationsOf: [],
    },
    resolver,
    {
      now: () => at,
    },
  );
  const answer: RequestedReply = {
    kind: 'test',
    recipient: rcptTo[0] ?? '',
    language: 'en',
    json: false,
    brief: false,
    redirectTo: null,
    token: null,
  };
  const { decision, reason } = await decide({
    id: name,
    verification,
    diagnosis,
    answer,
    settings,
    store,
    resolver,
    now: at,
    worst: 'reject',
  });
  return makeReport({
    id: name,
    receivedAt: at,
    language: 'en',
    verification,
    diagnosis,
    response: { decision, reason, sentAt: null },
    service: { version: '1.0', host: HOST, link: `https://${HOST}/r/${name}` },
  });
}

/** A value of the report by its path. */
export function valueAt(report: Report, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null
          ? (value as Record<string, unknown>)[key]
          : undefined,
      report,
    );
}
