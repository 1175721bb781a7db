// What keeps a command from starting, for people: told on standard error without a stack trace. Anything else that is thrown is a bug.

/** The message is one line and says what to do. */
export class StartupError extends Error {}
