// What happens to a signed message or to its key: relays that rewrite, signatures with odd syntax, records that were pasted wrongly.
import type { MailCase } from './mail-case.ts';
import type { Random } from './random.ts';

const parts = (message: string): { fields: string[]; body: string } => {
  const end = message.indexOf('\r\n\r\n');
  return { fields: message.slice(0, end).split(/\r\n(?![ \t])/), body: message.slice(end + 4) };
};
const whole = (fields: readonly string[], body: string): string =>
  `${fields.join('\r\n')}\r\n\r\n${body}`;

/** One change. */
export function damage(random: Random, sent: MailCase): MailCase {
  const { fields, body } = parts(sent.message);
  const kind = random.weighted([
    [4, 'field'],
    [3, 'order'],
    [4, 'body'],
    [8, 'tag'],
    [4, 'key'],
    [4, 'octet'],
  ] as const);
  switch (kind) {
    case 'field':
      return { ...sent, message: whole(changedField(random, fields), body) };
    case 'order':
      return { ...sent, message: whole(reordered(random, fields), body) };
    case 'body':
      return { ...sent, message: whole(fields, changedBody(random, body)) };
    case 'tag':
      return { ...sent, message: whole(changedTags(random, fields), body) };
    case 'key':
      return { ...sent, keys: changedKeys(random, sent.keys) };
    case 'octet':
      return { ...sent, message: changedOctet(random, sent.message) };
  }
}

function changedField({ int, pick }: Random, fields: readonly string[]): string[] {
  const at = int(fields.length);
  const change = pick<(field: string) => string>([
    (field) => `${field} `,
    (field) => field.replace(':', ' :'),
    (field) => field.replace(/: ?/, ':  '),
    (field) => field.replace(/: /, ':'),
    (field) => field.replace(/ (?=[^ ]*$)/, '\r\n '),
    (field) => field.replaceAll('\r\n', ''),
    (field) => field.replace(/^[^:]+/, (name) => name.toUpperCase()),
    (field) => field.replace(/[a-z](?=[^a-z]*$)/, 'Q'),
    (field) => `${field}\r\n `,
    (field) => field.replace(/ /g, '\t'),
  ]);
  return fields.map((field, index) => (index === at ? change(field) : field));
}

function reordered({ int, pick }: Random, fields: readonly string[]): string[] {
  const list = [...fields];
  const at = int(list.length);
  const [taken = ''] = list.splice(at, 1);
  switch (pick(['move', 'remove', 'double', 'add'] as const)) {
    case 'move':
      list.splice(int(list.length + 1), 0, taken);
      return list;
    case 'remove':
      return list.length > 1 && !/^from:/i.test(taken) ? list : [...fields];
    case 'double':
      list.splice(at, 0, taken);
      list.splice(pick([0, list.length]), 0, taken);
      return list;
    case 'add':
      return pick([
        [`Received: from relay.example`, ...fields],
        [...fields, 'X-Note: added'],
        ['Subject: added', ...fields],
        [...fields, 'To: added@example.net'],
      ]);
  }
}

function changedBody({ pick, int }: Random, body: string): string {
  const at = int(body.length + 1);
  return pick([
    `${body}\r\n`,
    `${body}\r\n\r\n`,
    `${body}-- \r\nfooter\r\n`,
    `${body} \r\n`,
    body.replace(/\r\n/, ' \r\n'),
    body.replace(/ /, '  '),
    body.replace(/(?:\r\n)+$/, ''),
    body.replace(/^/, '\r\n'),
    body.replace(/\t/, ' '),
    '',
    body.slice(0, at).replace(/\r$/, ''),
    body.replace(/w/, 'W'),
  ]);
}

const SIGNED = /^(?:dkim-signature|arc-seal|arc-message-signature)[ \t]*:/i;

