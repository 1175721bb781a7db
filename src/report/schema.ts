// The JSON Schema of mailassay-report/1 (draft 2020-12), made from the same zod shapes that type the report.
import { z } from 'zod';
import { Report } from './report.ts';

export const REPORT_SCHEMA_ID = 'mailassay-report/1';

/** A fresh document; further keys are allowed, since a later minor version may add some. */
export function reportSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(Report, {
    target: 'draft-2020-12',
    io: 'input',
    reused: 'ref',
  });
  return {
    $schema,
    $id: `urn:${REPORT_SCHEMA_ID.replace('/', ':')}`,
    title: REPORT_SCHEMA_ID,
    ...rest,
  };
}
