import { describe, expect, test } from 'vitest';
import { readPath } from '../../src/receive/path.ts';
import { type Ours, readRecipient, UNKNOWN_TEST } from '../../src/receive/recipients.ts';

const OURS: Ours = {
  domain: 'example.test',
  acceptDomains: ['mail.other.example', 'xn--mnchen-3ya.example'],
};

function ask(address: string, ours: Ours = OURS) {
  const read = readPath(`<${address}>`, 0);
  if (read === null) throw new Error(`not a path: ${address}`);
  return readRecipient(read.path, ours);
}

describe('readRecipient', () => {
  test('knows every address of DESIGN.md §2', () => {
    const kinds = {
      'test@example.test': 'test',
      'TEST@EXAMPLE.TEST': 'test',
      'test@deep.sub.example.test': 'test',
      'test@mail.other.example': 'test',
      'test@münchen.example': 'test',
      'check-auth@example.test': 'check-auth',
      'check-auth2@example.test': 'check-auth2',
      'check-auth-bob=sender.example@example.test': 'check-auth-user',
      'sa-test@example.test': 'sa-test',
      'autorespond+dkim@example.test': 'autorespond-dkim',
      'autorespond+spf@example.test': 'autorespond-spf',
      'autorespond@example.test': 'autorespond',
      'assert@example.test': 'assert',
      't-0123456789abcdefghjkmnpqrs@example.test': 'page',
    };
    for (const [address, kind] of Object.entries(kinds))
      expect(ask(address).answer, address).toMatchObject({ kind, recipient: address });
  });

  test('reads suffixes in any order; of two languages the last one counts', () => {
    expect(ask('test+json+brief+id@example.test').answer).toMatchObject({
      language: 'id',
      json: true,
      brief: true,
    });
    expect(ask('test+BRIEF@example.test').answer).toMatchObject({
      language: null,
      json: false,
      brief: true,
    });
    expect(ask('test+id+en@example.test').answer).toMatchObject({ language: 'en' });
    expect(ask('autorespond+brief+spf+en@example.test').answer).toMatchObject({
      kind: 'autorespond-spf',
      language: 'en',
      brief: true,
    });
    for (const address of [
      'test+@example.test',
      'test+ids@example.test',
      '+id@example.test',
      'autorespond+dkim+spf@example.test',
    ])
      expect(ask(address).answer, address).toBeNull();
  });

  test('keeps the user of check-auth-USER=DOMAIN as written', () => {
    const redirects = {
      'check-auth-Bob=Sender.Example@example.test': 'Bob@sender.example',
      'check-auth-a=b=sender.example@example.test': 'a=b@sender.example',
      'check-auth-bob+id=sender.example@example.test': 'bob+id@sender.example',
      'CHECK-AUTH-first.last-x=xn--mnchen-3ya.example@example.test':
        'first.last-x@xn--mnchen-3ya.example',
    };
    for (const [address, redirectTo] of Object.entries(redirects))
      expect(ask(address).answer, address).toMatchObject({ kind: 'check-auth-user', redirectTo });
    for (const user of ['=b.example', 'bob=', 'bob=b', 'bob=-b.example', 'bob=b.e', 'bob'])
      expect(ask(`check-auth-${user}@example.test`).answer, user).toBeNull();
    expect(ask('"check-auth-a b=sender.example"@example.test').answer).toBeNull();
  });

  test('refuses to relay, however it is spelt, with 550 5.7.1', () => {
    for (const address of [
      'a@elsewhere.example',
      'test@example.testx',
      'test@xexample.test',
      'a%b@example.test',
      'b!a@example.test',
      '@a,@b:test@example.test',
      '"a@b"@example.test',
      'test@[192.0.2.1]',
      'postmaster@elsewhere.example',
    ]) {
      expect(ask(address).refusal, address).toMatchObject({
        code: 550,
        lines: [expect.stringMatching(/^5\.7\.1 /)],
      });
    }
  });

  test('names the right addresses to who writes to a wrong one', () => {
    expect(ask('tests@example.test').refusal).toMatchObject({
      code: 550,
      lines: [expect.stringMatching(/^5\.1\.1 .*test@example\.test.*check-auth@example\.test/)],
    });
    expect(ask('t-abc@example.test').refusal).toBe(UNKNOWN_TEST);
  });

  test('takes mail for the postmaster only where it can be forwarded', () => {
    const operated = { ...OURS, postmaster: 'ops@operator.example' };
    for (const address of ['postmaster@example.test', 'Abuse@example.test', 'POSTMASTER']) {
      expect(ask(address).refusal, address).toMatchObject({ code: 550 });
      expect(ask(address, operated).answer, address).toMatchObject({
        kind: 'postmaster',
        recipient: address,
      });
    }
    expect(ask('abuse', operated).refusal).toMatchObject({ code: 501 });
  });
});
