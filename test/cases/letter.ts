// Letters for the cases: a plain one, and the steps that sign it, seal it and change it on its way, each a function from letter to
// letter. Signed with the keys of fixtures/keys; the same steps give the same octets every time. Text is octets (latin1).
import { addSet, type SetRecipe } from '../verify/arc/sealer.ts';
import { message, signedField, type KeyName, type Recipe } from '../verify/dkim/signer.ts';

export interface Letter {
  /** Without line ends at their end, top first; folded ones hold CRLF. */
  fields: string[];
  body: string;
}

export type Step = (letter: Letter) => Letter;

/** 2026-11-24T10:00:00Z, when all letters are written. */
export const WRITTEN = Date.UTC(2026, 10, 24, 10) / 1000;

const RECEIVED =
  'Received: from desk.example.org (unknown [192.168.8.7])\r\n\tby mail.example.org (Postfix) with ESMTPSA id 4D2F61C0E3\r\n\tfor <test@mailassay.example>; Tue, 24 Nov 2026 10:00:00 +0000 (UTC)';

const FIELDS: Record<string, string> = {
  From: 'Alice Example <alice@example.org>',
  To: 'test@mailassay.example',
  Subject: 'Does our mail arrive as it should?',
  Date: 'Tue, 24 Nov 2026 10:00:00 +0000',
  'Message-ID': '<20261124100000.4D2F61C0E3@mail.example.org>',
  'MIME-Version': '1.0',
  'Content-Type': 'text/plain; charset=utf-8',
  'Content-Transfer-Encoding': '7bit',
};

export const BODY = 'Hello,\r\n\r\nplease tell us how this mail arrives.\r\n\r\nAlice\r\n';

export const SIGNED =
  'From:From:To:Subject:Date:Message-ID:MIME-Version:Content-Type:Content-Transfer-Encoding';

/** A letter as Alice's server hands it over. Values by field name; null leaves a field out, names that are not usual come last. */
export function letter(values: Record<string, string | null> = {}, body: string = BODY): Letter {
  const all: Record<string, string | null> = { ...FIELDS, ...values };
  const fields = Object.entries(all).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  );
  return { fields: [RECEIVED, ...fields], body };
}

export interface Signing {
  d?: string;
  s?: string;
  key?: KeyName;
  a?: string;
  c?: string;
  h?: string;
  /** Further tags, or others instead of the usual ones; null leaves one out. */
  tags?: Record<string, string | null>;
  /** What the signer really did, where the tags do not say it. */
  signer?: Partial<Pick<Recipe, 'header' | 'bodyForm' | 'hash' | 'names' | 'limit'>>;
}

const NEW_LINE_BEFORE = new Set(['s', 'h', 'bh', 'b']);
const ROW = 72;

/** Puts a DKIM-Signature on top (RFC 6376 §3.5), folded as milters fold. */
export function sign({
  d = 'example.org',
  s = 's2026',
  key,
  a,
  c = 'relaxed/relaxed',
  h = SIGNED,
  tags = {},
  signer = {},
}: Signing = {}): Step {
  const algorithm = a ?? (key?.startsWith('ed25519') === true ? 'ed25519-sha256' : 'rsa-sha256');
  const all: Record<string, string | null> = {
    v: '1',
    a: algorithm,
    c,
    d,
    s,
    t: `${WRITTEN}`,
    h,
    bh: '@BH@',
    b: '@B@',
  };
  const { bh = all['bh'], b = all['b'], ...others } = tags;
  const written = { ...all, ...others, bh: undefined, b: undefined };
  const list = [...Object.entries(written), ['bh', bh] as const, ['b', b] as const].flatMap(
    ([name, value]) => (typeof value === 'string' ? [{ name, value }] : []),
  );
  const text = list
    .map(
      ({ name, value }, index) =>
        `${index === 0 ? '' : NEW_LINE_BEFORE.has(name) ? ';\r\n\t' : '; '}${name}=${value}`,
    )
    .join('');
  const applied = others['c'] === null ? 'simple/simple' : (others['c'] ?? c);
  const [header = 'simple', bodyForm = 'simple'] = applied.toLowerCase().split('/');
  return ({ fields, body }) => {
    const signed = signedField({
      fields,
      body,
      signature: `DKIM-Signature: ${text}`,
      key: key ?? 'rsa2048',
      header: header === 'relaxed' ? 'relaxed' : 'simple',
      bodyForm: bodyForm === 'relaxed' ? 'relaxed' : 'simple',
      hash: algorithm.endsWith('sha1') ? 'sha1' : 'sha256',
      names: h.split(':'),
      ...(typeof others['l'] === 'string' ? { limit: Number(others['l']) } : {}),
      ...signer,
    });
    return { fields: [foldedValue(signed), ...fields], body };
  };
}

/** RFC 6376 §3.5: white space inside b= is ignored, so it may be folded after signing. */
function foldedValue(field: string): string {
  return field.replace(/[A-Za-z0-9+/]{80,}={0,2}$/, (value) =>
    (value.match(new RegExp(`.{1,${ROW}}`, 'g')) ?? []).join('\r\n\t '),
  );
}

/** Adds an ARC set on top (RFC 8617 §5.1). */
export const seal =
  (recipe: SetRecipe): Step =>
  ({ fields, body }) => ({ fields: addSet(fields, body, recipe), body });

/** Puts fields on top, as every hop does. */
export const put =
  (...added: string[]): Step =>
  ({ fields, body }) => ({ fields: [...added, ...fields], body });

/** Puts fields at the end of the header. */
export const append =
  (...added: string[]): Step =>
  ({ fields, body }) => ({ fields: [...fields, ...added], body });

/** Changes the first field of a name; null takes it away. */
export const change =
  (name: string, to: string | null | ((field: string) => string)): Step =>
  ({ fields, body }) => {
    const at = fields.findIndex((field) =>
      field.toLowerCase().startsWith(`${name.toLowerCase()}:`),
    );
    if (at < 0) throw new Error(`there is no ${name} field to change`);
    const changed = typeof to === 'function' ? to(fields[at] ?? '') : to;
    return {
      fields: changed === null ? fields.toSpliced(at, 1) : fields.toSpliced(at, 1, changed),
      body,
    };
  };

export const changeBody =
  (to: (body: string) => string): Step =>
  ({ fields, body }) => ({ fields, body: to(body) });

/** The letter after all steps. */
export const sent = (start: Letter, ...steps: Step[]): Letter =>
  steps.reduce((now, step) => step(now), start);

/** Its octets, CRLF as on the wire. */
export const octetsOf = ({ fields, body }: Letter): Buffer =>
  Buffer.from(message(fields, body), 'latin1');
