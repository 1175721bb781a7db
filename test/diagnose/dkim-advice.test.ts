// What a reader is told about DKIM: the cause in the title, a fix that can be carried out with the software there is, and nothing that would
// take a good signature away. Statements about programs are from postconf(5), smtp(8), opendkim.conf(5), opendkim-testkey(8), README.postfix of
// amavisd-new, spec.txt of Exim, dkim_signing.conf of rspamd (all Debian 12), the administrator's guide of Zimbra and Microsoft Learn.
import { describe, expect, test } from 'vitest';
import type { FindingCode } from '../../src/diagnose/catalog.ts';
import { words } from '../../src/words/words.ts';
import { judged, keyTxt, publicPart, txt, type Given } from './given.ts';

const NAME = 'sel._domainkey.example.org';
const P = publicPart('rsa2048');
const ED = 'ed._domainkey.example.org';
const appended: NonNullable<Given['onTheWay']> = ({ fields, body }) => ({
  fields,
  body: `${body}-- \r\nScanned\r\n`,
});

async function told(
  given: Given,
  code: FindingCode,
): Promise<{ title: string; why: string; fix: string; evidence: string; all: string }> {
  const { findings } = await judged(given);
  const finding = findings.find((one) => one.code === code);
  if (finding === undefined)
    throw new Error(`${code} is not said, but ${findings.map((one) => one.code).join(', ')}`);
  const said = words(finding, 'en');
  return {
    ...said,
    evidence: finding.evidence.join('\n'),
    all: [said.title, said.why, said.fix, ...finding.evidence].join('\n'),
  };
}

describe('a web form is told what the owner of a site can do', () => {
  const form: Given = {
    signatures: [],
    envelope: { mailFrom: 'www-data@example.org' },
    header: {
      from: 'Visitor <visitor@visitor.example>',
      received:
        'by mail.example.org (Postfix, from userid 33) id 9A3F61C0E3; Sat, 01 Aug 2026 09:59:59 +0000',
    },
  };
  test.each<[string, Given['header']]>([
    ['Postfix', {}],
    ['a filter that does not sign', { 'x-dkim': 'OpenDKIM Filter v2.11.0 mail.example.org' }],
    [
      'cPanel',
      {
        received: 'from www-data by mail.example.org with local (Exim 4.96) id 1abc-000',
        'x-antiabuse': 'This header was added to track abuse',
      },
    ],
  ])('%s', async (_, header) => {
    const said = await told({ ...form, header: { ...form.header, ...header } }, 'dkim-none');
    expect(said.title).toMatch(/the web site of example\.org sent it/);
    expect(said.fix).toMatch(/mailbox at example\.org.*SMTP plugin/);
    expect(said.fix).toMatch(/DKIM on for example\.org in the panel/);
    expect(said.title + said.fix).not.toMatch(/milter/);
    expect(said.fix).not.toMatch(/visitor\.example/);
  });
  test('the own mail of a server is told of the milter', async () => {
    const said = await told(
      { ...form, header: { ...form.header, from: 'Anna <anna@example.org>' } },
      'dkim-none',
    );
    expect(said.fix).toMatch(/non_smtpd_milters/);
  });
});

