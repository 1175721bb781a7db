// What every call of the API stands on, and the few answers they share.
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { TestAddress } from '../../store/store.ts';
import { ID_PATTERN } from '../../runtime/ids.ts';
import type { Caller } from '../caller.ts';
import type { WebLimits } from '../web-limits.ts';
import { isExpired } from '../test-addresses.ts';
import type { WebContext, WebEnv, WebDeps } from '../deps.ts';
import { problem } from '../problem.ts';
import type { RecordChecks } from '../record-checks.ts';
import { problemContent } from './shapes.ts';

export type ApiApp = OpenAPIHono<WebEnv>;

export interface Api extends WebDeps {
  limits: WebLimits;
  recordChecks: RecordChecks;
  callerOf: (context: WebContext) => Caller | Response;
}

/** The types of routes know JSON values; what is made as text or by problem() is a Response all the same, checked by tests. */
export function raw(response: Response): never {
  return response as never;
}

export function noSuchTest(): Response {
  return problem(404, 'No such test', 'The id is unknown, or the test has expired or was deleted.');
}

/** Null for ids that are unknown, and for an address that expired and has nothing to show. */
export async function findPage(
  id: string,
  { store, clock }: Pick<WebDeps, 'store' | 'clock'>,
): Promise<TestAddress | null> {
  if (!ID_PATTERN.test(id)) return null;
  const page = await store.page(id);
  if (page === null || !isExpired(page, clock.now())) return page;
  return (await store.arrivals(id, 1)).count > 0 ? page : null;
}

const DESCRIPTIONS = {
  202: 'Not yet; Retry-After says when to ask again',
  400: 'The request does not fit; the detail says where',
  401: 'A token is needed, or this one is unknown',
  403: 'Not the secret of this test',
  404: 'Unknown, past its time, or deleted',
  413: 'Too large',
  415: 'Not that media type',
  422: 'The message itself is refused, as it would be by SMTP',
  429: 'Too many; Retry-After says when to ask again',
  503: 'Too busy just now; Retry-After says when to ask again',
} as const;

type Refusing = keyof typeof DESCRIPTIONS;

interface ProblemResponse {
  description: string;
  content: typeof problemContent;
}

/** The problems that a call may answer with, for its route. */
export function problems<C extends Refusing>(...codes: C[]): Record<C, ProblemResponse> {
  const responses: Partial<Record<Refusing, ProblemResponse>> = {};
  for (const code of codes)
    responses[code] = { description: DESCRIPTIONS[code], content: problemContent };
  return responses as Record<C, ProblemResponse>;
}
