// The tree: what became of every term, what the whole record costs, and that looking further changes nothing.
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { DnsAnswer, RecordType, Resolver } from '../../../src/dns/resolver.ts';
import { zoneResolver } from '../../../src/dns/zone.ts';
import { checkHost } from '../../../src/verify/spf/check-host.ts';
import { readTree } from '../../../src/verify/spf/read-tree.ts';
import { SpfCheck, type SpfNode } from '../../../src/verify/verification.ts';
import { check, queryOf } from './run-cases.ts';

const IP = '192.0.2.25';

/** One line a term: depth, text, outcome, cost. */
function outline(node: SpfNode, depth = 0): string[] {
  return node.terms.flatMap((term) => [
    `${'  '.repeat(depth)}${term.text} ${term.outcome} ${term.cost}`,
    ...(term.record === null
      ? []
      : [
          `${'  '.repeat(depth + 1)}[${term.record.domain} ${term.record.status} ${term.record.cost}]`,
          ...outline(term.record, depth + 2),
        ]),
  ]);
}

const ZONE = `
example.org TXT "v=spf1 mx a:old.example.org include:one.example.org ip4:192.0.2.0/24 include:two.example.org exists:%{l}._spf.%{d} -all exp=why.%{d}"
example.org MX 10 mx.example.org
mx.example.org A 203.0.113.1
one.example.org TXT "v=spf1 ip4:198.51.100.0/24 ~all"
two.example.org TXT "v=spf1 a mx include:three.example.org ?all"
three.example.org TXT "v=spf1 ptr ip4:1.2.3 -all"
`;

test('every term says what became of it', async () => {
  const got = await check(ZONE, 'joe@example.org', IP);
  expect(outline(got.tree ?? fail())).toEqual([
    'mx no-match 1',
    'a:old.example.org no-match 1',
    'include:one.example.org no-match 1',
    '  [one.example.org found 0]',
    '    ip4:198.51.100.0/24 no-match 0',
    '    ~all match 0',
    'ip4:192.0.2.0/24 match 0',
    'include:two.example.org not-reached 5',
    '  [two.example.org found 4]',
    '    a not-reached 1',
    '    mx not-reached 1',
    '    include:three.example.org not-reached 2',
    '      [three.example.org syntax 1]',
    '        ptr not-evaluated 1',
    '        ip4:1.2.3 error 0',
    '        -all not-evaluated 0',
    '    ?all not-reached 0',
    'exists:%{l}._spf.%{d} not-reached 1',
    '-all not-reached 0',
    'exp=why.%{d} not-evaluated 0',
  ]);
  expect(got.reason).toBe('192.0.2.25 matches ip4:192.0.2.0/24');
  expect(got.matched).toEqual({
    record: got.tree?.record,
    term: 'ip4:192.0.2.0/24',
    domain: 'example.org',
  });
  expect(got.lookups).toEqual({ count: 3, void: 1, limit: 10 });
  expect([got.tree?.cost, got.tree?.voids]).toEqual([9, 1]);
  const terms = got.tree?.terms ?? [];
  expect(terms.map(({ why }) => why)).toEqual([
    'none of the MX hosts mx.example.org has 192.0.2.25',
    'old.example.org does not exist',
    'one.example.org gives softfail: no term of v=spf1 ip4:198.51.100.0/24 ~all matches 192.0.2.25; ~all',
    '192.0.2.25 is in 192.0.2.0/24',
    ...Array<string>(3).fill('not reached: ip4:192.0.2.0/24 decided'),
    'read only for a fail (RFC 7208 §6.2)',
  ]);
  expect(terms.map(({ target }) => target)).toEqual([
    'example.org',
    'old.example.org',
    'one.example.org',
    '192.0.2.0/24',
    'two.example.org',
    'joe._spf.example.org',
    null,
    null,
  ]);
  expect(terms[0]?.values).toEqual(['mx.example.org', '203.0.113.1']);
  expect(terms[4]?.record?.terms[2]?.record?.errors).toEqual([
    { position: 15, text: '"1.2.3" is not an IPv4 address' },
  ]);
  expect(SpfCheck.parse(got)).toEqual(got);
});

function fail(): never {
  throw new Error('no tree');
}