describe('titles name the cause', () => {
  const broken = (tags: Record<string, string | null>): Given => ({ signatures: [{ tags }] });
  test.each<[string, Given, FindingCode, RegExp, RegExp]>([
    [
      'an unknown algorithm',
      broken({ a: 'rsa-md5' }),
      'dkim-signature-syntax',
      /says a=rsa-md5/,
      /rsa-sha256 in place of rsa-md5/,
    ],
    ['no bh=', broken({ bh: null }), 'dkim-signature-syntax', /lacks bh=/, /state bh=/],
    [
      'another version',
      broken({ v: '2' }),
      'dkim-signature-syntax',
      /v=2; only version 1/,
      /v=1 in place of v=2/,
    ],
    [
      'an unknown canonicalization',
      broken({ c: 'nofws/nofws' }),
      'dkim-signature-syntax',
      /c=nofws\/nofws/,
      /relaxed\/relaxed in place of nofws\/nofws/,
    ],
    [
      'x= before t=',
      broken({ t: '1785578000', x: '1785577000' }),
      'dkim-signature-syntax',
      /ends before it begins/,
      /SignatureTTL/,
    ],
    [
      'a key fetched otherwise',
      broken({ q: 'http/well-known' }),
      'dkim-only-tolerated',
      /q=http\/well-known/,
      /q=dns\/txt/,
    ],
    [
      'an underscore in the selector',
      {
        zone: { 'old_one._domainkey.example.org': [keyTxt('rsa2048')] },
        signatures: [{ selector: 'old_one' }],
      },
      'dkim-only-tolerated',
      /selector "old_one"/,
      /letters, digits and hyphens in place of old_one/,
    ],
    [
      'v= that is not first',
      { zone: { [NAME]: [txt(`k=rsa; v=DKIM1; p=${P}`)] } },
      'dkim-only-tolerated',
      /key record at .* written wrong: v= is not the first tag/,
      /"v=DKIM1; k=rsa; p=/,
    ],
    [
      'backslashes',
      { zone: { [NAME]: [txt(`v=DKIM1\\; k=rsa\\; p=${P}`)] } },
      'dkim-key-syntax',
      /backslashes before the semicolons/,
      /"v=DKIM1; k=rsa; p=/,
    ],
    [
      'another key version',
      { zone: { [NAME]: [txt(`v=DKIM2; k=rsa; p=${P}`)] } },
      'dkim-key-syntax',
      /v= is "DKIM2", not DKIM1/,
      /"v=DKIM1; k=rsa; p=/,
    ],
    [
      'no such name',
      { zone: { [NAME]: null } },
      'dkim-key-missing',
      /does not exist \(NXDOMAIN\)/,
      /opendkim-testkey -d example\.org -s sel -vvv/,
    ],
    [
      'the domain twice',
      { zone: { [NAME]: null, [`${NAME}.example.org`]: [keyTxt('rsa2048')] } },
      'dkim-key-wrong-name',
      /domain twice/,
      /enter sel\._domainkey as the name/,
    ],
    [
      'DNS that fails',
      { zone: { [NAME]: ['SERVFAIL'] } },
      'dkim-temperror',
      /\(SERVFAIL\)/,
      /dig sel\._domainkey\.example\.org TXT/,
    ],
    [
      'too many names',
      {
        signatures: [
          { h: `From:${Array.from({ length: 1001 }, (_, index) => `X-${index}`).join(':')}` },
        ],
      },
      'dkim-not-evaluated',
      /more than 1,?000 fields/,
      /fewer fields in h=/,
    ],
    [
      'seven hours ahead',
      { signatures: [{ tags: { t: String(Date.UTC(2026, 7, 1, 17) / 1000) } }] },
      'dkim-signed-in-future',
      /7 h after the mail arrived \(2026-08-01 17:00:00 UTC, not 2026-08-01 10:00:00 UTC\)/,
      /time zone/,
    ],
    [
      'l=0',
      { signatures: [{ tags: { l: '0' }, limit: 0 }] },
      'dkim-body-length',
      /nothing of the text \(l=0\)/,
      /without l=/,
    ],
    [
      'text behind l=',
      { signatures: [{ tags: { l: '37' }, limit: 37 }], onTheWay: appended },
      'dkim-body-length',
      /the last 13 are signed by nobody/,
      /without l=/,
    ],
  ])('%s', async (_, given, code, title, fix) => {
    const said = await told(given, code);
    expect(said.title).toMatch(title);
    expect(said.fix).toMatch(fix);
    expect(said.all).not.toMatch(/\t|\\u\{9\}|undefined|\.000Z/);
    expect(`${said.title} ${said.why} ${said.fix}`).not.toMatch(/can not/);
  });
});

describe('a signature that is needed is never taken away', () => {
  test('signed twice, the first time too early', async () => {
    // The body was another one when the lower signature was made.
    const said = await told(
      { signatures: [{ tags: { bh: Buffer.alloc(32, 7).toString('base64') } }, {}] },
      'dkim-another-failed',
    );
    expect(said.title).toMatch(
      /signed twice as example\.org with selector sel: the first time too early/,
    );
    expect(said.fix).toMatch(
      /keep selector sel .*smtpd_milters in main\.cf.*127\.0\.0\.1:10025.*master\.cf\.in.*no_milters/,
    );
    expect(said.all).not.toMatch(/stop signing|take that selector out|mailassay explain/);
  });

  test('the RSA signature beside a good Ed25519 one', async () => {
    const given: Given = {
      zone: { [ED]: [keyTxt('ed25519')], 'rsa._domainkey.example.org': null },
      signatures: [{ selector: 'ed', key: 'ed25519' }, { selector: 'rsa' }],
    };
    const said = await told(given, 'dkim-another-failed');
    expect(said.fix).toBe(
      'Keep both signatures, and publish the public key of selector rsa as a TXT record at rsa._domainkey.example.org (rsa-sha256).',
    );
    expect(said.all).not.toMatch(/nothing is lost|stop signing|take that selector out/);
    const alone = await told(given, 'dkim-ed25519-alone');
    expect(alone.title).toBe(
      'Only the Ed25519 signature of example.org is valid; the RSA one (selector rsa) fails.',
    );
    expect(alone.fix).not.toMatch(/Add a second signature/);
  });

  test('an old selector beside a good one may go; a mail service\u2019s is its own', async () => {
    expect(
      (await told({ signatures: [{ selector: 'old' }, {}] }, 'dkim-another-failed')).fix,
    ).toMatch(/or take that selector out of the program that signs; selector sel stays\.$/);
    const foreign = await told(
      { signatures: [{ domain: 'esp.example' }, {}] },
      'dkim-another-failed',
    );
    expect(foreign.fix).toBe(
      'It is the signature of esp.example, not yours: leave it to its owner.',
    );
  });
});

