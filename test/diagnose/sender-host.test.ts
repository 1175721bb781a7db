// Whose host a message comes from, in situations as people have them.
import { describe, expect, it } from 'vitest';
import {
  providerOf,
  providerOfDomain,
  providerOfInclude,
  PROVIDERS,
} from '../../src/diagnose/sender-host/providers.ts';
import {
  isReadersHost,
  senderHost,
  type SenderHost,
} from '../../src/diagnose/sender-host/sender-host.ts';
import { factsOf, txt, type Given, type Zone } from './given.ts';

/** A host with a name of its own, forward and back. */
const named = (ip: string, name: string): Zone => ({
  [`${ip.split('.').toReversed().join('.')}.in-addr.arpa`]: [`PTR ${name}`],
  [name]: [`A ${ip}`],
});
const from = (ip: string, name: string, given: Given = {}): Given => ({
  ...given,
  zone: { ...named(ip, name), ...given.zone },
  envelope: { clientIp: ip, helo: name, ...given.envelope },
});
const trace = (...fields: string[]): Given => ({
  onTheWay: ({ fields: signed }) => ({ fields: [...fields, ...signed] }),
});

const SITUATIONS: [string, Given, Partial<SenderHost>][] = [
  [
    'the own server',
    {},
    { kind: 'own', host: 'mail.example.org', provider: null, owner: 'example.org' },
  ],
  [
    'the own server without a PTR record',
    { zone: { '25.2.0.192.in-addr.arpa': null } },
    { kind: 'own', host: 'mail.example.org' },
  ],
  [
    'Google Workspace',
    from('209.85.128.41', 'mail-wm1-f41.google.com'),
    { kind: 'provider', owner: 'google.com' },
  ],
  [
    'Microsoft 365',
    from('40.107.1.1', 'mail-db8eur05on2101.outbound.protection.outlook.com'),
    { kind: 'provider' },
  ],
  [
    'Amazon SES',
    from('54.240.8.50', 'a8-50.smtp-out.amazonses.com', {
      envelope: { mailFrom: '0102@amazonses.com' },
    }),
    { kind: 'provider' },
  ],
  [
    'a newsletter with List-Id from SendGrid',
    from('149.72.1.1', 'o1.ptr1.outbound-mail.sendgrid.net', {
      envelope: { mailFrom: 'bounces+1-2@sendgrid.net' },
      header: { 'List-Id': '<1.sendgrid.net>' },
    }),
    { kind: 'provider' },
  ],
  [
    'a smarthost: the message was for the recipient all the time',
    from(
      '203.0.113.9',
      'smtp.isp.example',
      trace(
        'Received: from mail.example.org (mail.example.org [192.0.2.25]) by smtp.isp.example (Postfix) with ESMTPS id 1 for <test@mailassay.example>; Sat, 01 Aug 2026 09:59:59 +0000',
      ),
    ),
    { kind: 'smarthost', owner: 'isp.example' },
  ],
  [
    'a forwarder: the message was for somebody else first',
    from(
      '203.0.113.77',
      'fwd.alumni.example',
      trace(
        'Received: from mail.example.org (mail.example.org [192.0.2.25]) by fwd.alumni.example (Postfix) with ESMTPS id 1 for <ben@alumni.example>; Sat, 01 Aug 2026 09:59:59 +0000',
      ),
    ),
    { kind: 'forwarder', owner: 'alumni.example' },
  ],
  [
    'a forwarder: the host before is listed in the SPF record',
    from(
      '203.0.113.77',
      'fwd.alumni.example',
      trace(
        'Received: from mail.example.org (mail.example.org [192.0.2.25]) by fwd.alumni.example (Postfix) with ESMTPS id 1; Sat, 01 Aug 2026 09:59:59 +0000',
      ),
    ),
    { kind: 'forwarder' },
  ],
  [
    'a forwarder that rewrites MAIL FROM (SRS)',
    from('203.0.113.77', 'fwd.alumni.example', {
      envelope: { mailFrom: 'SRS0=x7Qk=AB=example.org=anna@alumni.example' },
    }),
    { kind: 'forwarder' },
  ],
  [
    'a mailing list',
    from('203.0.113.30', 'mx.lists.example.net', {
      envelope: { mailFrom: 'talk-bounces@lists.example.net' },
      ...trace('List-Id: Talk <talk.lists.example.net>'),
    }),
    { kind: 'list', owner: 'talk.lists.example.net' },
  ],
  [
    'a web form, by the user that runs the web server',
    from('198.51.100.3', 'web.shop.example', {
      envelope: { mailFrom: 'www-data@shop.example' },
      signatures: [],
      ...trace(
        'Received: by web.shop.example (Postfix, from userid 33) id 1; Sat, 01 Aug 2026 09:59:59 +0000',
      ),
    }),
    { kind: 'web-form', owner: 'shop.example' },
  ],
  [
    'a web form, by the script that PHP names',
    from('198.51.100.3', 'web.shop.example', {
      envelope: { mailFrom: 'info@shop.example' },
      signatures: [],
      header: { 'X-PHP-Originating-Script': '33:contact.php' },
    }),
    { kind: 'web-form', owner: 'shop.example' },
  ],
  [
    'the own site in its own name is no web form',
    {
      envelope: { mailFrom: 'www-data@example.org' },
      ...trace(
        'Received: by mail.example.org (Postfix, from userid 33) id 1; Sat, 01 Aug 2026 09:59:59 +0000',
      ),
    },
    { kind: 'own' },
  ],
  [
    'somebody else',
    from('203.0.113.66', 'mx.stranger.example', { envelope: { mailFrom: 'x@stranger.example' } }),
    { kind: 'unknown', evidence: null },
  ],
  [
    'a name of a provider that does not lead back is not believed',
    { envelope: { clientIp: '203.0.113.66', helo: 'mail-wm1-f41.google.com' } },
    { kind: 'unknown', provider: null },
  ],
];

