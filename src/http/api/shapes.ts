// The shapes of what the API takes and gives, each once: they check requests, type the handlers, and become the OpenAPI document.
import { z } from '@hono/zod-openapi';
import { DomainReport } from '../../report/domain-report.ts';
import { KeyReport } from '../../report/key-report.ts';
import { Report } from '../../report/report.ts';
import { SpfNode, SpfTerm } from '../../verify/verification.ts';
import { MIN_TTL_MS, MAX_TTL_MS } from '../test-addresses.ts';

/** RFC 9457. */
export const Problem = z
  .object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() })
  .openapi('Problem');

export const problemContent = { 'application/problem+json': { schema: Problem } };

export const IdParams = z.object({
  id: z
    .string()
    .openapi({ param: { name: 'id', in: 'path' }, example: '7zzzzzzzzzzzzzzzzzzzzzzzzz' }),
});

export const NewTest = z
  .object({
    label: z.string().trim().max(100).optional().openapi({
      description: 'Shown on the page, for people who run many tests',
      example: 'newsletter, before the move',
    }),
    lang: z
      .enum(['en', 'id'])
      .optional()
      .openapi({ description: 'Language of the reports; default: by the mail' }),
    ttl: z
      .int()
      .min(MIN_TTL_MS / 1000)
      .max(MAX_TTL_MS / 1000)
      .optional()
      .openapi({ description: 'Seconds for which the address takes mail; default: one day' }),
  })
  .openapi('NewTest');

export const MadeTest = z
  .object({
    id: z.string().openapi({ description: 'Opens the reports; keep it to yourself' }),
    token: z
      .string()
      .openapi({ description: 'The part of the address behind "t-"; shows nothing' }),
    address: z.string().openapi({
      description: 'Send your mail here',
      example: 't-7zzzzzzzzzzzzzzzzzzzzzzzzz@mailassay.example',
    }),
    expiresAt: z.iso.datetime(),
    page: z.url().openapi({ description: 'The same for people' }),
    deleteUrl: z.url().openapi({
      description: 'DELETE it and the test, its messages and reports are gone. Told once.',
    }),
  })
  .openapi('MadeTest');

/** A report stands in the document as the JSON schema mailassay-report/1: the generator of the document knows no recursion. */
const component = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const a = (name: string) => z.unknown().openapi({ ...component(name), type: 'object' });
export const AReport = a('Report');
export const ADomainReport = a('DomainReport');
export const AKeyReport = a('KeyReport');

export const TestStanding = z
  .object({
    id: z.string(),
    address: z.string(),
    label: z.string().nullable(),
    lang: z.enum(['en', 'id']).nullable(),
    expiresAt: z.iso.datetime(),
    state: z
      .enum(['waiting', 'received', 'done'])
      .openapi({ description: 'received: a message is there, its verdict is not' }),
    count: z.int().openapi({ description: 'Mails that came' }),
    reports: z.array(z.unknown()).openapi({
      type: 'array',
      items: component('Report'),
      description: 'Last first, at most 20',
    }),
  })
  .openapi('TestStanding');

export const Shared = z
  .object({ share: z.url().openapi({ description: 'The report without addresses and subject' }) })
  .openapi('Shared');

const registry = z.registry<{ id: string }>();
registry.add(Report, { id: 'Report' });
registry.add(DomainReport, { id: 'DomainReport' });
registry.add(KeyReport, { id: 'KeyReport' });
registry.add(SpfNode, { id: 'SpfNode' });
registry.add(SpfTerm, { id: 'SpfTerm' });

/** The schemas of a report as components of the document. */
export function reportSchemas(): Record<string, object> {
  const { schemas } = z.toJSONSchema(registry, {
    target: 'draft-2020-12',
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $id, $schema, ...schema }]) => {
      void $id;
      void $schema;
      return [id, schema];
    }),
  );
}