describe('reasons', () => {
  test.each([
    ['mx -all', 'no term of v=spf1 mx -all matches 192.0.2.25; -all'],
    ['-all', '-all matches every address'],
    ['ip4:192.0.2.25 -all', '192.0.2.25 matches ip4:192.0.2.25'],
    ['-ip4:192.0.2.25 +all', '192.0.2.25 matches -ip4:192.0.2.25'],
    ['a:mx.test -all', '192.0.2.25 matches a:mx.test: mx.test has 192.0.2.25'],
    ['a:near.test/24 -all', '192.0.2.25 matches a:near.test/24: near.test has 192.0.2.1/24'],
    [
      'include:in.test -all',
      '192.0.2.25 matches a:mx.test: mx.test has 192.0.2.25, by include:in.test',
    ],
    [
      'redirect=in.test',
      '192.0.2.25 matches a:mx.test: mx.test has 192.0.2.25, by redirect=in.test',
    ],
    ['include:none.test -all', 'include:none.test does not exist (RFC 7208 §5.2)'],
    ['include:x.%{d} -all', 'include:x.%{d}: x.s.test does not exist (RFC 7208 §5.2)'],
    ['a:servfail.test -all', 'a:servfail.test: A of servfail.test: SERVFAIL'],
    [
      'include:two.test -all',
      'include:two.test: two.test has 2 SPF records, one is allowed (RFC 7208 §4.5)',
    ],
    [
      'include:bad.test -all',
      'include:bad.test: syntax error in the record of bad.test at position 8: "ipv4" is not a mechanism; "ip4" is meant',
    ],
    [
      `${'ip4:203.0.113.1 '.repeat(20)}-all`,
      `no term of v=spf1 ${'ip4:203.0.113.1 '.repeat(20)}`.slice(0, 11 + 119) +
        '… matches 192.0.2.25; -all',
    ],
  ])('%s', async (terms, reason) => {
    const got = await check(
      `s.test TXT "v=spf1 ${terms}"\nmx.test A 192.0.2.25\nnear.test A 192.0.2.1\nin.test TXT "v=spf1 a:mx.test"\nservfail.test SERVFAIL
       two.test TXT "v=spf1"\ntwo.test TXT "v=spf1 "\nbad.test TXT "v=spf1 ipv4:192.0.2.1"\ns.test MX 0 gone.test`,
      'joe@s.test',
      IP,
    );
    expect(got.reason).toBe(reason);
  });
});

test('what can never be tested costs nothing and says so', async () => {
  const got = await check(
    's.test TXT "v=spf1 x=y ~all a include:gone.test redirect=gone.test"',
    'joe@s.test',
    IP,
  );
  expect(
    got.tree?.terms.map(({ outcome, why, cost, record }) => [outcome, why, cost, record]),
  ).toEqual([
    ['not-evaluated', 'unknown modifier, ignored (RFC 7208 §6)', 0, null],
    ['match', 'matches every address', 0, null],
    ['not-evaluated', 'after all, never tested (RFC 7208 §5.1)', 0, null],
    ['not-evaluated', 'after all, never tested (RFC 7208 §5.1)', 0, null],
    ['not-evaluated', 'ignored, because the record has all (RFC 7208 §6.1)', 0, null],
  ]);
});

test('loops are noted, not followed', async () => {
  const zone =
    'a.test TXT "v=spf1 ip4:192.0.2.25 include:b.test"\nb.test TXT "v=spf1 a include:A.TEST include:b.test"';
  for (const ip of [IP, '203.0.113.1']) {
    const { tree } = await check(zone, 'joe@a.test', ip);
    expect(outline(tree ?? fail()).filter((line) => line.includes('['))).toEqual([
      '  [b.test found 3]',
      '      [A.TEST loop 0]',
      '      [b.test loop 0]',
    ]);
    expect(tree?.cost).toBe(4);
  }
});

test('further questions come after the verdict and change neither it nor its counts', async () => {
  const zone = `
    s.test TXT "v=spf1 ip4:192.0.2.25 include:gone.test include:gone2.test include:gone3.test include:broken.test include:slow.test -all"
    broken.test TXT "v=spf1 moo"
    slow.test TXT SERVFAIL`;
  const resolver = zoneResolver(zone);
  const got = await checkHost(queryOf('joe@s.test', IP), resolver);
  expect([got.result, got.lookups.count, got.lookups.void]).toEqual(['pass', 0, 0]);
  expect(got.tree?.terms.map(({ record }) => record?.status ?? null)).toEqual([
    null,
    'none',
    'none',
    'none',
    'syntax',
    'temperror',
    null,
  ]);
  expect([got.tree?.cost, got.tree?.voids]).toEqual([5, 3]);
  expect(resolver.questions.map(({ name }) => name)).toEqual([
    's.test',
    'gone.test',
    'gone2.test',
    'gone3.test',
    'broken.test',
    'slow.test',
  ]);
});

test('nothing further is asked when everything was reached', async () => {
  const resolver = zoneResolver(
    's.test TXT "v=spf1 include:i.test -all"\ni.test TXT "v=spf1 a ?all"\ni.test A 203.0.113.1',
  );
  await checkHost(queryOf('joe@s.test', IP), resolver);
  expect(resolver.count('i.test', 'TXT')).toBe(1);
  expect(resolver.count('i.test', 'A')).toBe(1);
  expect(resolver.questions).toHaveLength(3);
});

