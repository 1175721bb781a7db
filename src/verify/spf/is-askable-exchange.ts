// Whether the host of an MX record can have addresses: a host with a single label or a numeric top label cannot.
// RFC 7208 §7.1: toplabel is letters, digits and hyphens, never digits alone.
const TOP_LABEL = /^(?=.*[a-z-])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;

/** For RFC 7208 §5.4 any other host matches nothing, and it is no error. The null MX ('', RFC 7505) counts as askable. */
export function isAskableExchange(exchange: string): boolean {
  if (exchange === '') return true;
  const labels = exchange.split('.');
  return (
    labels.length > 1 &&
    labels.every((label) => /^[ -~]{1,63}$/.test(label)) &&
    TOP_LABEL.test(labels.at(-1) ?? '')
  );
}
