// Names of hosts as providers give them, and as administrators do.
import { describe, expect, test } from 'vitest';
import { nameKind } from '../../src/diagnose/connection/generic.ts';

describe('an IPv4 address', () => {
  test.each([
    ['mail.example.org', 'given'],
    ['mail-203-0-113-5.example.org', 'given'],
    ['web7.example.org', 'given'],
    ['pool.example.org', 'given'],
    ['host1.home.example.org', 'given'],
    ['5.113.0.203.static.isp.example', 'generic'],
    ['203-0-113-5.isp.example', 'generic'],
    ['h203000113005.isp.example', 'generic'],
    ['cb007105.isp.example', 'generic'],
    ['subs-203-0-113.isp.example', 'generic'],
    ['dsl-77.dynamic.isp.example', 'dynamic'],
    ['p5.pool.isp.example', 'dynamic'],
    ['203.0.113.5.cable.isp.example', 'dynamic'],
    ['client-5-113-0-203.isp-network.isp.example', 'dynamic'],
    ['PPP-5.ISP.example', 'dynamic'],
  ])('%s is %s', (name, kind) => {
    expect(nameKind(name, '203.0.113.5')).toBe(kind);
  });
});

describe('an IPv6 address', () => {
  test.each([
    ['mail.example.org', 'given'],
    ['2001-db8-1-2-a1b2-c3d4-e5f6-0718.isp.example', 'generic'],
    ['2001-db8-1-2-a1b2-c3d4-e5f6-0718.dyn.isp.example', 'dynamic'],
    ['a.isp.example', 'given'],
  ])('%s is %s', (name, kind) => {
    expect(nameKind(name, '2001:db8:1:2:a1b2:c3d4:e5f6:718')).toBe(kind);
  });
});

test('zeros are found everywhere', () => {
  expect(nameKind('0000000000000001.example.org', '2001:db8::1')).toBe('given');
});
