// What a list shows of a report; the whole of it is read by its id.
import type { Report } from '../report/report.ts';

export type ReportLine = Pick<Report, 'schema' | 'id' | 'verdict' | 'summary' | 'receivedAt'> & {
  subject: string | null;
  link: string | null;
};

export function reportLine({
  schema,
  id,
  verdict,
  summary,
  receivedAt,
  message,
  service,
}: Report): ReportLine {
  return {
    schema,
    id,
    verdict,
    summary,
    receivedAt,
    subject: message.subject?.slice(0, 200) ?? null,
    link: service.link,
  };
}
