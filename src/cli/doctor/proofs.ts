// Whether our own replies pass: SPF of the HELO name, which stands in for the empty MAIL FROM (RFC 7208 §2.4), the DKIM record against
// the private key that signs (RFC 6376 §3.6), and DMARC of the From address.
import { replyKeyPath, replyPublicKey } from '../../respond/signing-key.ts';
import { parseKeyRecord } from '../../verify/dkim/key-record.ts';
import { checkDmarc } from '../../verify/dmarc/check-dmarc.ts';
import { checkHost } from '../../verify/spf/check-host.ts';
import { type Check, not, note, ok, type DoctorContext } from './check.ts';

export async function spfChecks(
  { settings, resolver, clock }: DoctorContext,
  own: readonly string[] | null,
): Promise<Check[]> {
  const { hostname, relayUrl } = settings;
  if (relayUrl !== undefined)
    return [
      note(
        'spf',
        'answers leave through RELAY_URL: receivers look at the name, the address and the SPF record of that host',
      ),
    ];
  const publish = `publish "${hostname}. TXT \\"v=spf1 a -all\\""`;
  if (own === null || own.length === 0)
    return [
      not(
        'spf',
        `without an address of ${hostname} no SPF record can list it; give it one, then ${publish}`,
      ),
    ];
  return await Promise.all(
    own.map(async (ip): Promise<Check> => {
      const { result, reason } = await checkHost(
        { identity: 'helo', ip, sender: '', helo: hostname, host: hostname, at: clock.now() },
        resolver,
      );
      return result === 'pass'
        ? ok('spf', `HELO ${hostname} from ${ip}: ${reason}`)
        : not(
            'spf',
            `HELO ${hostname} from ${ip} is ${result} (${reason}), and answers have no other sender: ${publish}`,
          );
    }),
  );
}

export async function dkimCheck({ settings, resolver }: DoctorContext): Promise<Check> {
  const path = replyKeyPath(settings);
  const spki = await replyPublicKey(settings);
  if (spki === null)
    return not(
      'dkim',
      `there is no private key that can be read in ${path}: make one with \`mailassay keygen\`, and publish what it prints`,
    );
  const name = `${settings.dkimSelector}._domainkey.${settings.domain}`;
  const publish = 'publish the record that `mailassay keygen` prints';
  const { status, records } = await resolver.resolve(name, 'TXT');
  if (status !== 'NOERROR')
    return not('dkim', `there is no key at ${name} (${status}): ${publish}`);
  const published = records.map((strings) => parseKeyRecord(strings.join('')));
  const sound = published.filter(({ key, faults }) => key !== null && faults.length === 0);
  if (records.length > 1)
    return not(
      'dkim',
      `there are ${records.length} TXT records at ${name}: delete all but the current key`,
    );
  const [record] = sound;
  if (record === undefined)
    return not(
      'dkim',
      `the record at ${name} cannot be used (${published[0]?.faults[0]?.text ?? 'it is no key'}): ${publish}`,
    );
  if (record.testing)
    return not(
      'dkim',
      `the record at ${name} is in testing mode (t=y), so receivers may treat our signatures as missing: publish it without t=y`,
    );
  const matches = record.key?.export({ type: 'spki', format: 'der' }).equals(spki) === true;
  return matches
    ? ok('dkim', `the key at ${name} is that of ${path}`)
    : not(
        'dkim',
        `the key at ${name} is not that of ${path}, so no signature of ours verifies: ${publish}, or put the old key back`,
      );
}

/** DMARC of a reply (RFC 9989 §4.4): its From domain against our signature and the HELO name. */
export async function dmarcCheck(
  { settings, resolver, clock }: DoctorContext,
  own: readonly string[] | null,
): Promise<Check> {
  const { replyFrom, domain, hostname, dkimSelector, relayUrl } = settings;
  const address = /<([^<>]+)>$/.exec(replyFrom)?.[1] ?? replyFrom;
  const from = address.slice(address.lastIndexOf('@') + 1);
  const [ip] = relayUrl === undefined ? (own ?? []) : [];
  const helo =
    ip === undefined
      ? null
      : await checkHost(
          { identity: 'helo', ip, sender: '', helo: hostname, host: hostname, at: clock.now() },
          resolver,
        );
  const { dmarc } = await checkDmarc(
    {
      authors: [{ address, domain: from }],
      authorProblem: null,
      fromFields: 1,
      spf: helo === null ? null : { result: helo.result, domain: hostname },
      dkim: [{ domain, selector: dkimSelector, result: 'pass' }],
    },
    resolver,
  );
  const publish = `publish "_dmarc.${from}. TXT "v=DMARC1; p=reject""`;
  if (dmarc.result === 'pass')
    return ok('dmarc', `replies from ${address} pass DMARC (p=${dmarc.policy?.p ?? 'none'})`);
  if (dmarc.result === 'temperror')
    return not(
      'dmarc',
      `DNS gives no answer for the DMARC record of ${from}: check its DNS servers`,
    );
  if (dmarc.result === 'fail')
    return not(
      'dmarc',
      `replies from ${address} (REPLY_FROM) fail DMARC, since they are signed with d=${domain}: set REPLY_FROM to an address at ${domain}`,
    );
  if (from !== domain && !from.endsWith(`.${domain}`) && !domain.endsWith(`.${from}`))
    return not(
      'dmarc',
      `replies from ${address} (REPLY_FROM) cannot pass DMARC, since they are signed with d=${domain}: set REPLY_FROM to an address at ${domain}`,
    );
  return not(
    'dmarc',
    dmarc.result === 'none' && dmarc.record === null
      ? `${from} has no DMARC record, so anybody can write in its name: ${publish}`
      : `the DMARC record of ${from} cannot be used (${dmarc.reason}): ${publish}`,
  );
}
