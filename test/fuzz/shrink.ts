// Makes a case small while it still shows the same thing, so that what is kept can be read.
import type { MailCase } from './mail-case.ts';
import type { FuzzSets, SpfCase } from './spf-case.ts';

/** Takes the first smaller case that still holds, until none does. */
export async function shrink<T>(
  start: T,
  smaller: (from: T) => Iterable<T>,
  holds: (candidate: T) => Promise<boolean>,
): Promise<T> {
  let current = start;
  for (let found = true; found;) {
    found = false;
    for (const candidate of smaller(current)) {
      if (!(await holds(candidate).catch(() => false))) continue;
      current = candidate;
      found = true;
      break;
    }
  }
  return current;
}

export function* smallerSpf(from: SpfCase): Generator<SpfCase> {
  const withSets = (name: string, sets: FuzzSets): SpfCase => ({
    ...from,
    zone: { ...from.zone, [name]: sets },
  });
  for (const name of Object.keys(from.zone)) {
    const { [name]: _, ...zone } = from.zone;
    yield { ...from, zone };
  }
  for (const [name, sets] of Object.entries(from.zone)) {
    for (const [type, values] of Object.entries(sets) as [keyof FuzzSets, string[] | string][]) {
      const { [type]: _, ...others } = sets;
      yield withSets(name, others);
      if (typeof values === 'string') continue;
      if (values.length > 1)
        for (const at of values.keys())
          yield withSets(name, { ...sets, [type]: values.toSpliced(at, 1) });
      if (type !== 'TXT') continue;
      for (const [at, text] of values.entries()) {
        const terms = text.split(' ');
        for (const place of terms.keys())
          if (place > 0)
            yield withSets(name, {
              ...sets,
              TXT: values.with(at, terms.toSpliced(place, 1).join(' ')),
            });
      }
    }
  }
  for (const plain of [
    { sender: 'user@d0.example' },
    { helo: 'h0.example' },
    { ip: '192.0.2.1' },
  ]) {
    if (Object.entries(plain).some(([key, value]) => from[key as 'ip'] !== value))
      yield { ...from, ...plain };
  }
}

export function* smallerMail(from: MailCase): Generator<MailCase> {
  const used = Object.entries(from.keys).filter(([name]) =>
    from.message.includes(name.slice(0, name.indexOf('._domainkey'))),
  );
  if (used.length < Object.keys(from.keys).length)
    yield { ...from, keys: Object.fromEntries(used) };
  for (const name of Object.keys(from.keys)) {
    const { [name]: _, ...keys } = from.keys;
    yield { ...from, keys };
  }
  const end = from.message.indexOf('\r\n\r\n');
  const fields = from.message.slice(0, end).split(/\r\n(?![ \t])/);
  const body = from.message.slice(end + 4);
  if (body.length > 20) yield { ...from, message: from.message.slice(0, end + 4) };
  if (fields.length > 1)
    for (const at of fields.keys())
      yield { ...from, message: fields.toSpliced(at, 1).join('\r\n') + from.message.slice(end) };
}
