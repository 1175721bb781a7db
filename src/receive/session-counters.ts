// What one session may do (SECURITY.md §3): messages, errors, commands that move no mail. Counts and says when it is enough;
// the sentence is here, the hanging up is session.ts's.
import { LIMITS } from './session-limits.ts';

/** Commands that move mail; every other one is junk, as in Postfix's smtpd_junk_command_limit. */
const MOVES_MAIL = new Set(['MAIL', 'RCPT', 'DATA', 'QUIT']);

export class SessionCounters {
  messages = 0;
  errors = 0;
  junk = 0;
  #surplus = 0;
  #expected = 0;
  readonly #enabled: boolean;

  /** `enabled` false counts, but lets everything pass (`LIMITS=off`). */
  constructor(enabled: boolean) {
    this.#enabled = enabled;
  }

  /** Counts a command; a text for the 421 that ends the session instead of an answer, null to go on. */
  command(verb: string): string | null {
    if (!MOVES_MAIL.has(verb)) this.junk += 1;
    if (!this.#enabled || verb === 'QUIT') return null;
    if (this.errors >= LIMITS.errors) return '4.7.0 Too many errors in one session';
    if (this.junk > LIMITS.junk) return '4.7.0 Too many commands without mail in one session';
    if (verb === 'MAIL' && this.messages >= LIMITS.messages)
      return `4.7.0 ${LIMITS.messages} messages in one session: connect again for more`;
    return null;
  }

  /** Counts a reply of 4xx or 5xx to a command. Answers about a message's content are verdicts, not errors. */
  error(): void {
    this.errors += 1;
  }

  /** Counts a recipient past the limit; true when that is enough as well. */
  surplusRecipient(): boolean {
    this.#surplus += 1;
    return this.#enabled && this.#surplus > LIMITS.surplusRecipients;
  }

  /** Counts a message that was announced; false past as many as may come: no more lookups begin for what never comes. */
  expects(): boolean {
    this.#expected += 1;
    return !this.#enabled || this.#expected <= LIMITS.messages;
  }

  /** Counts a message whose data was begun. */
  message(): void {
    this.messages += 1;
  }
}
