// Thrown by the opening of a store that cannot be used at all: the start stops with its message, one line an operator can act on.

/**
 * `in-use` another process owns it, `not-writable`, `newer` written by a later version, `damaged`, `not-configured` a file that the
 * URL names is missing, `not-reachable` the server does not answer or refuses us.
 */
export type StoreOpenReason =
  | 'in-use'
  | 'not-writable'
  | 'newer'
  | 'damaged'
  | 'not-configured'
  | 'not-reachable';

export class StoreOpenError extends Error {
  readonly reason: StoreOpenReason;
  constructor(reason: StoreOpenReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
