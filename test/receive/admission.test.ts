import { describe, expect, test } from 'vitest';
import { createAdmission } from '../../src/receive/admission.ts';
import { addressTest, canonicalAddress, countedNetwork } from '../../src/message/ip-address.ts';
import { Client } from '../../src/receive/client.ts';
import { manualTime } from './time.ts';

describe('createAdmission', () => {
  test('twenty at once from one address; a place that is left is free again', () => {
    const admission = createAdmission(manualTime().clock, true);
    for (let i = 0; i < 20; i++) expect(admission.enter('192.0.2.1')).toBeNull();
    expect(admission.enter('192.0.2.1')).toBe('too-many-open');
    expect(admission.enter('192.0.2.2')).toBeNull();
    admission.leave('192.0.2.1');
    expect(admission.enter('192.0.2.1')).toBeNull();
  });

  test('sixty new ones in any minute; refused ones do not count', () => {
    const time = manualTime();
    const admission = createAdmission(time.clock, true);
    const come = () => {
      const refusal = admission.enter('192.0.2.1');
      if (refusal === null) admission.leave('192.0.2.1');
      return refusal;
    };
    for (let i = 0; i < 60; i++) {
      expect(come()).toBeNull();
      time.advance(500);
    }
    for (let i = 0; i < 100; i++) expect(come()).toBe('too-many-new');
    time.advance(30_000);
    expect(come()).toBeNull();
    expect(come()).toBe('too-many-new');
    time.advance(500);
    expect(come()).toBeNull();
  });

  test('IPv6 is counted by /64', () => {
    const admission = createAdmission(manualTime().clock, true);
    for (let i = 1; i <= 20; i++)
      expect(admission.enter(`2001:db8:0:1::${i.toString(16)}`)).toBeNull();
    expect(admission.enter('2001:db8:0:1:ffff::1')).toBe('too-many-open');
    expect(admission.enter('2001:db8:0:2::1')).toBeNull();
  });

  test('five hundred in all', () => {
    const admission = createAdmission(manualTime().clock, true);
    for (let i = 0; i < 500; i++) expect(admission.open()).toBe(true);
    expect(admission.open()).toBe(false);
    admission.close();
    expect(admission.open()).toBe(true);
  });

  test('off counts nothing', () => {
    const admission = createAdmission(manualTime().clock, false);
    for (let i = 0; i < 600; i++) {
      expect(admission.open()).toBe(true);
      expect(admission.enter('192.0.2.1')).toBeNull();
    }
  });
});

describe('Client', () => {
  test('who speaks for others is counted as them, and as itself only when it sends mail itself', () => {
    const admission = createAdmission(manualTime().clock, true);
    const proxied = () => new Client('127.0.0.1', true, admission);
    for (let i = 0; i < 20; i++) expect(proxied().state({ address: '192.0.2.1' })).toBeNull();
    expect(proxied().state({ address: '192.0.2.1' })).toBe('too-many-open');
    expect(proxied().state({ address: '192.0.2.2' })).toBeNull();
    for (let i = 0; i < 20; i++) {
      const client = proxied();
      expect(client.count()).toBeNull();
      expect(client.count()).toBeNull();
    }
    expect(proxied().count()).toBe('too-many-open');
  });

  test('an address may be stated once', () => {
    const client = new Client('127.0.0.1', true, createAdmission(manualTime().clock, true));
    client.state({ helo: 'a.example' });
    expect(client.mayUseXclient).toBe(true);
    client.state({ address: '192.0.2.1' });
    expect(client).toMatchObject({ mayUseXclient: false, address: '192.0.2.1', helo: 'a.example' });
  });
});

describe('addresses', () => {
  test('have one form', () => {
    expect(
      [
        '192.0.2.1',
        '::ffff:192.0.2.1',
        '::FFFF:c000:0201',
        '2001:DB8:0:0:1:0:0:1',
        'fe80::1%eth0',
        '::',
        'x',
        '1.2.3',
        '1.2.3.4%x',
        '01.2.3.4',
      ].map(canonicalAddress),
    ).toEqual([
      '192.0.2.1',
      '192.0.2.1',
      '192.0.2.1',
      '2001:db8::1:0:0:1',
      'fe80::1',
      '::',
      null,
      null,
      null,
      null,
    ]);
    expect(countedNetwork('2001:db8::1')).toBe('2001:db8:0:0');
  });

  test('are found in lists of addresses and networks', () => {
    const listed = addressTest(['192.0.2.1', '2001:db8:0:0::1', '10.0.0.0/8', 'fd00::/8']);
    expect(
      ['192.0.2.1', '192.0.2.2', '2001:db8::1', '10.255.0.1', '11.0.0.1', 'fd12::1', 'fe80::1'].map(
        listed,
      ),
    ).toEqual([true, false, true, true, false, true, false]);
    expect(addressTest([])('127.0.0.1')).toBe(false);
  });
});