test('an include that needs %{p} is not asked for when it was not reached', async () => {
  const resolver = zoneResolver('s.test TXT "v=spf1 ip4:192.0.2.25 include:%{p}.test -all"');
  const got = await checkHost(queryOf('joe@s.test', IP), resolver);
  expect([got.tree?.terms[1]?.target, got.tree?.terms[1]?.cost]).toEqual([null, 2]);
  expect(resolver.questions.map(({ type }) => type)).toEqual(['TXT']);
});

describe('limits of the survey', () => {
  afterEach(() => void vi.useRealTimers());

  test('records', async () => {
    const includes = Array.from({ length: 30 }, (_, i) => `include:i${i}.test`).join(' ');
    const got = await check(
      `s.test TXT "v=spf1 ip4:192.0.2.25 ${includes} -all"\n*.test TXT "v=spf1 ?all"`,
      'joe@s.test',
      IP,
    );
    const statuses = got.tree?.terms
      .map(({ record }) => record?.status)
      .filter((status) => status !== undefined);
    expect(statuses).toEqual([
      ...Array<string>(20).fill('found'),
      ...Array<string>(10).fill('limit'),
    ]);
    expect(got.tree?.cost).toBe(30);
  });

  test('depth', async () => {
    const chain = Array.from(
      { length: 20 },
      (_, i) => `i${i}.test TXT "v=spf1 ?include:i${i + 1}.test"`,
    ).join('\n');
    const got = await check(
      `s.test TXT "v=spf1 ip4:192.0.2.25 include:i0.test"\n${chain}`,
      'joe@s.test',
      IP,
    );
    let node: SpfNode | null | undefined = got.tree?.terms[1]?.record;
    let depth = 1;
    while (node?.status === 'found') [node, depth] = [node.terms[0]?.record, depth + 1];
    expect([node?.status, depth]).toEqual(['limit', 11]);
  });

  test('time', async () => {
    vi.useFakeTimers();
    const zone = zoneResolver(
      's.test TXT "v=spf1 ip4:192.0.2.25 include:slow.test include:fast.test -all"\nfast.test TXT "v=spf1 ?all"',
    );
    const resolver: Resolver = {
      resolve: <T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> =>
        name === 'slow.test' ? new Promise(() => {}) : zone.resolve(name, type),
    };
    const pending = checkHost(queryOf('joe@s.test', IP), resolver);
    await vi.advanceTimersByTimeAsync(3_000);
    const got = await pending;
    expect([
      got.result,
      got.tree?.terms[1]?.record?.status,
      got.tree?.terms[2]?.record?.status,
    ]).toEqual(['pass', 'limit', 'found']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('our DNS budget is a limit, not an error of the domain', async () => {
    const zone = zoneResolver('s.test TXT "v=spf1 ip4:192.0.2.25 include:i.test -all"');
    const resolver: Resolver = {
      async resolve(name, type) {
        const answer = await zone.resolve(name, type);
        return name === 'i.test' ? { ...answer, status: 'BUDGET' } : answer;
      },
    };
    expect(
      (await checkHost(queryOf('joe@s.test', IP), resolver)).tree?.terms[1]?.record?.status,
    ).toBe('limit');
  });
});

describe('a domain without a message', () => {
  test('the tree, and what only a message would fill in left open', async () => {
    const resolver = zoneResolver(
      `${ZONE}\ne.test TXT "v=spf1 include:%{d2}.x.test include:%{i}.test redirect=example.org"\ne.test.x.test TXT "v=spf1 mx ?all"`,
    );
    const tree = await readTree('e.test', resolver);
    expect([tree?.status, tree?.cost]).toEqual(['found', 13]);
    expect(
      tree?.terms.map(({ target, outcome, record }) => [target, outcome, record?.status ?? null]),
    ).toEqual([
      ['e.test.x.test', 'not-reached', 'found'],
      [null, 'not-reached', null],
      ['example.org', 'not-reached', 'found'],
    ]);
    expect(resolver.questions.every(({ type }) => type === 'TXT')).toBe(true);
  });

  test('no record, several, trouble, no name', async () => {
    const resolver = zoneResolver(
      'two.test TXT "v=spf1"\ntwo.test TXT "v=spf1 -all"\nerr.test TXT SERVFAIL\nxn--bcher-kva.test TXT "v=spf1 -all"',
    );
    const status = async (domain: string): Promise<string | undefined> =>
      (await readTree(domain, resolver))?.status;
    expect(
      await Promise.all(
        ['none.test', 'two.test', 'err.test', 'b\u00fccher.test', 'localhost'].map(status),
      ),
    ).toEqual(['none', 'several', 'temperror', 'found', undefined]);
  });
});
