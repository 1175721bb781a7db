// The library as its users see it, with a zone of their own and no network.
import { describe, expect, test } from 'vitest';
import {
  diagnose,
  render,
  reportSchema,
  toReport,
  UnusableMessage,
  verify,
  version,
  zoneResolver,
} from '../../src/index.ts';
import { Report } from '../../src/report/report.ts';
import { letter } from '../service/sender.ts';
import { ZONE } from '../service/zone.ts';

const resolver = zoneResolver(ZONE);
const SESSION = {
  ip: '192.0.2.10',
  helo: 'mail.good.example',
  mailFrom: 'admin@good.example',
  resolver,
};

describe('verify', () => {
  test('states facts', async () => {
    const facts = await verify(Buffer.from(await letter({})), {
      ...SESSION,
      host: 'mx.example.org',
      at: new Date(),
    });
    expect(facts).toMatchObject({
      host: 'mx.example.org',
      spf: { mailFrom: { result: 'pass' } },
      dkim: [{ result: 'pass' }],
      dmarc: { result: 'pass' },
      iprev: { result: 'pass' },
    });
    expect(facts.dns.length).toBeGreaterThan(3);
  });

  test('takes text with LF line ends, and an IPv6 client without a name', async () => {
    const facts = await verify((await letter({})).replaceAll('\r\n', '\n'), {
      ip: '2001:DB8::1',
      resolver,
    });
    expect(facts.envelope).toEqual({
      clientIp: '2001:db8::1',
      clientName: null,
      helo: '[IPv6:2001:db8::1]',
      mailFrom: '',
      rcptTo: [],
      tls: null,
      smtputf8: false,
    });
    expect(facts.dkim).toMatchObject([{ result: 'pass' }]);
  });

  test('what a sender did wrong is a value', async () => {
    const facts = await verify('From: nobody\n\nhello\n', { ip: '192.0.2.10', resolver });
    expect(diagnose(facts).verdict).toBe('fail');
  });

  test('what a mail server would refuse is an UnusableMessage', async () => {
    await expect(verify('', SESSION)).rejects.toThrow(UnusableMessage);
    await expect(verify('From: a@b.example\r\n\r\n\0\r\n', SESSION)).rejects.toThrow(
      /^the message would be refused: 550 5\.6\.0 /,
    );
  });

  test('a session that is none is a TypeError', async () => {
    const message = 'From: a@b.example\r\n\r\n';
    await expect(verify(message, { ...SESSION, ip: 'here' })).rejects.toThrow(TypeError);
    await expect(verify(message, { ...SESSION, helo: 'a\r\nb' })).rejects.toThrow(TypeError);
    await expect(verify(message, { ...SESSION, at: new Date('x') })).rejects.toThrow(TypeError);
  });
});

test('diagnose, render and toReport', async () => {
  const facts = await verify(`${await letter({})}More.\r\n`, SESSION);
  const diagnosis = diagnose(facts);
  expect(diagnosis).toMatchObject({ verdict: 'fail' });
  expect(diagnosis.findings.map(({ code }) => code)).toContain('dkim-body-appended');

  expect(render(facts, diagnosis)).toMatch(/^VERDICT: FAIL/);
  expect(render(facts, diagnosis, { language: 'id' })).toMatch(/^VERDICT: FAIL \(GAGAL\)/);
  expect(render(facts, diagnosis, { format: 'text', trace: true }).length).toBeGreaterThan(
    render(facts, diagnosis).length,
  );
  expect(render(facts, diagnosis, { format: 'sarif', artifact: 'mails/1.eml' })).toContain(
    '"mails/1.eml"',
  );
  expect(render(facts, diagnosis, { format: 'junit', expected: ['spf'] })).toContain(
    'failures="0"',
  );
  for (const format of ['port25', 'sendmail', 'elandsys', 'headers'] as const)
    expect(render(facts, diagnosis, { format })).toMatch(/\n$/);

  const report = toReport(facts, diagnosis, { id: 'mine' });
  expect(
    Report.parse(JSON.parse(render(facts, diagnosis, { format: 'json', id: 'mine' }))),
  ).toEqual(report);
  expect(report).toMatchObject({ schema: 'mailassay-report/1', id: 'mine', service: { version } });
  expect(reportSchema()).toMatchObject({ title: 'mailassay-report/1' });
});
