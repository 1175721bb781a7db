// Who is at the other end of a session: what the socket or a PROXY header said, then perhaps what XCLIENT stated. Keeps the
// counting of admission.ts with the client that is meant. It reads no command.
import type { Admission, Refusal } from './admission.ts';
import type { XclientAttributes } from './xclient.ts';

export class Client {
  readonly #mayState: boolean;
  readonly #admission: Admission;
  #address: string;
  #name: string | null = null;
  #helo: string | null = null;
  #isCounted = false;
  #isHandedOver = false;

  /** `mayUseXclient` clients stand for others and are counted only once it is known for whom: at XCLIENT, or when they send mail themselves. */
  constructor(address: string, mayUseXclient: boolean, admission: Admission) {
    this.#address = address;
    this.#mayState = mayUseXclient;
    this.#admission = admission;
  }

  /** Canonical. */
  get address(): string {
    return this.#address;
  }

  /** XCLIENT NAME; null when nobody stated one. */
  get name(): string | null {
    return this.#name;
  }

  /** XCLIENT HELO: stands whatever the stating client says in its own EHLO. */
  get helo(): string | null {
    return this.#helo;
  }

  /** May use XCLIENT: listed by the operator, and has not handed the session over yet. */
  get mayUseXclient(): boolean {
    return this.#mayState && !this.#isHandedOver;
  }

  /** Counts the connection for this address, once; null when it is let in. */
  count(): Refusal | null {
    if (this.#isCounted) return null;
    const refusal = this.#admission.enter(this.#address);
    this.#isCounted = refusal === null;
    return refusal;
  }

  /** Becomes the stated client, who is counted from now on; the refusal when it is over its limits. */
  state({ address, name, helo }: XclientAttributes): Refusal | null {
    if (name !== undefined) this.#name = name;
    if (helo !== undefined) this.#helo = helo;
    if (address === undefined) return null;
    this.leave();
    this.#address = address;
    // From here on the session may be in the hands of that client, who must not name himself anew.
    this.#isHandedOver = true;
    return this.count();
  }

  /** The connection is over. */
  leave(): void {
    if (this.#isCounted) this.#admission.leave(this.#address);
    this.#isCounted = false;
  }
}
