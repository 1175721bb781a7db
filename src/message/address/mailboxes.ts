// Address fields by the grammar: RFC 5322 §3.4 with the obsolete forms of §4.4 (routes, white space and comments around the
// dots of a domain, empty list elements), groups in From (RFC 6854), UTF-8 (RFC 6532). What does not parse is refused with
// the place and the reason, never guessed at: a reader that guesses is how DMARC is bypassed (LIBRARIES.md rows 2 and 3).
// One tolerance: octets that are no UTF-8 may stand in display names and comments, never in an address. Not known here: DNS.
import { isUtf8 } from 'node:buffer';
import { asBuffer, octetsToText, trimSpace, unfold } from '../fields.ts';
import { addressTokens, type SyntaxProblem, type Token } from './tokens.ts';

export interface Mailbox {
  /** The words before the angle bracket joined by a space, quotes gone, encoded words as they are; null without any. */
  displayName: string | null;
  /** What the local part says: quotes and backslashes gone. */
  localPart: string;
  /** As written without comments and white space; a domain literal keeps its brackets. Not canonical, not checked. */
  domain: string;
  /** The domain is a literal, `[192.0.2.1]`. */
  literal: boolean;
  /** Offset of the local part. */
  position: number;
}

export type MailboxList =
  | {
      mailboxes: Mailbox[];
      /** Display names of groups, empty groups too. */ groups: string[];
      problem: null;
    }
  | { mailboxes: null; groups: null; problem: SyntaxProblem };

// RFC 5322 §3.2.3 dot-atom, RFC 6532.
const DOT_ATOM =
  /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~\u0080-\uffff]+(?:\.[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~\u0080-\uffff]+)*$/;

/** The address as text, the local part quoted where it has to be (RFC 5321 §4.1.2). */
export function addressText(localPart: string, domain: string): string {
  return `${DOT_ATOM.test(localPart) ? localPart : `"${localPart.replace(/["\\]/g, '\\$&')}"`}@${domain}`;
}

/** Reads a field body's octets (folded as they are). Offsets are in its text: unfolded, white space at the ends removed. */
export function parseMailboxField(body: Uint8Array): MailboxList {
  return parseMailboxes(trimSpace(unfold(octetsToText(body))), isUtf8(asBuffer(body)));
}

/** Reads an unfolded field body. `utf8` false: the text is one char an octet, and chars above U+007F may not be in an address. */
export function parseMailboxes(text: string, utf8 = true): MailboxList {
  const { tokens, problem } = addressTokens(text);
  if (problem !== null) return refuse(problem);
  return new MailboxReader(tokens, text.length, utf8).list();
}

const refuse = (problem: SyntaxProblem): MailboxList => ({
  mailboxes: null,
  groups: null,
  problem,
});

/** Carries the cursor of one reading. Trouble travels as a value: the first one wins. */
class MailboxReader {
  readonly #tokens: Token[];
  readonly #length: number;
  readonly #utf8: boolean;
  readonly #mailboxes: Mailbox[] = [];
  readonly #groups: string[] = [];
  #next = 0;
  #trouble: SyntaxProblem | null = null;

  constructor(tokens: Token[], length: number, utf8: boolean) {
    this.#tokens = tokens;
    this.#length = length;
    this.#utf8 = utf8;
  }

