// Thrown by the opening of a store that can not be used at all: the start stops with its message, one line an operator can act on.

/** `in-use` another process owns it, `not-writable`, `newer` written by a later version, `damaged`. */
export type UnusableReason = 'in-use' | 'not-writable' | 'newer' | 'damaged';

export class StoreUnusable extends Error {
  readonly reason: UnusableReason;
  constructor(reason: UnusableReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