describe('whose host is it', () => {
  it.each(SITUATIONS)('%s', async (_, given, expected) => {
    expect(senderHost(await factsOf(given))).toMatchObject(expected);
  });

  it('is not the reader where a service sends, and nobody knows where nothing tells', async () => {
    expect(isReadersHost(await factsOf({}))).toBe(true);
    expect(isReadersHost(await factsOf(from('209.85.128.41', 'mail-wm1-f41.google.com')))).toBe(
      false,
    );
    expect(
      isReadersHost(
        await factsOf(
          from('203.0.113.66', 'mx.stranger.example', {
            envelope: { mailFrom: 'x@stranger.example' },
          }),
        ),
      ),
    ).toBeNull();
  });

  it('recognizes a list without its fields by its seal and its name in MAIL FROM', async () => {
    const facts = await factsOf(
      from('203.0.113.30', 'mx.lists.example.net', {
        envelope: { mailFrom: 'talk@lists.example.net' },
        zone: { 'lists.example.net': [txt('v=spf1 ip4:203.0.113.30 -all')] },
      }),
    );
    facts.arc.sets.push({
      instance: 1,
      sealer: 'lists.example.net',
      selector: 'arc',
      cv: 'none',
      seal: { result: 'pass', reason: '' },
      messageSignature: { result: 'pass', reason: '' },
      authenticationResults: null,
    });
    expect(senderHost(facts)).toMatchObject({ kind: 'list', owner: 'lists.example.net' });
  });
});

describe('services', () => {
  it('are recognized by their hosts, by their own domains and by their includes', () => {
    expect(providerOf('mail-wm1-f41.google.com')?.name).toBe('Google Workspace');
    expect(providerOf('mout.kundenserver.de')?.include).toBe('_spf.kundenserver.de');
    expect(providerOf('sender-op-o11.zoho.eu')?.include).toBe('zohomail.eu');
    expect(providerOf('vps-1.ovh.net')).toBeNull();
    expect(providerOf('notgoogle.com')).toBeNull();
    expect(providerOfDomain('example-org.20230601.gappssmtp.com')?.name).toBe('Google Workspace');
    expect(providerOfDomain('toko.onmicrosoft.com')?.name).toBe('Microsoft 365');
    expect(providerOfInclude('spf.mtasv.net')?.name).toBe('Postmark');
  });

  it('each say where DKIM is turned on, and cost at least one lookup', () => {
    for (const { dkim, cost, hosts } of PROVIDERS) {
      expect(dkim.menu).not.toBe('');
      expect(cost).toBeGreaterThan(0);
      expect(hosts.every((host) => host.includes('.'))).toBe(true);
    }
  });
});
