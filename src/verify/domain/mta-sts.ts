// MTA-STS (RFC 8461): the record that says that there is a policy, the policy itself, and whether it covers the domain's mail hosts.
import type { Fetch } from './fetch-public.ts';
import type { Resolver } from '../../dns/resolver.ts';
import type { MailRoute, MtaSts } from './domain-facts.ts';
import { versionedRecord } from './versioned-record.ts';

/** §3.1: v= first, then id= of 1 to 32 letters and digits; other tags may follow. */
const RECORD = /^v=STSv1[ \t]*;(?:[^;]*;)*?[ \t]*id[ \t]*=[ \t]*[A-Za-z0-9]{1,32}[ \t]*(?:;|$)/;
/** §3.2: seconds, about a year. */
const MAX_LENGTH = 31_557_600;
const MAX_MX = 100;

export async function mtaSts(
  domain: string,
  route: MailRoute,
  resolver: Resolver,
  fetch: Fetch,
): Promise<MtaSts> {
  const { status, record } = await versionedRecord(
    `_mta-sts.${domain}`,
    'v=STSv1',
    RECORD,
    resolver,
  );
  if (status !== 'found') return { status, record, policy: null };
  // §3.3: the name is fixed, and so is the path.
  const url = `https://mta-sts.${domain}/.well-known/mta-sts.txt`;
  const fetched = await fetch(url);
  const nothing = { url, mode: null, mx: [], maxAge: null, faults: [], uncovered: [] };
  if (fetched.kind === 'failed')
    return {
      status,
      record,
      policy: { ...nothing, trouble: fetched.trouble, undecided: fetched.undecided },
    };
  const policy = readPolicy(fetched.body.toString('latin1'));
  // §3.2: "text/plain"
  if (fetched.type !== 'text/plain')
    policy.faults.unshift(
      `it is sent as ${fetched.type === '' ? 'nothing named' : fetched.type.slice(0, 40)}, not as text/plain`,
    );
  const hosts = route.status === 'found' ? route.hosts.map(({ name }) => name) : [];
  const uncovered = hosts.filter((host) => !policy.mx.some((pattern) => covers(pattern, host)));
  return { status, record, policy: { url, trouble: null, undecided: false, ...policy, uncovered } };
}

interface Policy {
  mode: 'enforce' | 'testing' | 'none' | null;
  mx: string[];
  maxAge: number | null;
  faults: string[];
}

/** §3.2: lines of "name: value", between them CRLF or LF. Of a name that may stand once the first counts. */
export function readPolicy(text: string): Policy {
  const faults: string[] = [];
  const values = new Map<string, string>();
  const mx: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const [, name = '', value = ''] =
      /^\s*([A-Za-z0-9_.-]{1,32})\s*:\s*(.*?)\s*$/.exec(line.slice(0, 1000)) ?? [];
    if (name === '') faults.push(`the line "${line.trim().slice(0, 40)}" is not NAME: VALUE`);
    else if (name === 'mx') mx.push(value.toLowerCase().replace(/\.$/, ''));
    else if (!values.has(name)) values.set(name, value);
  }
  if (values.get('version') !== 'STSv1') faults.push('version: STSv1 is missing');
  const mode = values.get('mode');
  const known = (['enforce', 'testing', 'none'] as const).find((word) => word === mode) ?? null;
  if (known === null)
    faults.push(
      mode === undefined
        ? 'mode: is missing'
        : `mode: ${mode.slice(0, 40)} is none of enforce, testing, none`,
    );
  const age = values.get('max_age');
  const maxAge = age !== undefined && /^\d{1,10}$/.test(age) ? Number(age) : null;
  if (maxAge === null || maxAge > MAX_LENGTH)
    faults.push(
      age === undefined
        ? 'max_age: is missing'
        : `max_age: ${age.slice(0, 40)} is not a number of seconds up to ${MAX_LENGTH}`,
    );
  for (const pattern of mx)
    if (!/^(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/.test(pattern))
      faults.push(`mx: ${pattern.slice(0, 80)} is no host name`);
  // §3.2: at least one, unless the mode is none.
  if (mx.length === 0 && known !== 'none') faults.push('mx: is missing');
  return { mode: known, mx: mx.slice(0, MAX_MX), maxAge, faults };
}

/** §4.1: a wildcard stands for exactly one label, the leftmost. */
function covers(pattern: string, host: string): boolean {
  return pattern.startsWith('*.')
    ? host.slice(host.indexOf('.') + 1) === pattern.slice(2) && host.includes('.')
    : host === pattern;
}
