// Who is at the other end of a session: what the socket or a PROXY header said, then perhaps what XCLIENT stated. Keeps the
// counting of admission.ts with the client that is meant. It reads no command.
import type { Admission, Refusal } from './admission.ts';
import type { StatedClient } from './xclient.ts';

export interface Client {
  /** Canonical. */
  readonly address: string;
  /** XCLIENT NAME; null when nobody stated one. */
  readonly name: string | null;
  /** XCLIENT HELO: stands whatever the stating client says in its own EHLO. */
  readonly helo: string | null;
  /** May use XCLIENT: listed by the operator, and has not handed the session over yet. */
  readonly mayState: boolean;
  /** Counts the connection for this address, once; null when it is let in. */
  count(): Refusal | null;
  /** Becomes the stated client, who is counted from now on; the refusal when it is over its limits. */
  state(stated: StatedClient): Refusal | null;
  /** The connection is over. */
  leave(): void;
}

/** `mayState` clients stand for others and are counted only once it is known for whom: at XCLIENT, or when they send mail themselves. */
export function createClient(first: string, mayState: boolean, admission: Admission): Client {
  let address = first;
  let name: string | null = null;
  let helo: string | null = null;
  let isCounted = false;
  let isHandedOver = false;

  const leave = () => {
    if (isCounted) admission.leave(address);
    isCounted = false;
  };
  const count = () => {
    if (isCounted) return null;
    const refusal = admission.enter(address);
    isCounted = refusal === null;
    return refusal;
  };

  return {
    get address() {
      return address;
    },
    get name() {
      return name;
    },
    get helo() {
      return helo;
    },
    get mayState() {
      return mayState && !isHandedOver;
    },
    count,
    state(stated) {
      if (stated.name !== undefined) name = stated.name;
      if (stated.helo !== undefined) helo = stated.helo;
      if (stated.address === undefined) return null;
      leave();
      address = stated.address;
      // From here on the session may be in the hands of that client, who must not name himself anew.
      isHandedOver = true;
      return count();
    },
    leave,
  };
}
