// Where nodes share a domain, each must sign with the key that is published (RFC 6376 §3.6): one that has another, or none of its own
// kind, makes replies fail on and off. It is looked up once at the start and told in the log.
import type { Settings } from '../config/settings.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { ReplyKey } from '../respond/signing-key.ts';
import type { Log } from '../runtime/log.ts';
import { parseKeyRecord } from '../verify/dkim/key-record.ts';

export async function warnOfUnpublishedKey(
  settings: Pick<Settings, 'dkimSelector' | 'domain'>,
  key: Pick<ReplyKey, 'publicKey'>,
  { resolver, log }: { resolver: Resolver; log: Log },
): Promise<void> {
  const name = `${settings.dkimSelector}._domainkey.${settings.domain}`;
  const { status, records } = await resolver.resolve(name, 'TXT');
  if (status !== 'NOERROR') return;
  const isOurs = records.some((strings) => {
    const published = parseKeyRecord(strings.join('')).key;
    return published?.export({ type: 'spki', format: 'der' }).toString('base64') === key.publicKey;
  });
  if (!isOurs)
    log.warn(
      { name },
      'this node signs replies with another key than the one that is published; give all nodes the same DKIM_KEY',
    );
}
