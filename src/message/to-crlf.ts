// Saved messages often have the line ends of the system that kept them: a file with LF alone becomes CR LF (RFC 5322 §2.3)
// before it is judged, and the CLI says so. A file that holds any CR is left as it is: which of its line ends were meant
// is not ours to guess, the guard judges it. Not used for mail that arrives: there a bare LF is a fault.

const CR = 13;
const LF = 10;

/** The octets with CR LF line ends; `converted` tells whether anything was changed (then `bytes` is a copy). */
export function toCrlf(bytes: Uint8Array): { bytes: Uint8Array; converted: boolean } {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (source.includes(CR) || !source.includes(LF)) return { bytes, converted: false };
  let lines = 0;
  for (let at = source.indexOf(LF); at >= 0; at = source.indexOf(LF, at + 1)) lines++;
  const target = Buffer.allocUnsafe(source.length + lines);
  let from = 0;
  let to = 0;
  for (let at = source.indexOf(LF); at >= 0; at = source.indexOf(LF, from)) {
    to += source.copy(target, to, from, at);
    target[to++] = CR;
    target[to++] = LF;
    from = at + 1;
  }
  source.copy(target, to, from);
  return { bytes: target, converted: true };
}