function changedTags(random: Random, fields: readonly string[]): string[] {
  const places = fields.flatMap((field, index) => (SIGNED.test(field) ? [index] : []));
  if (places.length === 0) return [...fields];
  const place = random.pick(places);
  return fields.map((field, index) => (index === place ? changedTag(random, field) : field));
}

function changedTag({ pick, int, chance }: Random, field: string): string {
  const colon = field.indexOf(':');
  const specs = field.slice(colon + 1).split(';');
  const at = int(specs.length);
  const spec = specs[at] ?? '';
  const value = (text: string): string => spec.slice(0, spec.indexOf('=') + 1) + text;
  const name = /^\s*([a-z]+)/.exec(spec)?.[1] ?? '';
  const odd: Record<string, string[]> = {
    v: ['2', '', '1.0', '01', ' 1 ', 'DKIM1'],
    a: [
      'rsa-sha1',
      'rsa-sha512',
      'RSA-SHA256',
      'rsa',
      'ed25519-sha256',
      'rsa-sha256 x',
      'ed25519-sha1',
    ],
    c: [
      'relaxed',
      'simple',
      'nofws',
      'relaxed/',
      '/relaxed',
      'Relaxed/Relaxed',
      'relaxed/relaxed/relaxed',
      'simple/relaxed',
      '',
    ],
    d: [
      '',
      'org',
      'example.org.',
      'example.com',
      'sub.example.org',
      'EXAMPLE.org',
      '-.example.org',
      'exa mple.org',
      'a_b.example.org',
      '.example.org',
    ],
    s: ['', 'none', 's2048.', 'S2048', 's_1', 's2048 x', 'sed'],
    h: [
      '',
      'To',
      'From',
      'From:',
      ':From',
      'From::To',
      'From:To:',
      'From To',
      'from : to',
      'From;To',
      'From:b a d',
    ],
    bh: [
      '',
      '=',
      'AAAA',
      '!!',
      `${spec.slice(spec.indexOf('=') + 1)}=`,
      spec.slice(spec.indexOf('=') + 1).replace(/=+$/, ''),
      `${spec.slice(spec.indexOf('=') + 1)}A`,
    ],
    b: [
      '',
      '=',
      'AAAA',
      '!!',
      `${spec.slice(spec.indexOf('=') + 1)}!`,
      `${spec.slice(spec.indexOf('=') + 1)}AAAA`,
      spec.slice(spec.indexOf('=') + 1).replace(/=+$/, ''),
      `${spec.slice(spec.indexOf('=') + 1)} `,
    ],
    t: ['', '0', '-1', 'now', '1e9', '99999999999', '999999999999', '1767225600.5', '4102444800'],
    x: ['', '0', '1', '-1', 'never', '1577836800', '4102444800', '999999999999', '99999999999999'],
    l: ['', '0', '1', '-1', '1e1', '9999999', 'all', '0x5', ' 3 '],
    i: [
      '',
      '@',
      'user',
      '@example.com',
      '@example.org.',
      '@xexample.org',
      '@EXAMPLE.ORG',
      'a@b@example.org',
      '@sub.example.org',
      'a b@example.org',
      '=40example.org',
    ],
    q: ['', 'dns', 'dns/txt', 'http/x', 'x:dns/txt', 'DNS/TXT'],
    cv: ['none', 'pass', 'fail', '', 'PASS', 'maybe'],
  };
  // Of an unnamed choice: how the list itself is written.
  if (chance(0.45) && odd[name] !== undefined && spec.includes('='))
    specs[at] = value(pick(odd[name]));
  else {
    const change = pick([
      'drop',
      'double',
      'empty',
      'junk',
      'unknown',
      'case',
      'space',
      'twice',
    ] as const);
    if (change === 'drop') specs.splice(at, 1);
    else if (change === 'double') specs.splice(at, 0, spec);
    else if (change === 'empty') specs.splice(at, 0, '');
    else if (change === 'junk')
      specs.splice(at, 0, pick([' junk', ' =x', ' 1a=b', ' a-b=c', ' \xe9=1']));
    else if (change === 'unknown') specs.push(' zz=1');
    else if (change === 'case')
      specs[at] = spec.replace(/[a-z]+(?=\s*=)/, (text) => text.toUpperCase());
    else if (change === 'space') specs[at] = spec.replace('=', pick([' =', '= ', '=\r\n ', '\t=']));
    else specs.push(` ${name}=1`);
  }
  return field.slice(0, colon + 1) + specs.join(';');
}

