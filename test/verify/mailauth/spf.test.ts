// What mailauth 7.1.0 gets wrong in SPF, each beside what we say. A test here that fails after an upgrade means: mailauth was
// fixed, and what closes it (named at each) can go.
import { createRequire } from 'node:module';
import { spf } from 'mailauth/lib/spf/index.js';
import { describe, expect, test } from 'vitest';
import { mailauthResolver } from './mailauth-resolver.ts';
import { zoneResolver } from '../../../src/dns/zone.ts';
import { checkHost } from '../../../src/verify/spf/check-host.ts';
import type { SpfResult } from '../../../src/verify/verification.ts';
import { AT, queryOf } from '../spf/run-cases.ts';

const macro = createRequire(import.meta.url)('mailauth/lib/spf/macro.js') as (
  input: string,
  values: Record<string, string>,
) => string;
type LibraryResolver = NonNullable<Parameters<typeof spf>[0]['resolver']>;

const IP = '192.0.2.1';

/** MX answers as they are, without what src/dns/mailauth.ts closes. */
function bare(zone: string): LibraryResolver {
  const resolver = zoneResolver(zone);
  const adapted = mailauthResolver(resolver);
  const ask = async (name: string, type: string): Promise<unknown[]> =>
    type === 'MX'
      ? (await resolver.resolve(name, 'MX')).records.map(({ exchange, preference }) => ({
          exchange,
          priority: preference,
        }))
      : adapted(name, type);
  // mailauth's type of a resolver leaves MX answers out.
  return ask as LibraryResolver;
}

describe('mailauth alone, and we', () => {
  test.each<[what: string, zone: string, sender: string, alone: SpfResult, ours: SpfResult]>([
    // session.ts reads the domain; mailauth's front does not ask.
    [
      'row 6: an underscore in the domain',
      'a_b.example TXT "v=spf1 -all"',
      'u@a_b.example',
      'none',
      'fail',
    ],
    // src/dns/mailauth.ts drops the exchange.
    [
      'row 7: an MX that names an address',
      'd.example TXT "v=spf1 mx ~all"\nd.example MX 0 192.0.2.7',
      'u@d.example',
      'permerror',
      'softfail',
    ],
    // stand-in.ts: names that our expansion makes are asked.
    [
      'a name that ends in digits is not asked',
      'd.example TXT "v=spf1 exists:x.%{i} -all"\nx.192.0.2.1 A 127.0.0.2',
      'u@d.example',
      'fail',
      'pass',
    ],
    [
      'a name that ends in an underscored label',
      'd.example TXT "v=spf1 exists:x.%{l} -all"\nx.a_b A 127.0.0.2',
      'a_b@d.example',
      'fail',
      'pass',
    ],
    // expand.ts: delimiters are a set.
    [
      'a "-" among delimiters is a range',
      'd.example TXT "v=spf1 exists:%{lr+-/}.x.example -all"\nb,c.a.x.example A 127.0.0.2',
      'a+b,c@d.example',
      'fail',
      'pass',
    ],
    [
      'a backward range throws',
      'd.example TXT "v=spf1 exists:%{l=-.}.x.example -all"\na.b.x.example A 127.0.0.2',
      'a-b@d.example',
      'temperror',
      'pass',
    ],
    // stand-in.ts: <domain> has no macros.
    [
      'a "%" in <domain> is expanded',
      'd.example TXT "v=spf1 include:%{l}.d.example -all"\n5%.d.example TXT "v=spf1 a -all"\n5%.d.example A 192.0.2.1',
      '5%@d.example',
      'permerror',
      'pass',
    ],
  ])('%s', async (_, zone, sender, alone, ours) => {
    const library = await spf({
      sender,
      ip: IP,
      helo: 'mail.example.com',
      mta: 'receiver.example',
      strict: true,
      resolver: bare(zone),
    });
    expect(library.status.result).toBe(alone);
    expect((await checkHost(queryOf(sender, IP), zoneResolver(zone))).result).toBe(ours);
  });
});

test('%{t} is not the moment that is asked for (explanation.ts)', async () => {
  expect(Number(macro('%{t}', {}))).toBeGreaterThan(AT / 1000 + 1);
  const zone = 'd.example TXT "v=spf1 -all exp=e.example"\ne.example TXT "%{t}"';
  expect((await checkHost(queryOf('u@d.example', IP), zoneResolver(zone))).explanation).toBe(
    '1700000000',
  );
});

test('EBADNAME of a resolver becomes permerror (row 4; src/dns/mailauth.ts never gives it)', async () => {
  const library = await spf({
    sender: 'u@d.example',
    ip: IP,
    helo: 'h.example',
    mta: 'receiver.example',
    strict: true,
    resolver: async (name: string) => {
      if (name === 'd.example') return [['v=spf1 exists:a+b.example -all']];
      throw Object.assign(new Error('queryA EBADNAME'), { code: 'EBADNAME' });
    },
  });
  expect(library.status.result).toBe('permerror');
});
