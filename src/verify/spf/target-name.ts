// From an expanded domain-spec to the <target-name> that is asked (RFC 7208 §4.8, §7.3), and what is malformed (§4.3).
// Whatever can be put into a packet as two labels or more is a name here, be it "a+b.example" or "x.192.0.2.1": the toplabel
// rule of §7.1 is grammar for records, not for what macros make of them.

/** A name, or why there is none. */
export type TargetName = { name: string; malformed: null } | { name: null; malformed: string };

const MAX_NAME = 253;
const MAX_LABEL = 63;

function shown(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function malformed(why: string): TargetName {
  return { name: null, malformed: why };
}

/** Judges a <domain> or an expanded domain-spec (without cutting); one final dot is taken off. */
export function domainName(text: string): TargetName {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  if (name === '') return malformed('the name is empty');
  if (name.length > MAX_NAME)
    return malformed(`"${shown(name)}" is longer than ${MAX_NAME} octets`);
  if (/[^\x20-\x7e]/.test(name))
    return malformed(`"${shown(name)}" holds octets that no domain name has`);
  const labels = name.split('.');
  if (labels.includes('')) return malformed(`"${shown(name)}" has an empty label`);
  const long = labels.find((label) => label.length > MAX_LABEL);
  if (long !== undefined)
    return malformed(
      `"${shown(name)}" has a label of ${long.length} characters, ${MAX_LABEL} are allowed`,
    );
  if (labels.length < 2)
    return malformed(`"${shown(name)}" is a single label, not a full domain name`);
  return { name, malformed: null };
}

/** The <target-name> of an expanded domain-spec. */
export function targetName(expanded: string): TargetName {
  let name = expanded.endsWith('.') ? expanded.slice(0, -1) : expanded;
  // RFC 7208 §7.3: over 253 characters, labels are taken off from the left.
  if (name.length > MAX_NAME)
    name = name.slice(
      name.indexOf('.', name.length - MAX_NAME - 1) + 1 || name.lastIndexOf('.') + 1,
    );
  if (name.endsWith('.')) return malformed(`"${shown(name)}" has an empty label`);
  return domainName(name);
}
