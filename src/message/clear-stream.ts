// V8 keeps a function that is assigned to a property, as every Writable has one (`state.onwrite = () => …`), with what lives long.
// All that such a function reaches stays until the next full collection, however short its life was: streams that a message
// needed would leave their whole message behind, and full collections were a fifth of what a message costs.

/** Empties streams that have closed and that nobody will ask for anything, so that what they held can go at once. */
export function clearStream(streams: Iterable<object>): void {
  for (const stream of streams as Iterable<Record<string, unknown>>)
    for (const key of Object.keys(stream)) stream[key] = undefined;
}
