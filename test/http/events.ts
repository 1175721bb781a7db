// A reader of Server-Sent Events (WHATWG HTML §9.2), as far as these tests need one.

export interface ServerEvent {
  event: string;
  id: string | null;
  data: unknown;
}

export interface EventStream {
  response: Response;
  /** The next event; null when the stream has ended. */
  next(): Promise<ServerEvent | null>;
  /** Reads until an event of this name came, and gives all that came, it last. */
  until(name: string): Promise<ServerEvent[]>;
  close(): void;
}

export async function openEvents(
  url: string,
  headers: Record<string, string> = {},
): Promise<EventStream> {
  const abort = new AbortController();
  const response = await fetch(url, { signal: abort.signal, headers });
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';

  const next = async (): Promise<ServerEvent | null> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end === -1) {
        const chunk = await reader?.read();
        if (chunk === undefined || chunk.done) return null;
        text += decoder.decode(chunk.value, { stream: true });
        continue;
      }
      const fields = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const field = (name: string): string | null => {
        const lines = fields
          .filter((line) => line.startsWith(`${name}:`))
          .map((line) => line.slice(name.length + 1).replace(/^ /, ''));
        return lines.length === 0 ? null : lines.join('\n');
      };
      const data = field('data');
      if (data !== null)
        return { event: field('event') ?? 'message', id: field('id'), data: JSON.parse(data) };
    }
  };
  return {
    response,
    next,
    async until(name) {
      const all: ServerEvent[] = [];
      for (;;) {
        const event = await next();
        if (event === null)
          throw new Error(
            `the stream ended before ${name}: ${all.map((one) => one.event).join(', ')}`,
          );
        all.push(event);
        if (event.event === name) return all;
      }
    },
    close: () => abort.abort(),
  };
}
