// Another mailassay, asked through its API (DESIGN.md §5): for `probe` and `mcp`. What keeps it from answering is told in one line;
// nothing is known here of what is done with a report.
import { z } from 'zod';
import { Report } from '../report/report.ts';

/** One line for people: the server is away, is no mailassay, or refuses. */
export class ApiError extends Error {
  /** Worth trying again: the connection broke, or the server is restarting. */
  readonly isTransient: boolean;
  constructor(message: string, isTransient: boolean) {
    super(message);
    this.isTransient = isTransient;
  }
}

const MadeTest = z.object({
  id: z.string().min(1),
  address: z.string().min(3),
  page: z.string(),
  expiresAt: z.string(),
});
export type MadeTest = z.infer<typeof MadeTest>;

const OverallResult = z.object({
  state: z.enum(['waiting', 'received', 'done']),
  reports: z.array(z.unknown()),
});

export interface NewTest {
  label?: string | undefined;
  lang?: 'en' | 'id' | undefined;
  /** Seconds for which the address takes mail. */
  ttl?: number | undefined;
}

export interface RemoteService {
  /** Without a slash at the end. */
  url: string;
  makeTest(wish: NewTest, signal: AbortSignal): Promise<MadeTest>;
  /** The newest report that is not `after`; null when none came within `seconds` (60 at the most). */
  nextReport(
    id: string,
    wait: { seconds: number; after: string | null },
    signal: AbortSignal,
  ): Promise<Report | null>;
  /** Tells what happens, until the signal or the server ends it; trouble ends it silently. */
  watch(
    id: string,
    tell: (event: { event: string; data: unknown }) => void,
    signal: AbortSignal,
  ): Promise<void>;
}

/** Null when the text is no http or https URL. */
export function serviceUrl(text: string): string | null {
  const url = URL.parse(text);
  if (
    url === null ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.search !== '' ||
    url.hash !== ''
  )
    return null;
  return url.href.replace(/\/+$/, '');
}

const TIMEOUT_MS = 20_000;

export function remoteService(url: string, token: string | null): RemoteService {
  const authorization: Record<string, string> =
    token === null ? {} : { authorization: `Bearer ${token}` };

  const ask = async (
    path: string,
    {
      body,
      timeoutMs = TIMEOUT_MS,
      signal,
    }: { body?: object; timeoutMs?: number; signal: AbortSignal },
  ): Promise<unknown> => {
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${url}${path}`, {
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
        headers: {
          accept: 'application/json',
          ...authorization,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      text = await response.text();
    } catch (error) {
      signal.throwIfAborted();
      throw new ApiError(`cannot reach ${url}: ${reasonOf(error)}`, true);
    }
    if (!response.ok)
      throw new ApiError(
        refusal(url, response, text, token),
        response.status === 429 || response.status >= 500,
      );
    try {
      return JSON.parse(text);
    } catch {
      throw new ApiError(
        `${url} does not answer as mailassay does: is it the URL of its page?`,
        false,
      );
    }
  };

  return {
    url,
    async makeTest(wish, signal) {
      const made = MadeTest.safeParse(await ask('/api/v1/tests', { body: wish, signal }));
      if (!made.success)
        throw new ApiError(
          `${url} does not answer as mailassay does: is it the URL of its page?`,
          false,
        );
      return made.data;
    },
    async nextReport(id, { seconds, after }, signal) {
      const query = new URLSearchParams({
        wait: String(Math.max(0, Math.ceil(seconds))),
        ...(after === null ? {} : { after }),
      });
      const standing = OverallResult.safeParse(
        await ask(`/api/v1/tests/${encodeURIComponent(id)}?${query.toString()}`, {
          timeoutMs: seconds * 1000 + TIMEOUT_MS,
          signal,
        }),
      );
      if (!standing.success)
        throw new ApiError(
          `${url} does not answer as mailassay does: is it the URL of its page?`,
          false,
        );
      const [newest] = standing.data.reports;
      if (newest === undefined) return null;
      const report = Report.safeParse(newest);
      if (!report.success)
        throw new ApiError(
          `the report of ${url} has another shape than this version reads: use the same version of mailassay on both sides`,
          false,
        );
      return report.data.id === after ? null : report.data;
    },
    async watch(id, tell, signal) {
      try {
        const response = await fetch(`${url}/api/v1/tests/${encodeURIComponent(id)}/events`, {
          headers: { accept: 'text/event-stream', ...authorization },
          redirect: 'error',
          signal,
        });
        if (!response.ok || response.body === null) return;
        let held = '';
        for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
          const blocks = `${held}${chunk}`.replaceAll('\r\n', '\n').split('\n\n');
          held = blocks.pop() ?? '';
          for (const block of blocks) tellBlock(block, tell);
        }
      } catch {
        // Only to look at: the report is asked for by nextReport.
      }
    },
  };
}

/** WHATWG HTML §9.2.6, as far as the service uses it. */
function tellBlock(block: string, tell: (event: { event: string; data: unknown }) => void): void {
  const value = (field: string): string =>
    block
      .split('\n')
      .flatMap((line) =>
        line.startsWith(`${field}:`) ? [line.slice(field.length + 1).trimStart()] : [],
      )
      .join('\n');
  const event = value('event');
  if (event === '') return;
  try {
    tell({ event, data: JSON.parse(value('data')) });
  } catch {
    // Not an event of ours.
  }
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused; is it running, and is the port right?',
  ENOTFOUND: 'its name is not in DNS',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNRESET: 'the connection broke',
  UND_ERR_SOCKET: 'the connection broke',
  UND_ERR_CONNECT_TIMEOUT: 'no answer',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is self-signed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time';
  const cause: unknown = error instanceof Error ? error.cause : null;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return (
    REASONS[code] ??
    (cause instanceof Error && cause.message !== '' ? cause.message : code || 'the request failed')
  );
}

function refusal(
  url: string,
  { status, headers }: Response,
  text: string,
  token: string | null,
): string {
  if (status === 401)
    return token === null
      ? `${url} asks for a token: give --api-token`
      : `${url} does not know the token in --api-token`;
  if (status === 404) return `${url} has no such test, or is no mailassay`;
  let detail = '';
  if (headers.get('content-type')?.startsWith('application/problem+json') === true) {
    try {
      detail = z.object({ detail: z.string() }).parse(JSON.parse(text)).detail;
    } catch {
      // The status says enough.
    }
  }
  return `${url} answered ${status}${detail === '' ? '' : `: ${detail}`}`;
}
