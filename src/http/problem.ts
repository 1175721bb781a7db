// Errors of the web side: application/problem+json (RFC 9457) for programs. Nothing of the inside is told.

/** A problem response: `title` names the kind, `detail` says what to do. */
export function problem(
  status: number,
  title: string,
  detail: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(`${JSON.stringify({ type: 'about:blank', title, status, detail })}\n`, {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
}

/** The rest of the request's body is not read: the connection cannot be used again (RFC 9112 §9.6). */
export const UNREAD = { connection: 'close' };
