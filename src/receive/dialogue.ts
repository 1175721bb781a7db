// What was said in a session, line by line, for the report of its message: commands and replies with their times. Never the message itself,
// never what follows AUTH, and no more of it than a page shows.
import type { DialogueLine } from '../message/envelope.ts';

const MAX_LINES = 60;
const MAX_LENGTH = 200;

export class Dialogue {
  readonly #now: () => number;
  readonly #startedAt: number;
  #lines: DialogueLine[] = [];
  /** Lines before the first MAIL: greeting, EHLO, STARTTLS. */
  #opening = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#startedAt = now();
  }

  /** A new message keeps the opening of its session, and nothing of the messages before it. */
  client(command: Buffer | string): void {
    const text = command.toString().trimEnd();
    const verb = /^[a-z]*/i.exec(text)?.[0].toUpperCase();
    if (verb === 'MAIL') {
      if (this.#opening === 0) this.#opening = this.#lines.length;
      this.#lines.length = this.#opening;
    }
    this.#add('client', verb === 'AUTH' || verb === 'XCLIENT' ? `${verb} …` : text);
  }

  server(code: number, data: string | readonly string[] | null | undefined): void {
    const lines = typeof data === 'string' ? [data] : (data ?? ['']);
    for (const [index, line] of lines.entries())
      this.#add('server', `${code}${index === lines.length - 1 ? ' ' : '-'}${line}`);
  }

  /** XCLIENT: the session begins anew, as another client's. */
  restart(): void {
    this.#lines = [];
    this.#opening = 0;
  }

  /** A copy: the session goes on. */
  lines(): DialogueLine[] {
    return [...this.#lines];
  }

  #add(from: DialogueLine['from'], text: string): void {
    if (this.#lines.length >= MAX_LINES) return;
    this.#lines.push({
      ms: this.#now() - this.#startedAt,
      from,
      text: text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text,
    });
  }
}
