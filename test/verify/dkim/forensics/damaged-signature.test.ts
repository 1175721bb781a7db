// What is said when the signature field itself was damaged: b=, bh=; never that another key signed or that the text was changed.
import { describe, expect, test } from 'vitest';
import type { Clock } from '../../../../src/runtime/clock.ts';
import { FORENSICS_BUDGET } from '../../../../src/verify/dkim/forensics/budget.ts';
import type { Forensics } from '../../../../src/verify/verification.ts';
import { defaultZone, NOW, signedMessage, txt, verifyText, type Sample } from '../harness.ts';
import { recordText, type KeyName } from '../signer.ts';

const STILL: Clock = { now: () => NOW };

async function forensicsOf(sample: Sample, zone = defaultZone()): Promise<Forensics | null> {
  const facts = await verifyText(signedMessage(sample), zone);
  return (
    facts.investigate(STILL, { budget: FORENSICS_BUDGET, until: Number.MAX_SAFE_INTEGER })[0] ??
    null
  );
}

type Way = NonNullable<Sample['changed']>;

/** Changes the value of a tag of the signature field, which stands on top. */
const tag =
  (name: 'b' | 'bh', change: (value: string) => string): Way =>
  (signed) => ({
    ...signed,
    fields: signed.fields.map((one, at) =>
      at === 0
        ? one.replace(
            new RegExp(`([; ]${name}=)([^;]*)`),
            (_, start: string, value: string) => start + change(value),
          )
        : one,
    ),
  });

const flipped = (value: string, at: number): string =>
  value.slice(0, at) + (value.charAt(at) === '7' ? '8' : '7') + value.slice(at + 1);
const exchanged = (value: string): string => {
  const at = Array.from(value).findIndex(
    (char, place) => place > 20 && char !== value.charAt(place + 1),
  );
  return value.slice(0, at) + value.charAt(at + 1) + value.charAt(at) + value.slice(at + 2);
};
const recased = (value: string): string =>
  value.replace(/(?<=.{30})[a-z]/, (letter) => letter.toUpperCase());

describe.each<KeyName>(['rsa1024', 'rsa2048', 'rsa4096'])('b= of %s', (key) => {
  const zone = txt(recordText(key));

  test.each([
    ['one character changed', (value: string) => flipped(value, 40)],
    ['the last characters changed', (value: string) => flipped(value, value.length - 4)],
    ['cut by four characters', (value: string) => value.slice(0, -4)],
    ['cut in the middle', (value: string) => value.slice(0, 40) + value.slice(44)],
    ['128 characters lost', (value: string) => value.slice(0, 20) + value.slice(148)],
  ])('%s: not decided, so no other key is claimed', async (_, change) => {
    const found = await forensicsOf({ key, changed: tag('b', change) }, zone);
    expect(found).toMatchObject({
      opens: false,
      keyMatches: 'unknown',
      bodyIntact: true,
      headerIntact: 'unknown',
      changes: [],
    });
  });

  test.each([
    ['two neighbours exchanged', exchanged],
    ['one letter in the other case', recased],
  ])('%s: put right it opens, and the header is what was signed', async (_, change) => {
    const found = await forensicsOf({ key, changed: tag('b', change) }, zone);
    expect(found).toMatchObject({
      opens: false,
      keyMatches: true,
      damaged: 'b',
      headerIntact: true,
      changes: [{ kind: 'signature-value-changed' }],
    });
  });

  test('in small letters it is damaged, whatever key signed', async () => {
    expect(
      await forensicsOf({ key, changed: tag('b', (value) => value.toLowerCase()) }, zone),
    ).toMatchObject({ opens: false, keyMatches: true, damaged: 'b' });
  });
});

describe('an earlier host that found the signature valid', () => {
  const start = (fields: readonly string[]): string =>
    /b=([^;]{8})/.exec(fields[0]?.replace(/bh=[^;]*;?/, '') ?? '')?.[1] ?? '';
  const verifiedBy =
    (
      result: (b: string) => string,
      change: (value: string) => string = (value) => flipped(value, 60),
    ): Way =>
    (signed) => {
      const changed = { ...signed, ...tag('b', change)(signed) };
      return {
        ...changed,
        fields: [
          `Authentication-Results: mx.example.net; spf=none; ${result(start(signed.fields))}`,
          ...changed.fields,
        ],
      };
    };

  test('refutes another key', async () => {
    const found = await forensicsOf({
      changed: verifiedBy((b) => `dkim=pass header.d=example.org header.s=sel header.b=${b}`),
    });
    expect(found).toMatchObject({
      keyMatches: true,
      damaged: 'b',
      intactAt: { host: 'mx.example.net' },
    });
  });

  test.each([
    ['of another signature', () => 'dkim=pass header.d=example.org header.s=sel header.b=AAAAAAAA'],
    ['of another domain', (b: string) => `dkim=pass header.d=example.com header.b=${b}`],
    ['that failed there', (b: string) => `dkim=fail header.d=example.org header.b=${b}`],
  ])('does not count %s', async (_, result) => {
    const found = await forensicsOf({ changed: verifiedBy(result) });
    expect(found).toMatchObject({ keyMatches: 'unknown', opens: false });
    expect(found?.intactAt).toBeUndefined();
  });

  test('is told for a changed text, too', async () => {
    const found = await forensicsOf({
      changed: (signed) => ({
        fields: [
          `ARC-Authentication-Results: i=1; lists.example.net; dkim=pass header.i=@example.org header.s=sel header.b=${start(signed.fields)}`,
          ...signed.fields,
        ],
        body: `${signed.body}footer\r\n`,
      }),
    });
    expect(found).toMatchObject({
      keyMatches: true,
      headerIntact: true,
      bodyIntact: false,
      intactAt: { host: 'lists.example.net' },
      changes: [{ kind: 'lines-appended' }],
    });
  });
});

describe.each([
  ['RSA', {}, defaultZone()],
  ['RSA under simple', { tags: { c: 'simple/simple' } }, defaultZone()],
  ['Ed25519', { key: 'ed25519', tags: { a: 'ed25519-sha256' } }, defaultZone('ed25519')],
] as [string, Sample, string][])('bh= altered (%s)', (_, sample, zone) => {
  test.each([
    ['one character', (value: string) => flipped(value, 5)],
    ['of an empty text', () => '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='],
    ['cut', (value: string) => value.slice(0, 20)],
  ])('%s: the text is whole', async (__, change) => {
    const found = await forensicsOf({ ...sample, changed: tag('bh', change) }, zone);
    if (found === null) return;
    expect(found).toMatchObject({
      keyMatches: true,
      bodyIntact: true,
      headerIntact: false,
      damaged: 'bh',
      changes: [{ where: 'header', kind: 'body-hash-changed' }],
    });
    expect(found.emptyBodySigned).toBeUndefined();
  });
});

describe('an empty text was signed', () => {
  test.each(['relaxed/relaxed', 'simple/simple'])(
    '%s: the signer never saw the text',
    async (c) => {
      const found = await forensicsOf({
        tags: { c },
        body: '',
        changed: (signed) => ({ ...signed, body: 'Hello,\r\n\r\nthe text.\r\n' }),
      });
      expect(found).toMatchObject({
        keyMatches: true,
        headerIntact: true,
        emptyBodySigned: true,
        changes: [],
      });
    },
  );

  test('an empty mail that was signed as such is none', async () => {
    expect(await forensicsOf({ body: '' })).toBeNull();
  });
});
