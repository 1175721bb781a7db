// What one session may do (SECURITY.md §3): messages, errors, commands that move no mail. Counts and says when it is enough;
// the sentence is here, the hanging up is session.ts's.
import { LIMITS } from './limits.ts';

export interface SessionCounters {
  readonly messages: number;
  readonly errors: number;
  readonly junk: number;
  /** Counts a command; a text for the 421 that ends the session instead of an answer, null to go on. */
  command(verb: string): string | null;
  /** Counts a reply of 4xx or 5xx to a command. Answers about a message's content are verdicts, not errors. */
  error(): void;
  /** Counts a recipient past the limit; true when that is enough as well. */
  surplusRecipient(): boolean;
  /** Counts a message whose data was begun. */
  message(): void;
}

/** Commands that move mail; every other one is junk, as in Postfix's smtpd_junk_command_limit. */
const MOVES_MAIL = new Set(['MAIL', 'RCPT', 'DATA', 'QUIT']);

/** `enabled` false counts, but lets everything pass (`LIMITS=off`). */
export function createSessionCounters(enabled: boolean): SessionCounters {
  let messages = 0;
  let errors = 0;
  let junk = 0;
  let surplus = 0;

  return {
    get messages() {
      return messages;
    },
    get errors() {
      return errors;
    },
    get junk() {
      return junk;
    },
    command(verb) {
      if (!MOVES_MAIL.has(verb)) junk += 1;
      if (!enabled || verb === 'QUIT') return null;
      if (errors >= LIMITS.errors) return '4.7.0 Too many errors in one session';
      if (junk > LIMITS.junk) return '4.7.0 Too many commands without mail in one session';
      if (verb === 'MAIL' && messages >= LIMITS.messages) return `4.7.0 ${LIMITS.messages} messages in one session: connect again for more`;
      return null;
    },
    error() {
      errors += 1;
    },
    surplusRecipient() {
      surplus += 1;
      return enabled && surplus > LIMITS.surplusRecipients;
    },
    message() {
      messages += 1;
    },
  };
}
