// Message-ID, In-Reply-To and References (RFC 5322 §3.6.4) in another form: brackets, letters, white space.
import { fieldParts, trimmed, unfolded, type FieldVariant } from './header-edit.ts';

export function* idVariants(line: string, key: string): Generator<FieldVariant> {
  const { name, rest } = fieldParts(line);
  const value = trimmed(unfolded(rest));
  const made = (changed: string, rank: number): FieldVariant => ({
    line: `${name}: ${changed}`,
    rank,
  });
  const bare = value.replace(/^<|>$/g, '');
  yield made(value.toLowerCase(), 2);
  yield made(value.toUpperCase(), 3);
  if (key === 'message-id') {
    yield made(bare, 1);
    yield made(`<${bare}>`, 1);
    yield made(`<${trimmed(bare)}>`, 2);
    const [local = '', domain = ''] = bare.split('@');
    yield made(`<${local}@${domain.toLowerCase()}>`, 2);
    yield made(`<${local}@${domain.toUpperCase()}>`, 2);
    yield made(
      `<${local}@${domain.replace(/(?:^|[.-])[a-z]/g, (start) => start.toUpperCase())}>`,
      2,
    );
    yield made(`<${local}>`, 3);
    return;
  }
  const ids = value.match(/<[^<>]*>/g) ?? [];
  yield made(ids.join(' '), 2);
  yield made(ids.join(''), 3);
  yield made(ids.slice(0, -1).join(' '), 3);
  yield made(ids.slice(1).join(' '), 3);
  yield made(ids.slice(-1).join(' '), 3);
  if (ids.length > 2) yield made([ids[0], ...ids.slice(2)].join(' '), 3);
}
