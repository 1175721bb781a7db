// Adds ARC sets to a message for the tests (RFC 8617 §5.1), each field with the tags a case wants; written from the RFC, apart from the
// code under test. Fields are without line ends, newest set on top.
import { relaxedField, signedField, signOctets, type KeyName } from '../dkim/signer.ts';

export type Tags = Record<string, string | null>;

export interface SetRecipe {
  instance: number;
  key?: KeyName;
  /** Changes to the tags; null leaves one out. */
  seal?: Tags;
  messageSignature?: Tags;
  /** The whole ARC-Authentication-Results field; default "i=N; mx.example.net; spf=pass". */
  results?: string;
  /** The seal covers its own set only (§5.1.2). */
  own?: boolean;
  /** Made after the set was sealed. */
  changed?: (set: {
    seal: string;
    messageSignature: string;
    results: string;
  }) => Partial<{ seal: string; messageSignature: string; results: string }>;
  /** Fields of the set that are left out afterwards. */
  without?: ('seal' | 'messageSignature' | 'results')[];
}

const write = (tags: Tags): string =>
  Object.entries(tags)
    .flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]))
    .join('; ');

const instanceOf = (field: string): number => Number(/[:;]\s*i\s*=\s*(\d+)/.exec(field)?.[1] ?? 0);
const NAMES = ['arc-authentication-results', 'arc-message-signature', 'arc-seal'];
const nameOf = (field: string): string =>
  field.slice(0, field.indexOf(':')).trimEnd().toLowerCase();

/** The set's fields above those that are there. */
export function addSet(fields: readonly string[], body: string, recipe: SetRecipe): string[] {
  const { instance, key = 'rsa2048' } = recipe;
  const a = key.startsWith('ed25519') ? 'ed25519-sha256' : 'rsa-sha256';
  const results =
    recipe.results ??
    `ARC-Authentication-Results: i=${instance}; mx.example.net;\r\n spf=pass smtp.mailfrom=a@example.org`;
  const tags: Tags = {
    i: `${instance}`,
    a,
    c: 'relaxed/relaxed',
    d: 'lists.example.net',
    s: 'arc',
    h: 'From:To:Subject:DKIM-Signature',
    bh: '@BH@',
    b: '@B@',
    ...recipe.messageSignature,
  };
  const [header, bodyForm] = (tags['c'] ?? 'simple/simple').split('/');
  const messageSignature = signedField({
    fields: [...fields],
    body,
    signature: `ARC-Message-Signature: ${write(tags)}`,
    key,
    header: header === 'relaxed' ? 'relaxed' : 'simple',
    bodyForm: bodyForm === 'relaxed' ? 'relaxed' : 'simple',
    hash: 'sha256',
    names: (tags['h'] ?? '').split(':'),
  });
  const sealTags: Tags = {
    i: `${instance}`,
    a,
    cv: instance === 1 ? 'none' : 'pass',
    d: 'lists.example.net',
    s: 'arc',
    t: '1767225000',
    b: '@B@',
    ...recipe.seal,
  };
  const template = `ARC-Seal: ${write(sealTags)}`;
  const covered = recipe.own === true ? [] : chainFields(fields, instance);
  const octets =
    [...covered, results, messageSignature].map((field) => `${relaxedField(field)}\r\n`).join('') +
    relaxedField(template.replace('@B@', ''));
  const seal = template.replace('@B@', signOctets(octets, key, 'sha256'));
  const set = { seal, messageSignature, results };
  const final = { ...set, ...recipe.changed?.(set) };
  const kept = (['seal', 'messageSignature', 'results'] as const)
    .filter((name) => !recipe.without?.includes(name))
    .map((name) => final[name]);
  return [...kept, ...fields];
}

/** The sets below an instance in the order a seal covers them. */
function chainFields(fields: readonly string[], below: number): string[] {
  const chain: string[] = [];
  for (let instance = 1; instance < below; instance++) {
    for (const name of NAMES)
      chain.push(
        ...fields
          .filter((field) => nameOf(field) === name && instanceOf(field) === instance)
          .slice(0, 1),
      );
  }
  return chain;
}