describe('mail services have their own steps', () => {
  test('Google Workspace that was not started', async () => {
    const domain = 'example-org.20230601.gappssmtp.com';
    const said = await told(
      { zone: { [`sel._domainkey.${domain}`]: [keyTxt('rsa2048')] }, signatures: [{ domain }] },
      'dkim-not-aligned',
    );
    expect(said.fix).toMatch(
      /Google Admin console > Apps > Google Workspace > Gmail > Authenticate email.*Start authentication/,
    );
  });

  test('Microsoft 365: two CNAMEs, and nobody has its key', async () => {
    const domain = 'toko.onmicrosoft.com';
    const zone = {
      [`sel._domainkey.${domain}`]: [keyTxt('rsa2048')],
      'selector1._domainkey.example.org': null,
    };
    const said = await told({ zone, signatures: [{ domain }] }, 'dkim-not-aligned');
    expect(said.fix).toMatch(
      /Defender portal.*two CNAME records.*selector1-example-org\._domainkey\.toko\.onmicrosoft\.com or a name below dkim\.mail\.microsoft/,
    );
    const missing = await told(
      { zone, signatures: [{ domain }, { selector: 'selector1' }] },
      'dkim-another-failed',
    ).catch(() =>
      told({ zone, signatures: [{ domain }, { selector: 'selector1' }] }, 'dkim-key-missing'),
    );
    expect(missing.fix).toMatch(/two CNAME records/);
    expect(missing.fix).not.toMatch(/public key of selector/);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'Zimbra',
      { 'X-Mailer': 'Zimbra 8.8.15_GA_4059' },
      /\/opt\/zimbra\/libexec\/zmdkimkeyutil -a -d example\.org/,
    ],
    [
      'Exim',
      { Received: 'from pc by mail.example.org with esmtpsa (Exim 4.96)' },
      /dkim_domain = example\.org, dkim_selector and dkim_private_key/,
    ],
    [
      'cPanel',
      {
        Received: 'from pc by mail.example.org with esmtpsa (Exim 4.96)',
        'X-AntiAbuse': 'This header was added to track abuse',
      },
      /Email Deliverability/,
    ],
    ['Plesk', { 'X-PPP-Vhost': 'example.org' }, /Mail Settings/],
    ['Postfix', {}, /smtpd_milters and non_smtpd_milters/],
  ])('nothing signs: %s', async (_, header, fix) => {
    expect((await told({ header, signatures: [] }, 'dkim-none')).fix).toMatch(fix);
  });

  test('a bounce', async () => {
    const said = await told({ signatures: [], envelope: { mailFrom: '' } }, 'dkim-none');
    expect(said.fix).toBe(
      'Set "internal_mail_filter_classes = bounce" in Postfix, and name the DKIM milter in non_smtpd_milters.',
    );
  });
});

describe('evidence', () => {
  test('a private key is shouted about, and not given back', async () => {
    const secret = `MIIEowIBAAKCAQEA${P.slice(44, 240)}`;
    const said = await told(
      { zone: { [NAME]: [txt(`v=DKIM1; k=rsa; p=${secret}`)] } },
      'dkim-key-private',
    );
    expect(said.title).toMatch(/PRIVATE key is published/);
    expect(said.fix).toMatch(/new selector.*then delete the TXT record/);
    expect(said.all).not.toContain(secret.slice(0, 20));
  });

  test('of two keys the ends are shown, and which one verified', async () => {
    const said = await told(
      { zone: { [NAME]: [keyTxt('rsa2048'), keyTxt('rsa2048b')] } },
      'dkim-key-several',
    );
    expect(said.evidence).toMatch(
      new RegExp(
        `${P.slice(-12).replace(/[+/]/g, '\\$&')} \\(the signature verifies with this one\\)`,
      ),
    );
    expect(said.evidence).toContain(publicPart('rsa2048b').slice(-12));
  });

  test('the reason never contradicts what is proven about the key', async () => {
    const renamed: Given['onTheWay'] = ({ fields }) => ({
      fields: fields.map((field) =>
        field.startsWith('Subject: ') ? 'Subject: You have won a prize' : field,
      ),
    });
    const changed = await told({ onTheWay: renamed }, 'dkim-header-changed');
    expect(changed.all).not.toMatch(/is not the one|compare the key/);
    const wrong = await told({ zone: { [NAME]: [keyTxt('rsa2048b')] } }, 'dkim-wrong-key');
    expect(wrong.all).not.toMatch(/a signed field was changed/);
  });

  test('oversigning is not to be switched off', async () => {
    const said = await told(
      { onTheWay: ({ fields }) => ({ fields: ['Subject: once more', ...fields] }) },
      'dkim-header-added',
    );
    expect(said.fix).not.toMatch(/do not name it in h=/);
  });
});