  /** RFC 5322 §4.4 obs-addr-list: addresses with commas between, empty elements allowed, at least one address. */
  list(): MailboxList {
    if (this.#tokens.length === 0) this.#fail('no address');
    this.#elements(false);
    if (this.#mailboxes.length === 0 && this.#groups.length === 0) this.#fail('no address');
    return this.#trouble === null
      ? { mailboxes: this.#mailboxes, groups: this.#groups, problem: null }
      : refuse(this.#trouble);
  }

  #elements(inGroup: boolean): void {
    while (this.#trouble === null) {
      this.#address(inGroup);
      if (this.#take(',')) continue;
      const token = this.#peek();
      if (token === null || (inGroup && token.kind === ';')) return;
      this.#fail(
        token.kind === '>' ? '">" without "<"' : 'two addresses need a comma between them',
      );
    }
  }

  /** RFC 5322 §3.4 address, or nothing (an empty element). */
  #address(inGroup: boolean): void {
    const words = this.#words();
    const token = this.#peek();
    if (token?.kind === '@') {
      const localPart = this.#localPart(words);
      if (localPart === null) return;
      this.#next++;
      this.#addMailbox(null, localPart);
    } else if (token?.kind === '<') {
      if (this.#phraseTrouble(words)) return;
      this.#angleAddress(words);
    } else if (token?.kind === ':') {
      this.#group(words, inGroup);
    } else if (words.length > 0) {
      this.#fail(
        token?.kind === ';'
          ? 'words without an address'
          : 'an address has an "@" or stands in angle brackets',
        words[0]?.at,
      );
    }
  }

  /** RFC 5322 §4.1 obs-phrase: words and dots. */
  #words(): Token[] {
    const start = this.#next;
    while (['atom', 'quoted', '.'].includes(this.#peek()?.kind ?? '')) this.#next++;
    return this.#tokens.slice(start, this.#next);
  }

  /** RFC 5322 §3.4 and §4.4 angle-addr with its obsolete route, which RFC 5321 §C says to ignore. */
  #angleAddress(phrase: Token[]): void {
    this.#next++;
    const opening = this.#peek()?.kind;
    if (opening === '@' || opening === ',') this.#route();
    if (this.#trouble !== null) return;
    const words = this.#words();
    if (words.length === 0 && this.#peek()?.kind === '>') return this.#fail('an empty address');
    const localPart = this.#localPart(words);
    if (localPart === null) return;
    if (!this.#take('@')) return this.#fail('no "@" in the angle brackets');
    this.#addMailbox(phrase.length > 0 ? phraseText(phrase) : null, localPart);
    if (this.#trouble === null && !this.#take('>'))
      this.#fail('the angle bracket is not closed after the address');
  }

  /** RFC 5322 §4.4 obs-route: *(",") "@" domain *("," ["@" domain]) ":" */
  #route(): void {
    while (this.#take(','));
    do {
      if (this.#take('@')) this.#domain();
    } while (this.#trouble === null && this.#take(','));
    if (this.#trouble === null && !this.#take(':')) this.#fail('a route ends in a colon');
  }

  /** RFC 5322 §3.4 group, its list possibly empty (RFC 6854). */
  #group(words: Token[], inGroup: boolean): void {
    if (inGroup) return this.#fail('a group inside a group');
    if (words.length === 0) return this.#fail('a group needs a name');
    if (this.#phraseTrouble(words)) return;
    this.#next++;
    this.#groups.push(phraseText(words));
    this.#elements(true);
    if (this.#trouble === null && !this.#take(';'))
      this.#fail('the group is not closed with a semicolon');
  }

  /** RFC 5322 §4.4 obs-local-part: word *("." word). */
  #localPart(words: Token[]): { text: string; at: number } | null {
    const first = words[0];
    if (first === undefined) {
      this.#fail('no local part before "@"');
      return null;
    }
    for (const [index, word] of words.entries()) {
      const dotDue = index % 2 === 1;
      if ((word.kind === '.') === dotDue) continue;
      const reason = dotDue
        ? 'a display name needs angle brackets around the address'
        : 'a dot where a word of the local part is due';
      this.#fail(reason, word.at);
      return null;
    }
    if (words.length % 2 === 0) {
      this.#fail('the local part ends in a dot', words.at(-1)?.at);
      return null;
    }
    if (!this.#octetsAllowed(words)) return null;
    return { text: words.map((word) => word.text).join(''), at: first.at };
  }

  /** RFC 5322 §4.4 obs-domain: atom *("." atom), or a domain-literal. */
  #domain(): { text: string; literal: boolean } | null {
    const token = this.#peek();
    if (token?.kind === 'literal') {
      this.#next++;
      return this.#octetsAllowed([token]) ? { text: `[${token.text}]`, literal: true } : null;
    }
    const atoms: Token[] = [];
    for (;;) {
      const atom = this.#peek();
      if (atom?.kind !== 'atom') {
        this.#fail(
          atoms.length === 0
            ? 'no domain after "@"'
            : 'a domain does not end in a dot or have two in a row',
        );
        return null;
      }
      this.#next++;
      atoms.push(atom);
      if (!this.#take('.')) break;
    }
    return this.#octetsAllowed(atoms)
      ? { text: atoms.map((atom) => atom.text).join('.'), literal: false }
      : null;
  }

  #addMailbox(displayName: string | null, localPart: { text: string; at: number }): void {
    const domain = this.#domain();
    if (domain === null) return;
    this.#mailboxes.push({
      displayName,
      localPart: localPart.text,
      domain: domain.text,
      literal: domain.literal,
      position: localPart.at,
    });
    const after = this.#peek()?.kind;
    if (displayName === null && (after === '<' || after === '@')) {
      this.#fail(
        after === '<' ? 'a display name with "@" in it needs quotes' : 'a second "@" in an address',
      );
    }
  }

  /** A phrase begins with a word: RFC 5322 §4.1. */
  #phraseTrouble(words: Token[]): boolean {
    if (words[0]?.kind !== '.') return false;
    this.#fail('a display name does not begin with a dot', words[0].at);
    return true;
  }

  /** Octets that are no UTF-8 have no meaning in an address (RFC 6532 §3.1). */
  #octetsAllowed(tokens: Token[]): boolean {
    const odd = this.#utf8 ? undefined : tokens.find((token) => /[\x80-\xff]/.test(token.text));
    if (odd === undefined) return true;
    this.#fail('octets in the address that are not UTF-8', odd.at);
    return false;
  }

  #peek(): Token | null {
    return this.#tokens[this.#next] ?? null;
  }

  #take(kind: Token['kind']): boolean {
    if (this.#peek()?.kind !== kind) return false;
    this.#next++;
    return true;
  }

  #fail(reason: string, position = this.#peek()?.at ?? this.#length): void {
    this.#trouble ??= { position, reason };
  }
}

function phraseText(words: Token[]): string {
  let text = '';
  for (const word of words) text += (word.kind === '.' || text === '' ? '' : ' ') + word.text;
  return text;
}
