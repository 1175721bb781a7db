// The fix of every finding about a DKIM key is followed: its records are published, and the mail or the key is judged again.
import { describe, expect, test } from 'vitest';
import { CATALOG } from '../../src/diagnose/catalog.ts';
import type { Finding } from '../../src/diagnose/finding.ts';
import { words } from '../../src/words/words.ts';
import { surveyedKey } from '../judge/given-domain.ts';
import { dkimCases } from './cases/dkim.ts';
import { published } from './followed.ts';
import { judged, keyTxt, publicPart, txt, type Given } from './given.ts';

const NAME = 'sel._domainkey.example.org';
const P = publicPart('rsa2048');
const PEM = `-----BEGIN PUBLIC KEY----- ${(P.match(/.{1,64}/g) ?? []).join(' ')} -----END PUBLIC KEY-----`;
const ED = publicPart('ed25519');
const WRAPPED = Buffer.concat([
  Buffer.from('302a300506032b6570032100', 'hex'),
  Buffer.from(ED, 'base64'),
]).toString('base64');
const key = (...records: string[]): Given => ({ zone: { [NAME]: records.map(txt) } });
const edwards = (record: string, more: Given = {}): Given => ({
  zone: { 'ed._domainkey.example.org': [txt(record)] },
  signatures: [{ selector: 'ed', key: 'ed25519' }],
  ...more,
});

/** Records as people publish them. */
const PASTED: Record<string, Given> = {
  'backslashes before the semicolons': key(`v=DKIM1\\; k=rsa\\; p=${P}`),
  'backslashes, and a test mark': key(`v=DKIM1\\; k=rsa\\; t=y\\; p=${P}`),
  'two quoted strings as text': key(`"v=DKIM1; k=rsa; p=${P.slice(0, 200)}" "${P.slice(200)}"`),
  'a zone file with brackets': key(
    `( "v=DKIM1; k=rsa; " "p=${P.slice(0, 200)}" "${P.slice(200)}" ) ; ----- DKIM key sel for example.org`,
  ),
  'a PEM file': key(`v=DKIM1; k=rsa; p=${PEM}`),
  'a PEM file alone': key(PEM),
  'p without an equals sign': key(`v=DKIM1; k=rsa; p ${P}`),
  'no p= at all': key(`v=DKIM1; k=rsa; ${P}`),
  'no semicolons': key(`v=DKIM1 k=rsa p=${P}`),
  'lower-case version': key(`v=dkim1; k=rsa; p=${P}`),
  'v= last': key(`k=rsa; p=${P}; v=DKIM1`),
  'two semicolons, obsolete tags, a test mark': key(
    `v=DKIM1;; g=*; r=postmaster; k=rsa; t=y; p=${P}`,
  ),
  'sha1 alone and a service that is not mail': key(`v=DKIM1; h=sha1; s=tlsrpt; p=${P}`),
  'a type nobody knows': key(`v=DKIM1; k=dsa; p=${P}`),
  'the type of another key': key(`v=DKIM1; k=ed25519; p=${P}`),
  'words behind the key': key(`v=DKIM1; k=rsa; p=${P} mail for example.org`),
  'pasted twice': key(`v=DKIM1; k=rsa; p=${P}${P}`),
  'a key of 1024 bits with quotes': {
    ...key(`v=DKIM1; k=rsa; p="${publicPart('rsa1024')}"`),
    signatures: [{ key: 'rsa1024' }],
  },
  'a broken record, and a changed text': {
    ...key(`v=DKIM1; k=rsa; p="${P}"`),
    onTheWay: ({ body }) => ({ body: `${body}-- \r\nScanned\r\n` }),
  },
  'a broken record, few signed fields, l=': {
    ...key(`v=DKIM1; k=rsa; p="${P}"`),
    signatures: [{ h: 'From:To:Date', tags: { l: '10' }, limit: 10 }],
  },
  'two keys, one verifies': key(`v=DKIM1; p=${P}`, `v=DKIM1; p=${publicPart('rsa2048b')}`),
  'two keys, the one that verifies has a test mark': key(
    `v=DKIM1; t=y; p=${P}`,
    `v=DKIM1; p=${publicPart('rsa2048b')}`,
  ),
  'a key and a withdrawn one': key(`v=DKIM1; p=`, `v=DKIM1; p=${P}`),
  'a key and something else': key(`google-site-verification=1`, `v=DKIM1; p=${P}`),
  'a dangling CNAME, and the key at the mail host': {
    zone: {
      [NAME]: ['CNAME sel.gone.example.net'],
      'sel._domainkey.mail.example.org': [keyTxt('rsa2048')],
    },
  },
  'the key with the domain twice': {
    zone: { [NAME]: null, [`${NAME}.example.org`]: [keyTxt('rsa2048')] },
  },
  'another key at the mail host': {
    zone: { [NAME]: null, 'sel._domainkey.mail.example.org': [keyTxt('rsa2048b')] },
  },
  'a CNAME to a test mark of one\u2019s own': {
    zone: {
      [NAME]: ['CNAME k1.keys.example.org'],
      'k1.keys.example.org': [txt(`v=DKIM1; t=y; p=${P}`)],
    },
  },
  'a CNAME to a test mark of a mail service': {
    zone: { [NAME]: ['CNAME k1.esp.example'], 'k1.esp.example': [txt(`v=DKIM1; t=y; p=${P}`)] },
  },
  'a CNAME to a broken record of a mail service': {
    zone: {
      [NAME]: ['CNAME k1.esp.example'],
      'k1.esp.example': [txt(`v=DKIM1; s=tlsrpt; p=${P}`)],
    },
  },
  'Ed25519 in a SubjectPublicKeyInfo': edwards(`v=DKIM1; k=ed25519; p=${WRAPPED}`),
  'Ed25519 without k=': edwards(`v=DKIM1; p=${ED}`),
  'Ed25519 in a SubjectPublicKeyInfo without k=, beside RSA': edwards(`p=${WRAPPED}`, {
    signatures: [{ selector: 'ed', key: 'ed25519' }, {}],
  }),
  'signed with t=s twice, once for a subdomain': {
    ...key(`v=DKIM1; t=y:s; p=${P}`),
    signatures: [{ tags: { i: '@news.example.org' } }, {}],
  },
  'a good record and a wrong key': key(`v=DKIM1; t=y; p=${publicPart('rsa2048b')}`),
};

