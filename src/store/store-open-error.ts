// Thrown by the opening of a store that cannot be used at all: the start stops with its message, one line an operator can act on.

/** `in-use` another process owns it, `not-writable`, `newer` written by a later version, `damaged`. */
export type StoreOpenReason = 'in-use' | 'not-writable' | 'newer' | 'damaged';

export class StoreOpenError extends Error {
  readonly reason: StoreOpenReason;
  constructor(reason: StoreOpenReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
