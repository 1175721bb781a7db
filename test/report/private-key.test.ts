// A private key that stands in DNS by mistake: no report spreads it further.
import { expect, test } from 'vitest';
import { diagnose } from '../../src/diagnose/diagnose.ts';
import { makeReport } from '../../src/report/make.ts';
import { questionWithoutSecret, withoutSecret } from '../../src/report/private-key.ts';
import { factsOf, keyTxt, publicPart, txt } from '../diagnose/given.ts';

const BASE = publicPart('rsa2048');
/** PKCS #1 of 2048 bits: SEQUENCE, version 0, modulus. */
const PRIVATE = `MIIEowIBAAKCAQEA${BASE.slice(44, 340)}ENDOFKEY`;
const CUT = `v=DKIM1; k=rsa; p=${PRIVATE.slice(0, 24)}…ENDOFKEY`;

test('a report has only its beginning and its end', async () => {
  const verification = await factsOf({
    zone: { 'sel._domainkey.example.org': [txt(`v=DKIM1; k=rsa; p=${PRIVATE}`)] },
  });
  const diagnosis = diagnose(verification);
  expect(diagnosis.findings.map(({ code }) => code)).toContain('dkim-key-private');
  const report = makeReport({
    id: 'x',
    receivedAt: verification.at,
    language: 'en',
    verification,
    diagnosis,
    response: { decision: 'none', reason: 'saved-message', sentAt: null },
    service: { version: '1', host: 'mx.example', link: null },
  });
  expect(report.dkim[0]?.key).toMatchObject({ record: CUT, records: [CUT] });
  expect(JSON.stringify(report)).not.toContain(PRIVATE.slice(24, 64));
  expect(JSON.stringify(report)).not.toContain(PRIVATE.slice(-48, -8));
});

test('pieces of it are cut as well, in whatever form; public keys stay whole', () => {
  const lines = PRIVATE.replace(/.{64}/g, '$&\\n');
  for (const records of [
    [`v=DKIM1; p=${PRIVATE.slice(0, 200)}`, PRIVATE.slice(200)],
    [`-----BEGIN RSA PRIVATE KEY-----${lines}-----END RSA PRIVATE KEY-----`],
    [`v=DKIM1; p=${PRIVATE.replace(/.{20}/g, '$& ')}`],
  ])
    for (const shown of withoutSecret(records)) expect(shown.length).toBeLessThan(60);
  const question = { name: 'x', type: 'TXT', ttl: 1, ms: 1, status: 'NOERROR', at: 0 };
  const answers = [keyTxt('rsa2048').slice(4)];
  expect(questionWithoutSecret({ ...question, answers, authenticated: false }).answers).toEqual(
    answers,
  );
});