const SAMPLES: [string, Given][] = [
  ...Object.entries(dkimCases).flatMap(([code, { fires, silent }]): [string, Given][] => [
    [code, fires],
    [`${code}, near miss`, silent],
  ]),
  ...Object.entries(PASTED),
];

const subject = ({ code, values }: Finding): string =>
  `${code} ${values['name'] ?? ''} ${values['domain'] ?? ''} ${values['selector'] ?? ''}`;
const isSerious = ({ code }: Finding): boolean =>
  CATALOG[code].severity === 'error' || CATALOG[code].severity === 'warning';
const ofKeys = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ method }) => method === 'dkim');

/** A record is in the words exactly when it is carried, and one name has one final record. */
function expectOneRecord(findings: readonly Finding[]): void {
  const finals = new Map<string, Set<string>>();
  for (const finding of findings) {
    const { code, values, records } = finding;
    const published = records.filter(({ action }) => action !== 'remove');
    for (const language of ['en', 'id'] as const) {
      const { fix } = words(finding, language);
      const shown = values['record'];
      expect([code, language, shown !== undefined && fix.includes(`"${shown}"`)]).toEqual([
        code,
        language,
        records.length > 0,
      ]);
    }
    for (const { name, value } of published) {
      expect([code, value]).toEqual([code, values['record']]);
      finals.set(name, (finals.get(name) ?? new Set()).add(value));
    }
  }
  for (const values of finals.values()) expect(values.size).toBe(1);
}

describe.each(SAMPLES)('%s', (_, given) => {
  test('publishing the records mends what they are for, and nothing new is said', async () => {
    const before = await judged(given);
    const findings = ofKeys(before.findings);
    expectOneRecord(findings);
    const carrying = findings.filter(({ records }) => records.length > 0);
    if (carrying.length === 0) return;
    const after = await judged({
      ...published(
        given,
        carrying.flatMap(({ records }) => records),
      ),
      at: given.at ?? before.facts.at,
    });
    const left = after.findings.map(subject);
    expect(carrying.map(subject).filter((one) => left.includes(one))).toEqual([]);
    const known = new Set(before.findings.map(subject));
    expect(
      after.findings.filter((one) => isSerious(one) && !known.has(subject(one))).map(subject),
    ).toEqual([]);
    for (const [index, { result }] of before.facts.dkim.entries())
      if (result === 'pass') expect(after.facts.dkim[index]?.result).toBe('pass');
  });
});

/** Nobody but its owner can know the record, or change it; what is behind the end of a key is read past. */
const UNKNOWN = [
  'another key at the mail host',
  'a CNAME to a test mark of a mail service',
  'a CNAME to a broken record of a mail service',
  'a good record and a wrong key',
  'pasted twice',
];

test.each(Object.entries(PASTED))('the record is computed: %s', async (name, given) => {
  const { findings } = await judged(given);
  expect(ofKeys(findings).some(({ records }) => records.length > 0)).toBe(!UNKNOWN.includes(name));
});

describe('mailassay key gives the same record', () => {
  const alone = Object.entries({
    ...PASTED,
    ...Object.fromEntries(Object.entries(dkimCases).map(([code, { fires }]) => [code, fires])),
  }).filter(
    ([, { zone, signatures }]) =>
      zone !== undefined &&
      Object.hasOwn(zone, NAME) &&
      (signatures ?? []).every(
        ({ tags = {}, selector = 'sel' }) => selector === 'sel' && tags['i'] === undefined,
      ),
  );
  test.each(alone)('%s', async (_, given) => {
    const judgement = await surveyedKey({ zone: given.zone ?? {} });
    expectOneRecord(judgement.findings);
    const carrying = judgement.findings.filter(({ records }) => records.length > 0);
    const changes = carrying.flatMap(({ records }) => records);
    const finals = changes.filter(({ action }) => action !== 'remove').map(({ value }) => value);
    // What the mail proves, a key alone cannot; where both know the record, it is one.
    const { findings } = await judged(given);
    const ofMail = new Set(
      findings
        .flatMap(({ method, records }) => (method === 'dkim' ? records : []))
        .flatMap(({ action, value }) => (action === 'remove' ? [] : [value])),
    );
    if (ofMail.size > 0) for (const value of finals) expect([...ofMail]).toContain(value);
    if (carrying.length === 0) return;
    const after = await surveyedKey(published({ zone: given.zone ?? {} }, changes));
    expect(
      carrying
        .map(({ code }) => code)
        .filter((code) => after.findings.some((one) => one.code === code)),
    ).toEqual([]);
    expect(after.verdict).not.toBe('fail');
  });
});
