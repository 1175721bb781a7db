// The public SPF test suites for RFC 7208 and RFC 4408, where Debian's python3-spf is installed, which brings them: every case of the
// first as it stands; of the second those that RFC 7208 did not change. The files are not ours and are read where they lie.
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { zoneResolver } from '../../src/dns/zone.ts';
import { checkSpf } from '../../src/verify/spf/check-spf.ts';

const FILES = {
  'RFC 7208': '/usr/share/doc/python3-spf/rfc7208-tests.yml.gz',
  'RFC 4408': '/usr/share/doc/python3-spf/rfc4408-tests.yml.gz',
};

type Value = string | string[] | [number, string];
type Entry = 'TIMEOUT' | Record<string, Value>;
interface Scenario {
  description: string;
  zonedata: Record<string, Entry[]>;
  tests: Record<
    string,
    {
      host: string;
      helo?: string;
      mailfrom?: string;
      result: string | string[];
      explanation?: string;
    }
  >;
}

const escaped = (text: string, plain: RegExp): string =>
  Array.from(Buffer.from(text, 'utf8'), (octet) => {
    const char = String.fromCharCode(octet);
    return plain.test(char) ? char : `\\${String(octet).padStart(3, '0')}`;
  }).join('');
const nameOf = (text: string): string => `${escaped(text.replace(/\.$/, ''), /[\w.*-]/)}.`;
const string = (text: string): string => `"${escaped(text, /[ !#-[\]-~]/)}"`;

/** The suite's zones: an SPF record stands for the TXT, too, unless there is one; TIMEOUT is for every type that is not given before. */
function zoneOf(zonedata: Scenario['zonedata']): string {
  const lines: string[] = [];
  for (const [name, entries] of Object.entries(zonedata)) {
    const owner = nameOf(name);
    const hasTxt = entries.some((entry) => typeof entry === 'object' && 'TXT' in entry);
    const records = entries.flatMap((entry): ([string, Value] | 'TIMEOUT')[] =>
      entry === 'TIMEOUT' ? [entry] : Object.entries(entry),
    );
    if (!hasTxt)
      records.push(
        ...records.flatMap((record): [string, Value][] =>
          record !== 'TIMEOUT' && record[0] === 'SPF' ? [['TXT', record[1]]] : [],
        ),
      );
    const given = new Set<string>();
    for (const record of records) {
      if (record === 'TIMEOUT') {
        for (const type of ['A', 'AAAA', 'MX', 'PTR', 'TXT', 'SPF'])
          if (!given.has(type)) lines.push(`${owner} ${type} TIMEOUT`);
        continue;
      }
      const [type, value] = record;
      if (value === 'NONE') continue;
      given.add(type);
      if (value === 'TIMEOUT') lines.push(`${owner} ${type} TIMEOUT`);
      else if (type === 'TXT' || type === 'SPF')
        lines.push(
          `${owner} ${type} ${[value]
            .flat()
            .map((part) => string(String(part)))
            .join(' ')}`,
        );
      else if (type === 'MX')
        lines.push(
          `${owner} MX ${String(value[0])} ${value[1] === '' ? '.' : nameOf(String(value[1]))}`,
        );
      else
        lines.push(
          `${owner} ${type} ${type === 'A' || type === 'AAAA' ? String(value) : nameOf(String(value))}`,
        );
    }
  }
  return `${lines.join('\n')}\n`;
}

for (const [rfc, file] of Object.entries(FILES)) {
  if (!existsSync(file)) {
    console.warn(
      `SKIPPED the public SPF suite for ${rfc}: ${file} is not there (Debian: python3-spf, documentation included)`,
    );
    continue;
  }
  const scenarios = parseAllDocuments(gunzipSync(readFileSync(file)).toString('utf8')).map(
    (document) => document.toJS() as Scenario,
  );
  describe.each(scenarios.map((scenario) => [scenario.description, scenario] as const))(
    `${rfc}: %s`,
    (_, { zonedata, tests }) => {
      const zone = zoneOf(zonedata);
      test.each(Object.entries(tests))(
        '%s',
        async (_id, { host, helo = '', mailfrom = '', result, explanation }) => {
          const { mailFrom } = await checkSpf(
            { clientIp: host, helo: String(helo), mailFrom: String(mailfrom) },
            { host: 'receiver.example', at: 1_700_000_000_000 },
            zoneResolver(zone),
          );
          expect([result].flat(), mailFrom.reason).toContain(mailFrom.result);
          if (explanation !== undefined)
            expect(mailFrom.explanation ?? 'DEFAULT').toBe(explanation);
        },
      );
    },
  );
}
