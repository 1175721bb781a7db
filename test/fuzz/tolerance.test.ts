// "Most receivers accept this" is a claim about others: each kind of fault that is tolerated is shown to dkimpy, OpenDKIM, Mail::DKIM and
// mailauth's default mode, and so is each that is not although some do. Half of them must accept what is tolerated.
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { afterAll, describe, expect, test } from 'vitest';
import { mailauthResolver } from '../verify/mailauth/mailauth-resolver.ts';
import { zoneResolver } from '../../src/dns/zone.ts';
import { NOW, NOW_SECONDS, signedMessage, verifyOne } from '../verify/dkim/harness.ts';
import { recordText, type KeyName } from '../verify/dkim/signer.ts';
import { zoneText } from './mail-case.ts';
import { isInstalled, PEERS, startPeer } from './peer.ts';

const recipes = [PEERS.dkimpy, PEERS.openDkim, PEERS.mailDkim];
const installed = recipes.every(isInstalled);
if (!installed)
  console.warn(
    `SKIPPED what others tolerate, not installed: ${recipes
      .filter((recipe) => !isInstalled(recipe))
      .map(({ name, package: from }) => `${name} (Debian: ${from})`)
      .join(', ')}`,
  );
const peers = installed ? recipes.map(startPeer) : [];
afterAll(() => {
  for (const peer of peers) peer.end();
});

const NAME = 'sel._domainkey.example.org';
const RSA = recordText('rsa2048');
const LATER = String(NOW_SECONDS + 900_000_000);

interface Case {
  tags?: Record<string, string>;
  keys?: Record<string, string>;
  key?: KeyName;
  tolerated: boolean;
}

const tagged = (more: string): Record<string, string> => ({ s: `sel${more}` });
const keyed = (text: string): Record<string, string> => ({ [NAME]: text });

const CASES: Record<string, Case> = {
  'nothing between two semicolons': { tags: tagged('; '), tolerated: true },
  'a tag name with a hyphen': { tags: tagged('; a-b=1'), tolerated: true },
  'a tag name that begins with a digit': { tags: tagged('; 1a=1'), tolerated: true },
  'an unknown tag twice': { tags: tagged('; zz=1; zz=2'), tolerated: true },
  'd= twice': { tags: tagged('; d=example.org'), tolerated: true },
  'an underscore in s=': {
    tags: { s: 'a_b' },
    keys: { 'a_b._domainkey.example.org': RSA },
    tolerated: true,
  },
  'an underscore in d=': {
    tags: { d: 'a_b.example.org' },
    keys: { 'sel._domainkey.a_b.example.org': RSA },
    tolerated: true,
  },
  'd= of one label': { tags: { d: 'org' }, keys: { 'sel._domainkey.org': RSA }, tolerated: true },
  'a dot at the end of d=': { tags: { d: 'example.org.' }, tolerated: true },
  'an unknown method in q=': { tags: { q: 'http/x' }, tolerated: true },
  'x= equal to t=': { tags: { t: LATER, x: LATER }, tolerated: true },
  'x= of 13 digits': { tags: { x: '9999999999999' }, tolerated: true },
  'key: nothing between two semicolons': {
    keys: keyed(RSA.replace('; p', '; ; p')),
    tolerated: true,
  },
  'key: two semicolons at the end': { keys: keyed(`${RSA};;`), tolerated: true },
  'key: a tag twice': { keys: keyed(RSA.replace('p=', 'n=1; n=2; p=')), tolerated: true },
  'key: v= at the end': {
    keys: keyed(`${RSA.replace('v=DKIM1; ', '')}; v=DKIM1`),
    tolerated: true,
  },
  'key: a tag name with a hyphen': { keys: keyed(`${RSA}; a-b=1`), tolerated: true },
  'key: Ed25519 without k=': {
    tags: { a: 'ed25519-sha256' },
    key: 'ed25519',
    keys: keyed(recordText('ed25519').replace(/k=ed25519; ?/, '')),
    tolerated: true,
  },

  'what has no "="': { tags: tagged('; junk'), tolerated: false },
  'i= without an "@"': { tags: { i: 'example.org' }, tolerated: false },
  'i= outside d=': { tags: { i: '@example.com' }, tolerated: false },
  'l= empty': { tags: { l: '' }, tolerated: false },
  'key: what has no "="': { keys: keyed(`${RSA}; junk`), tolerated: false },
  'key: v=dkim1': { keys: keyed(RSA.replace('v=DKIM1', 'v=dkim1')), tolerated: false },
  'key: the whole record in quotes': { keys: keyed(`"${RSA}"`), tolerated: false },
  'key: backslashes before semicolons': {
    keys: keyed(RSA.replaceAll(';', '\\;')),
    tolerated: false,
  },
  'key: s= for something else': { keys: keyed(RSA.replace('p=', 's=x; p=')), tolerated: false },
};

describe.skipIf(!installed)('what most receivers accept', () => {
  test.each(Object.entries(CASES))('%s', async (_, { tags = {}, keys = {}, key, tolerated }) => {
    const message = signedMessage({ tags, ...(key === undefined ? {} : { key }) });
    const records = { [NAME]: RSA, ...keys };
    const zone = zoneText(records);
    const ours = await verifyOne(message, zone);
    expect(ours.result).not.toBe('pass');
    expect(ours.tolerant?.result ?? null, ours.reason).toBe(tolerated ? 'pass' : null);
    const answers = await Promise.all(
      peers.map((peer) =>
        peer.ask({ message, keys: records, at: NOW_SECONDS, signatures: 1, arc: false }),
      ),
    );
    const accepting = answers.filter(
      ({ dkim }) => Array.isArray(dkim) && dkim[0] === 'pass',
    ).length;
    const { results } = await dkimVerify(Buffer.from(message, 'latin1'), {
      resolver: mailauthResolver(zoneResolver(zone)),
      strict: false,
      curTime: new Date(NOW),
    });
    const library = (results[0] as { status: { result: string } }).status.result === 'pass' ? 1 : 0;
    if (tolerated) expect(accepting + library).toBeGreaterThanOrEqual(2);
    else expect(accepting + library).toBeLessThan(2);
  });
});