function changedKeys({ pick, int }: Random, keys: MailCase['keys']): MailCase['keys'] {
  const names = Object.keys(keys);
  const change = pick<(text: string) => string | null>([
    () => null,
    () => '',
    (text) => text.replace(/p=.*/, 'p='),
    (text) => text.replace(/p=.*/, ''),
    (text) => text.replace('v=DKIM1', 'v=DKIM2'),
    (text) => text.replace('v=DKIM1', 'v=dkim1'),
    (text) => text.replace('v=DKIM1; ', ''),
    (text) => text.replace(/^(v=DKIM1); (.*)$/, '$2; $1'),
    (text) => text.replace(/k=\w+/, 'k=dsa'),
    (text) => text.replace(/k=\w+/, (k) => k.toUpperCase().replace('K=', 'k=')),
    (text) => text.replace(/; k=\w+/, ''),
    (text) => text.replace(/k=\w+/, 'k=ed25519'),
    (text) => text.replace('p=', 'h=sha256; p='),
    (text) => text.replace('p=', 'h=sha1; p='),
    (text) => text.replace('p=', 'h=; p='),
    (text) => text.replace('p=', 's=*; p='),
    (text) => text.replace('p=', 's=email:x; p='),
    (text) => text.replace('p=', 's=x; p='),
    (text) => text.replace('p=', 't=; p='),
    (text) => text.replace('p=', 't=s:y; p='),
    (text) => text.replace('p=', 'g=user; p='),
    (text) => text.replace('p=', 'p=; p='),
    (text) => text.replace('p=', ' p = '),
    (text) => text.replace(/p=(.{20})/, 'p=$1 '),
    (text) => text.replace(/p=(.{20})/, 'p=$1"'),
    (text) => text.replace(/p=(.{20})./, 'p=$1'),
    (text) => text.slice(0, -8),
    (text) => `${text};`,
    (text) => `${text};;`,
    (text) => `${text}; junk`,
    (text) => `${text}; x=y`,
    (text) => `${text}=`,
    (text) => `${text}AAAA`,
    () => 'v=spf1 -all',
    (text) => `  ${text}`,
    (text) => text.replaceAll('; ', ';'),
    (text) => text.replaceAll('; ', ' ;\t'),
  ]);
  const changed = { ...keys };
  for (const name of names.slice(0, 28)) {
    const text = change(keys[name] ?? '');
    if (text === null) delete changed[name];
    else changed[name] = text;
  }
  if (int(4) === 0) {
    const name = 'arc._domainkey.lists.example.net';
    const text = change(keys[name] ?? '');
    if (text === null) delete changed[name];
    else changed[name] = text;
  }
  return changed;
}

/** A slip anywhere; line ends stay whole and the header section stays one. */
function changedOctet({ int, pick }: Random, message: string): string {
  const at = int(message.length);
  const changed =
    message.slice(0, at) +
    pick(['', ' ', '\t', 'x', ';', '=', ':', '\xe9', 'A', '\r\n ']) +
    message.slice(at + pick([0, 1, 1, 2]));
  const sound = changed.replace(/\r(?!\n)|(?<!\r)\n/g, '');
  const header = sound.slice(0, sound.indexOf('\r\n\r\n'));
  const readable = header.split(/\r\n(?![ \t])/).every((field) => /^[!-9;-~]+[ \t]*:/.test(field));
  return readable && /(?:^|\r\n)from[ \t]*:/i.test(header) ? sound : message;
}
